// One hop of a fetch: resolve and check the host, ask, and either read the body or say where the server points.
import type { IncomingMessage } from "node:http";
import { FetchError } from "../errors/errors.ts";
import { readBody } from "./body.ts";
import { type Caching, cachingOf, conditionsOf, type Validators } from "./caching.ts";
import { checkedAddresses } from "./resolve.ts";
import type { Reserve } from "./room.ts";
import type { Settings } from "./settings.ts";
import type { Target } from "./target.ts";
import type { Watch } from "./watch.ts";

export type Outcome =
  | {
      readonly bytes: Uint8Array;
      readonly address: string;
      readonly declared: string | null;
      readonly caching: Caching;
      /** The server says that what the validators came from still holds; there are no bytes. */
      readonly unchanged: boolean;
    }
  | { readonly location: string };

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

export interface HopCall {
  readonly maxBytes: number;
  readonly validators: Validators | null;
  readonly reserve?: Reserve | undefined;
}

export async function runHop(target: Target, watch: Watch, settings: Settings, call: HopCall): Promise<Outcome> {
  watch.enter("resolve", settings.connectTimeoutMs);
  const addresses = await watch.race(checkedAddresses(target, settings.resolve, settings.allowAddress));
  // Node's HTTP takes a third of what importing the library costs, and most programs never fetch here.
  const { exchange } = await watch.race(import("./exchange.ts"));
  const { response, address } = await exchange(target, addresses, watch, {
    ...settings,
    conditions: conditionsOf(call.validators),
  });
  try {
    const location = locationOf(response);
    if (location !== null) return { location };
    const status = response.statusCode ?? 0;
    const about = {
      address,
      declared: essence(response.headers["content-type"]),
      caching: cachingOf(response.headers),
    };
    if (status === 304 && call.validators !== null) return { ...about, bytes: new Uint8Array(0), unchanged: true };
    if (status !== 200) throw new FetchError("fetch.status", { url: target.printed, status });
    const { maxBytes, reserve } = call;
    const { idleTimeoutMs } = settings;
    const bytes = await readBody(response, target, watch, { maxBytes, idleTimeoutMs, reserve });
    return { ...about, bytes, unchanged: false };
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
