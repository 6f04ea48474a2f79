// The two arguments of a fetch, read without being used up: what goes where, and with which body.
import { LimitError } from "../../errors/errors.ts";

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
    signal: init?.signal ?? request?.signal ?? undefined,
  };
}

/** Also one of another copy of the runtime's classes. */
function isRequest(input: FetchInput): input is Request {
  return typeof input === "object" && !(input instanceof URL) && "headers" in input && "url" in input;
}

export interface ReadBody {
  /** Not to be written to: they may be the caller's. */
  readonly bytes: Uint8Array;
  /** What goes on in place of the caller's body when nothing has to be changed; null where that can go on itself. */
  readonly instead: Uint8Array | null;
  /** What a fetch declares such a body as, where nobody says it; null: nothing. */
  readonly contentType: string | null;
}

/**
 * The body's bytes; null where there is none, or one whose bytes only whoever fetches makes (forms).
 *
 * @throws LimitError `limit.request-bytes` for more than `maxBytes`
 */
export async function readBody({ input, init, signal }: Outgoing, maxBytes: number): Promise<ReadBody | null> {
  const given: unknown = init?.body ?? (isRequest(input) && input.body !== null ? input.clone() : null);
  const contentType =
    typeof given === "string" ? "text/plain;charset=UTF-8" : given instanceof Blob ? given.type : null;
  const bytes = bytesAtOnce(given);
  if (bytes !== null) return { bytes: within(bytes, maxBytes), instead: null, contentType };
  if (typeof given !== "object" || given === null) return null;
  if (given instanceof FormData || given instanceof URLSearchParams) return null;
  // Blobs, and the copy of a request: the caller's own stays whole.
  if ("arrayBuffer" in given && typeof given.arrayBuffer === "function") {
    const read = new Uint8Array(await (given.arrayBuffer as () => Promise<ArrayBuffer>)());
    return { bytes: within(read, maxBytes), instead: null, contentType: contentType || null };
  }
  if (!(Symbol.asyncIterator in given)) return null;
  const read = await collect(given as AsyncIterable<unknown>, maxBytes, signal);
  return { bytes: read, instead: read, contentType };
}

function bytesAtOnce(given: unknown): Uint8Array | null {
  if (typeof given === "string") return new TextEncoder().encode(given);
  if (given instanceof ArrayBuffer) return new Uint8Array(given);
  if (ArrayBuffer.isView(given)) return new Uint8Array(given.buffer, given.byteOffset, given.byteLength);
  return null;
}

/** All pieces in one. A stream that is read like this is ended by whoever aborts. */
export async function collect(
  pieces: AsyncIterable<unknown>,
  maxBytes: number,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const kept: Uint8Array[] = [];
  let length = 0;
  for await (const piece of pieces) {
    signal?.throwIfAborted();
    const bytes = bytesAtOnce(piece);
    if (bytes === null) throw new TypeError("the body's stream gives something that is neither text nor bytes");
    length += bytes.length;
    if (length > maxBytes) throw tooLong(length, maxBytes);
    kept.push(bytes);
  }
  return joined(kept, length);
}

/** @param length of all pieces together, in bytes */
export function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function within(bytes: Uint8Array, maxBytes: number): Uint8Array {
  if (bytes.length > maxBytes) throw tooLong(bytes.length, maxBytes);
  return bytes;
}

function tooLong(actual: number, limit: number): LimitError {
  return new LimitError("limit.request-bytes", { limit, actual, unit: "bytes", platform: "foveaFetch (`maxBytes`)" });
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
  if (input instanceof Request)
    return [new Request(input, { ...init, body: sent, ...(headers && { headers }) }), undefined];
  const { url, method, signal, headers: before } = input as Request;
  return [url, { method, signal, ...init, headers: headers ?? before, body: sent }];
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

/** Whoever fetches may expect the form that the caller's headers have. */
function inTheFormOf(given: RequestInit["headers"], headers: Headers): HeadersInit {
  if (given === undefined || given instanceof Headers) return headers;
  const entries = [...headers.entries()] as [string, string][];
  return Array.isArray(given) ? entries : Object.fromEntries(entries);
}
