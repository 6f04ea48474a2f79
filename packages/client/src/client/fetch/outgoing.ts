// The two arguments of a fetch: what goes where, and the same with another body.

export type FetchInput = string | URL | Request;
/** The global `fetch`, or one like it. */
export type Fetch = (input: FetchInput, init?: RequestInit) => Promise<Response>;

export interface Outgoing {
  readonly input: FetchInput;
  readonly init: RequestInit | undefined;
  readonly url: URL;
  /** Upper case. */
  readonly method: string;
  /** A copy. */
  readonly headers: Headers;
  readonly signal: AbortSignal | undefined;
}

/** Null for an address that is none, or not whole: whoever fetches says so better. */
export function outgoingOf(input: FetchInput, init: RequestInit | undefined): Outgoing | null {
  const request = isRequest(input) ? input : null;
  const address = request?.url ?? String(input);
  if (!URL.canParse(address)) return null;
  return {
    input,
    init,
    url: new URL(address),
    method: (init?.method ?? request?.method ?? "GET").toUpperCase(),
    headers: new Headers(init?.headers ?? request?.headers),
    // Null takes the signal of a Request away.
    signal: (init?.signal === undefined ? request?.signal : init.signal) ?? undefined,
  };
}

/** Also one of another copy of the runtime's classes. */
export function isRequest(input: FetchInput): input is Request {
  return typeof input === "object" && !(input instanceof URL) && "headers" in input && "url" in input;
}

/** The call with another body, and other headers where they are given; everything else in it stays, dispatchers and the like too. */
export function changed(
  { input, init }: Outgoing,
  body: Uint8Array,
  headers: Headers | null,
): [FetchInput, RequestInit | undefined] {
  const sent = body as Uint8Array<ArrayBuffer>;
  const own = init?.body !== undefined && init.body !== null;
  if (!isRequest(input) || own)
    return [input, { ...init, body: sent, ...(headers && { headers: inTheFormOf(init?.headers, headers) }) }];
  if (input instanceof Request) {
    const request = new Request(input, { ...init, body: sent, ...(headers && { headers }) });
    const beside = besideStandard(init);
    return [request, Object.keys(beside).length === 0 ? undefined : beside];
  }
  const { url, method, signal, redirect, headers: before } = input as Request;
  return [url, { method, signal, redirect, ...init, headers: headers ?? before, body: sent }];
}

/** What the standard says of a request. Source: Fetch standard, RequestInit (read 2026-11-23). */
const STANDARD: ReadonlySet<string> = new Set(
  "method headers body referrer referrerPolicy mode credentials cache redirect integrity keepalive signal duplex priority window".split(
    " ",
  ),
);

/** The keys that runtimes have beside them, which say by which way a request goes: a dispatcher, a proxy, certificates. */
export function besideStandard(init: RequestInit | undefined): RequestInit {
  return Object.fromEntries(Object.entries(init ?? {}).filter(([key]) => !STANDARD.has(key)));
}

/** What the inner fetch threw, which is its own matter: kept apart from what goes wrong here. */
export class SendError extends Error {}

/** The same fetch, whose errors are told from all others. */
export function marked(fetch: Fetch): Fetch {
  return async (input, init) => {
    try {
      return await fetch(input, init);
    } catch (cause) {
      throw new SendError("the request could not be sent", { cause });
    }
  };
}

/** Whoever fetches may expect the form that the caller's headers have, names spelled as they were. */
function inTheFormOf(given: RequestInit["headers"], headers: Headers): HeadersInit {
  if (given === undefined || given instanceof Headers) return headers;
  const names = Array.isArray(given) ? given.map(([name = ""]) => name) : Object.keys(given);
  const spelled = new Map(names.map((name) => [name.toLowerCase(), name]));
  const entries = [...headers].map(([name, value]): [string, string] => [spelled.get(name) ?? name, value]);
  return Array.isArray(given) ? entries : Object.fromEntries(entries);
}
