// Url sources that are fetched here: once for a request however many blocks name them, and for all later turns. What goes wrong is told at the path
// of the block.
import type { Block } from "../../content/block.ts";
import { formatPath, type JsonPath } from "../../content/path.ts";
import { errorOf, FoveaError, InputError, LimitError } from "../../errors/errors.ts";
import { openBytes } from "../../input/open-bytes.ts";
import type { OpenedBytes } from "../../input/opened.ts";
import type { KnownBytes } from "../../lower/resolvers.ts";
import type { GuardedFetch } from "../../net/guarded-fetch.ts";
import { printUrl } from "../../net/print-url.ts";
import { standsBefore } from "../../plan/order.ts";
import type { UrlMemory } from "./url-memory.ts";

export interface FetchBlockOptions {
  readonly fetchUrl: GuardedFetch;
  readonly memory: UrlMemory;
  readonly signal: AbortSignal | undefined;
  /** Of all that is fetched for this request. */
  readonly maxBytes: number;
  readonly blocks: readonly Block[];
  /** Thinking blocks that bind what stands before them. */
  readonly boundBy: readonly JsonPath[];
}

export type FetchBlock = (url: string, at: string) => Promise<KnownBytes>;

/**
 * @returns a function that throws FoveaError `fetch.*`, `limit.fetch-bytes`, `limit.request-bytes`, what the bytes prove wrong, or `input.before-thinking` where a url gives
 * other bytes than those that a thinking block is bound to; its `at` is the block
 */
export function createFetchBlock(options: FetchBlockOptions): FetchBlock {
  const { fetchUrl, memory, signal, maxBytes, blocks, boundBy } = options;
  const fetching = new Map<string, Promise<OpenedBytes>>();
  let held = 0;

  /** A small request can name much. */
  async function reserve(bytes: number): Promise<void> {
    held += bytes;
    if (held <= maxBytes) return;
    const facts = { limit: maxBytes, actual: held, unit: "bytes", platform: "foveaFetch (`maxBytes`)" } as const;
    throw new LimitError("limit.request-bytes", facts);
  }

  async function once(url: string): Promise<OpenedBytes> {
    const name = URL.canParse(url) ? printUrl(new URL(url)) : "the url";
    const before = memory.get(url);
    if (before !== null && before.bytes !== null) return openBytes(before.bytes, { declared: null, name });
    signal?.throwIfAborted();
    const { bytes } = await fetchUrl(url, signal === undefined ? { reserve } : { reserve, signal });
    const opened = openBytes(bytes, { declared: null, name });
    // Another request may have been faster: then its bytes are those that went out.
    const now = memory.get(url);
    if (now !== null && now.bytes !== null) return openBytes(now.bytes, { declared: null, name });
    return opened;
  }

  return async (url, at) => {
    const one = fetching.get(url) ?? once(url);
    fetching.set(url, one);
    try {
      const { bytes, facts } = await one;
      await keep(url, at, bytes, facts.sha256);
      return { bytes, facts };
    } catch (error) {
      if (!FoveaError.isInstance(error)) throw error;
      throw errorOf(error.code, error.facts, { at, cause: error.cause });
    }
  };

  async function keep(url: string, at: string, ref: OpenedBytes["bytes"], sha256: string | null): Promise<void> {
    const before = memory.get(url);
    if (sha256 === null || before?.bytes) return;
    if (before !== null && before.sha256 !== sha256) {
      const block = blocks.find((one) => formatPath(one.at) === at);
      const bond = block && boundBy.find((thinking) => standsBefore(block.at, thinking));
      if (bond !== undefined)
        throw new InputError("input.before-thinking", {
          image: at,
          thinking: formatPath(bond),
          change: "its url gives another picture than in earlier turns",
        });
    }
    for await (const bytes of ref.open()) memory.put(url, bytes, sha256);
  }
}
