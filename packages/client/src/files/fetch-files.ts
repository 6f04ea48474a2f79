// The Files API by a fetch and the headers of a caller's own request: multipart written here and read while it is sent, GA shapes.
// Source: npm @anthropic-ai/sdk 1.12.0, resources/files.ts; claude files documentation, read 2026-09-26.
import { accountHeaders, accountOf, placeOf } from "./account.ts";
import { expiryOf, field, findGone, uploadedFile } from "./file-reply.ts";
import { platformFilename } from "./filename.ts";
import type { FilesApi, FileToUpload, UploadCall } from "./files-api.ts";
import { type Fetch, formInit } from "./form-fetch.ts";
import { UploadRefusedError } from "./refused.ts";
import { errorIn, parsed, textOf } from "./reply-json.ts";
import { formOf } from "./upload-form.ts";
import { watched } from "./watched.ts";
import { withoutFilesBeta } from "./without-beta.ts";

export interface FetchFilesOptions {
  readonly fetch: Fetch;
  /** Where `/v1/files` is below; a `/v1` at its end is part of that. */
  readonly baseURL: string;
  /** Of the caller's request: credentials, version, workspace and what else a proxy may want. What belongs to that request's body stays out. */
  readonly headers: HeadersInit;
  /** ms since 1970. Default: the clock. */
  readonly now?: () => number;
}

/** Of another request's body or connection, or of its own making. Source: RFC 9110 and 9112; npm @anthropic-ai/sdk 1.12.0, client.ts. */
const NOT_OURS = [
  "accept",
  "accept-encoding",
  "connection",
  "content-encoding",
  "content-length",
  "content-type",
  "expect",
  "host",
  "idempotency-key",
  "keep-alive",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "x-stainless-helper",
  "x-stainless-helper-method",
  "x-stainless-retry-count",
  "x-stainless-timeout",
];

/**
 * The files that these headers see. Nothing is sent twice: an upload that fails is the caller's to ask for again. A signature (AWS) covers one
 * request alone: `fetch` must sign anew.
 */
export function filesApiOfFetch({ fetch, baseURL, headers: given, now = Date.now }: FetchFilesOptions): FilesApi {
  const place = placeOf(baseURL);
  const headers = withoutFilesBeta(new Headers(given));
  for (const name of NOT_OURS) headers.delete(name);
  headers.set("accept", "application/json");
  if (!headers.has("anthropic-version")) headers.set("anthropic-version", "2023-06-01");

  async function ask(path: string, init: RequestInit): Promise<{ readonly status: number; readonly json: unknown }> {
    // Keys in headers of their own would follow a redirect to another host.
    const reply = await fetch(`${place}${path}`, { headers, redirect: "error", ...init });
    const text = await textOf(chunks(reply.body));
    const json = parsed(text);
    if (reply.ok) return { status: reply.status, json };
    throw refusalOf(place, reply, json, text ?? "");
  }

  async function upload(file: FileToUpload, { signal, onProgress }: UploadCall = {}) {
    signal?.throwIfAborted();
    const filename = platformFilename(file.filename, file.mediaType);
    const wanted = expiryOf(file.expiresInSeconds, now());
    const bytes = watched(file.bytes, signal);
    const form = formOf({ ...file, bytes: bytes.ref, filename, onProgress });
    try {
      const init = formInit(form, { method: "POST", headers, signal: bytes.signal });
      const { status, json } = await ask("/v1/files", init);
      return uploadedFile(json, { platform: place, status, wanted });
    } catch (error) {
      throw bytes.reason(error);
    }
  }

  return {
    account: accountOf({ baseURL: place, ...accountHeaders(new Headers(given)) }),
    upload,
    gone(ids, signal) {
      const get = (path: string) => ask(path, signalled("GET", signal));
      return findGone(
        ids,
        {
          async list(asked) {
            const query = new URLSearchParams(asked.map((id) => ["ids[]", id]));
            return field((await get(`/v1/files?${query}`)).json, "data");
          },
          get: (id) => ifThere(async () => (await get(`/v1/files/${encodeURIComponent(id)}`)).json),
        },
        now(),
      );
    },
    async remove(id, signal) {
      await ifThere(() => ask(`/v1/files/${encodeURIComponent(id)}`, signalled("DELETE", signal)));
    },
  };
}

/** Null for a file that is not there. */
async function ifThere<T>(call: () => Promise<T>): Promise<T | null> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof UploadRefusedError && error.status === 404) return null;
    throw error;
  }
}

function signalled(method: string, signal: AbortSignal | undefined): RequestInit {
  return signal === undefined ? { method } : { method, signal };
}

async function* chunks(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  if (body !== null) yield* body as unknown as AsyncIterable<Uint8Array>;
}

const KEPT_HEADERS = ["retry-after", "retry-after-ms", "x-should-retry", "request-id", "content-type"] as const;

function refusalOf(platform: string, reply: Response, json: unknown, body: string): UploadRefusedError {
  const { message, errorCode } = errorIn(json);
  const kept = KEPT_HEADERS.flatMap((name) => {
    const value = reply.headers.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  const said = message ?? `it answered ${reply.status} without a word that could be read`;
  return new UploadRefusedError(platform, reply.status, said, { errorCode, headers: Object.fromEntries(kept), body });
}
