// Url sources that are fetched here: the bytes, and what they prove. What goes wrong is told at the path of the block.
import { errorOf, FoveaError } from "@fovea/client/internal/errors/errors";
import { openBytes } from "@fovea/client/internal/input/open-bytes";
import type { KnownBytes } from "@fovea/client/internal/lower/resolvers";
import { printUrl } from "@fovea/client/internal/net/print-url";
import type { GatewayContext } from "../../exchange.ts";

/** Gets what a block names; `at` is its printed path. */
export type FetchBlock = (url: string, at: string) => Promise<KnownBytes>;

/**
 * For one request: a url is fetched and reserved once, however many blocks name it.
 * @returns a function that throws FoveaError `fetch.*`, `limit.fetch-bytes`, or what the bytes prove wrong; its `at` is the block
 */
export function createFetchBlock(context: GatewayContext, signal: AbortSignal): FetchBlock {
  const fetching = new Map<string, Promise<KnownBytes>>();
  return async (url, at) => {
    const one = fetching.get(url) ?? fetchOnce(url, context, signal);
    fetching.set(url, one);
    try {
      return await one;
    } catch (error) {
      if (!FoveaError.isInstance(error)) throw error;
      throw errorOf(error.code, error.facts, { at, cause: error.cause });
    }
  };
}

async function fetchOnce(
  url: string,
  { caller, fetchUrl, pool }: GatewayContext,
  signal: AbortSignal,
): Promise<KnownBytes> {
  // While they arrive, for nobody knows how many there will be; whoever waits for the same goes on when this request ends. Released with the reply.
  const whole = pool.whole ?? pool;
  const reserve = (more: number, shared: AbortSignal) => whole.reserve(more, shared);
  const { bytes, leases = [] } = await fetchUrl(caller.workspace, url, signal, reserve);
  for (const lease of leases) pool.adopt?.(lease);
  const held = leases.reduce((sum, lease) => sum + lease.bytes, 0);
  if (bytes.length > held) await pool.reserve(bytes.length - held, signal);
  const opened = openBytes(bytes, { declared: null, name: URL.canParse(url) ? printUrl(new URL(url)) : "the url" });
  return { bytes: opened.bytes, facts: opened.facts };
}
