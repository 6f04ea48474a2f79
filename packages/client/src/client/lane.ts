// What all calls of one Fovea share: where they go, by which rules, and who does the work. A plain object; asking, locating, uploading and
// conversations are functions of it.
import type { Decoder } from "../decode/create-decoder.ts";
import { filesApiOfClient } from "../files/client-files.ts";
import { createUploads } from "../files/create-uploads.ts";
import { createMemoryLedger } from "../files/memory-ledger.ts";
import type { Uploads } from "../files/uploads.ts";
import { createGuardedFetch, type GuardedFetch } from "../net/guarded-fetch.ts";
import { createPixels, type PixelWriter } from "../pixels/create-pixels.ts";
import type { Policy } from "../plan/plan.ts";
import type { Model, Platform } from "../platform/capability.ts";
import { modelOf } from "../platform/models.ts";
import { withCapabilities } from "../platform/override.ts";
import { PLATFORMS } from "../platform/platforms.ts";
import { type ConnectOptions, checkReach, connector } from "./connect.ts";
import { defined } from "./defined.ts";
import { platformFor } from "./detect-platform.ts";
import { drawForeign } from "./draw-foreign.ts";
import { DEFAULT_EXPIRY_SECONDS, DEFAULT_MODEL, type FoveaOptions } from "./fovea-options.ts";
import type { MessageLike, MessageStreamLike, MessagesClient } from "./messages-client.ts";
import { asMessage, received } from "./receive.ts";
import { sharedDecoder } from "./shared-decoder.ts";

export interface LaneModel {
  /** The caller's own spelling: a Bedrock id or a deployment's name must reach its platform. */
  readonly name: string;
  readonly model: Model;
  /** False where the table has no such model, and `model` is a careful guess. */
  readonly known: boolean;
}

export interface Lane {
  readonly platform: Platform;
  /** What was said for all calls; a call's own words go before. */
  readonly policy: Partial<Policy>;
  readonly openedOrigins: readonly string[];
  readonly fetchUrl: GuardedFetch;
  readonly pixels: PixelWriter;
  readonly decoder: Decoder;
  /** The row to plan with, of the model that is named, or of the one for all calls. */
  modelOf(name?: string): LaneModel;
  /** Uploading once, to where requests go; null where the platform, or the client, has no files. */
  uploads(): Promise<Uploads | null>;
  /** Whether there may be anything in the upload ledger: it is the caller's own, or something was uploaded. */
  mayKnowUploads(): boolean;
  /** How long what is uploaded for a request is kept, in seconds; null: until it is deleted. */
  readonly uploadsExpireInSeconds: number | null;
  client(): Promise<MessagesClient>;
  /** Sends a Messages request. @throws errors of the platform as they came; EngineError `engine.unreadable-answer` */
  send(body: unknown, signal?: AbortSignal): Promise<MessageLike>;
  /** Starts a streamed Messages request. */
  stream(body: unknown, signal?: AbortSignal): Promise<MessageStreamLike>;
}

/** @throws TypeError, InputError `input.unknown-platform` */
export function createLane(options: FoveaOptions): Lane {
  const {
    client: given,
    apiKey,
    authToken,
    baseURL,
    fetch,
    openedOrigins = [],
    fetchUrl = createGuardedFetch({ allowOrigins: openedOrigins }),
    pixels = createPixels({ drawForeign }),
    decoder = sharedDecoder(),
    method,
    uploads,
    fit,
    mode,
    ledger,
    uploadsExpireInSeconds = DEFAULT_EXPIRY_SECONDS,
  } = options;
  const connect = connector(defined({ client: given, apiKey, authToken, baseURL, fetch }) as ConnectOptions);
  const id = platformFor(options);
  const client = async (): Promise<MessagesClient> => {
    checkReach(id, options);
    return connect();
  };
  const platform = withCapabilities(PLATFORMS[id], options.capabilities ?? {});
  let uploading: Promise<Uploads | null> | undefined;
  async function createUploading(): Promise<Uploads | null> {
    const api = platform.filesApi.value ? filesApiOfClient(await client()) : null;
    return api === null ? null : createUploads({ api, ledger: ledger ?? createMemoryLedger() });
  }
  return {
    platform,
    policy: defined({ method, uploads, fit, mode }),
    openedOrigins,
    fetchUrl,
    pixels,
    decoder,
    modelOf(name = options.model ?? DEFAULT_MODEL) {
      return { name, ...modelOf(name) };
    },
    uploads() {
      uploading ??= createUploading().catch((error: unknown) => {
        uploading = undefined;
        throw error;
      });
      return uploading;
    },
    mayKnowUploads: () => ledger !== undefined || uploading !== undefined,
    uploadsExpireInSeconds,
    client,
    async send(body, signal) {
      const { messages } = await client();
      return asMessage(await received(() => messages.create(body, { signal }), signal));
    },
    async stream(body, signal) {
      const { messages } = await client();
      return messages.stream(body, { signal }) as MessageStreamLike;
    },
  };
}
