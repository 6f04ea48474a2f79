// A fetch for programs that exist: every request to Claude in it reaches its platform in a form that the platform accepts, or is answered with an
// error that says why not; everything else goes on as it came.
import { AsyncLocalStorage } from "node:async_hooks";
import { createMemoryLedger } from "../../files/memory-ledger.ts";
import { createGuardedFetch } from "../../net/guarded-fetch.ts";
import type { PixelWriter } from "../../pixels/create-pixels.ts";
import { createPixels } from "../../pixels/create-pixels.ts";
import { withCapabilities } from "../../platform/override.ts";
import { findPlatform } from "../../platform/platforms.ts";
import { splice as spliceBytes } from "../../wire/splice.ts";
import { checkFetchOptions } from "../check-options.ts";
import { defined } from "../defined.ts";
import { drawForeign } from "../draw-foreign.ts";
import { awsEnvironment } from "./aws-environment.ts";
import { carry } from "./carry.ts";
import { createLearned } from "./learned.ts";
import type { FoveaFetchOptions } from "./options.ts";
import { type Fetch, outgoingOf } from "./outgoing.ts";
import { routeOf } from "./route.ts";
import { createSentAsFile, type Shared } from "./shared.ts";
import { createUrlMemory } from "./url-memory.ts";

const MAX_BYTES = 256 * 1024 * 1024;
const MAX_KEPT_URL_BYTES = 64 * 1024 * 1024;

/**
 * A function of fetch's signature for the `fetch` option of the official clients, of AI SDK providers and of LangChain.js (`clientOptions.fetch`).
 * Bodies of Messages, count_tokens and batches are changed where their platform would refuse a picture, on their bytes: nothing else in them changes.
 * What cannot be mended is answered, not thrown: status 400 or 413 in the platform's own envelope, with `x-should-retry`.
 *
 * @throws TypeError for an option that is none, or not of its kind; InputError `input.unknown-platform`
 */
export function foveaFetch(options: FoveaFetchOptions = {}): Fetch {
  return fetchWith(options, spliceBytes);
}

/** `splice` is the seam where a test loses an edit. */
export function fetchWith(options: FoveaFetchOptions, splice: typeof spliceBytes): Fetch {
  checkFetchOptions(options);
  // Both are mistakes of the program, to be told at once.
  withCapabilities(findPlatform(options.platform ?? "anthropic"), options.capabilities ?? {});
  const shared = sharedOf(options);
  const before = globalThis.fetch;
  const within = new AsyncLocalStorage<true>();
  const own: Fetch = async (input, init) => {
    // Looked up now: other libraries put theirs in its place. Who puts ours there, or theirs around ours, means the one that was there before.
    const again = globalThis.fetch === own || within.getStore() === true;
    const found = again ? before : globalThis.fetch;
    const inner: Fetch = options.fetch ?? ((...args) => within.run(true, () => found(...args)));
    const outgoing = outgoingOf(input, init);
    const route = outgoing === null ? null : routeOf(outgoing.method, outgoing.url, outgoing.headers);
    if (outgoing === null || route === null) return inner(input, init);
    return carry({ outgoing, route, options, shared, inner, splice, startedMs: Date.now() });
  };
  return own;
}

function sharedOf(options: FoveaFetchOptions): Shared {
  const { openedOrigins = [], maxBytes = MAX_BYTES, maxKeptUrlBytes = MAX_KEPT_URL_BYTES } = options;
  const { method, uploads, fit, mode } = options;
  return {
    policy: defined({ method, uploads, fit, mode }),
    openedOrigins,
    fetchUrl: options.fetchUrl ?? createGuardedFetch({ allowOrigins: openedOrigins }),
    pixels: options.pixels ?? pixelsOf(options),
    ledger: options.ledger ?? createMemoryLedger(),
    urls: createUrlMemory(maxKeptUrlBytes),
    sentAsFile: createSentAsFile(),
    learned: createLearned(),
    credentials: options.credentials,
    environment: awsEnvironment,
    maxBytes,
  };
}

function pixelsOf({ decoder }: FoveaFetchOptions): PixelWriter {
  if (decoder === undefined) return createPixels({ drawForeign });
  return createPixels({
    drawForeign: (bytes, mediaType, bounds, call) => decoder.toPng(bytes, mediaType, bounds, call),
  });
}
