// One hop of a fetch: resolve and check the host, ask, and either read the body or say where the server points.
import type { IncomingMessage } from "node:http";
import { FetchError } from "../errors/errors.ts";
import { readBody } from "./body.ts";
import { exchange } from "./exchange.ts";
import { checkedAddresses } from "./resolve.ts";
import type { Settings } from "./settings.ts";
import type { Target } from "./target.ts";
import type { Watch } from "./watch.ts";

export type Outcome =
  | { readonly bytes: Uint8Array; readonly address: string; readonly declared: string | null }
  | { readonly location: string };

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

export async function runHop(target: Target, watch: Watch, settings: Settings, maxBytes: number): Promise<Outcome> {
  watch.enter("resolve", settings.connectTimeoutMs);
  const addresses = await watch.race(checkedAddresses(target, settings.resolve, settings.allowAddress));
  const { response, address } = await exchange(target, addresses, watch, settings);
  try {
    const location = locationOf(response);
    if (location !== null) return { location };
    const status = response.statusCode ?? 0;
    if (status !== 200) throw new FetchError("fetch.status", { url: target.printed, status });
    const bytes = await readBody(response, target, watch, { maxBytes, idleTimeoutMs: settings.idleTimeoutMs });
    return { bytes, address, declared: essence(response.headers["content-type"]) };
  } finally {
    response.destroy();
  }
}

/** Where a redirect points. A redirect without `Location` is an answer like any other: its status is the error. */
function locationOf(response: IncomingMessage): string | null {
  const { location } = response.headers;
  if (location === undefined || !REDIRECTS.has(response.statusCode ?? 0)) return null;
  // Node reads headers as Latin-1; servers write UTF-8 paths there, as browsers accept.
  return Buffer.from(location, "latin1").toString("utf8");
}

/** `Image/PNG; charset=x` -> `image/png`; null for what is no media type. */
function essence(contentType: string | undefined): string | null {
  const text = contentType?.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  return /^[\w!#$&^.+-]{1,127}\/[\w!#$&^.+-]{1,127}$/.test(text) ? text : null;
}
