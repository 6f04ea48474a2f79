// The calls of a platform's Files API that the gateway makes for itself: put a file there, look which are there, and take one away again.
// GA shapes, without a beta header. Source: npm @anthropic-ai/sdk 1.12.0, resources/files.ts; claude files documentation, read 2026-09-26.
import type { BytesRef } from "@fovea/client/internal/content/edit";
import { EngineError } from "@fovea/client/internal/errors/errors";
import { expiryOf, field, goneOf, MAX_IDS, uploadedFile } from "@fovea/client/internal/files/file-reply";
import { filenameOf } from "@fovea/client/internal/files/filename";
import type { UploadedFile } from "@fovea/client/internal/files/files-api";
import { UploadRefusedError } from "@fovea/client/internal/files/refused";
import { errorIn, jsonOf } from "@fovea/client/internal/files/reply-json";
import { formOf } from "@fovea/client/internal/files/upload-form";
import type { GatewayReply } from "../exchange.ts";
import type { Upstream } from "../upstream/upstream.ts";

/** Bounds of `expires_in_seconds`: an hour and 90 days. */
const MIN_EXPIRY_S = 3600;
const MAX_EXPIRY_S = 7_776_000;

const HEADERS = { "anthropic-version": "2023-06-01", accept: "application/json" } as const;

export interface FileToPut {
  readonly bytes: BytesRef;
  /** In hex. */
  readonly sha256: string;
  readonly mediaType: string;
  /** From when on the platform need not have it, in ms since 1970; null: it is kept until it is deleted. */
  readonly expiresAt: number | null;
}

/**
 * Sends the file once; nothing is sent again once its bytes are asked for.
 *
 * @throws UploadRefusedError what the platform said; EngineError when nothing came of it, `engine.upload-unreadable` for a reply without an id
 */
export async function putFile(
  upstream: Upstream,
  file: FileToPut,
  now: number,
  signal: AbortSignal,
): Promise<UploadedFile> {
  const { bytes, sha256, mediaType } = file;
  const expiresInSeconds = file.expiresAt === null ? null : secondsUntil(file.expiresAt, now);
  const form = formOf({ bytes, mediaType, filename: filenameOf(sha256, mediaType), expiresInSeconds });
  const reply = await upstream.send({
    method: "POST",
    target: "/v1/files",
    headers: { ...HEADERS, "content-type": form.contentType },
    length: form.length,
    body: form.open(),
    rehearse: () => form.open(),
    signal,
  });
  const json = await jsonOf(reply.body);
  if (reply.status < 200 || reply.status > 299) throw refusalOf(upstream, reply.status, json, reply.headers);
  return uploadedFile(json, {
    platform: upstream.name,
    status: reply.status,
    wanted: expiryOf(expiresInSeconds, now),
  });
}

/** A file that is not there is no error. @throws UploadRefusedError, EngineError */
export async function removeFile(upstream: Upstream, fileId: string, signal: AbortSignal): Promise<void> {
  const reply = await bare(upstream, "DELETE", `/v1/files/${fileId}`, signal);
  const json = await jsonOf(reply.body);
  if (reply.status !== 404 && (reply.status < 200 || reply.status > 299))
    throw refusalOf(upstream, reply.status, json, reply.headers);
}

/**
 * Those of the ids that the platform does not have, or that have expired there.
 * @throws UploadRefusedError; EngineError, `engine.unreadable-answer` for a list of other files: a server that does not know the parameter
 */
export async function goneFiles(
  upstream: Upstream,
  ids: readonly string[],
  now: number,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const all = new Set<string>();
  for (let from = 0; from < ids.length; from += MAX_IDS) {
    const asked = ids.slice(from, from + MAX_IDS);
    const query = new URLSearchParams(asked.map((id) => ["ids[]", id]));
    const reply = await bare(upstream, "GET", `/v1/files?${query}`, signal);
    const json = await jsonOf(reply.body);
    const data = field(json, "data");
    if (reply.status !== 200 || !Array.isArray(data)) throw refusalOf(upstream, reply.status, json, reply.headers);
    const gone = goneOf(asked, data, now);
    if (gone === null)
      throw new EngineError("engine.unreadable-answer", { detail: "a list of other files than those asked for" });
    for (const id of gone) all.add(id);
  }
  return all;
}

/** A call without a body. */
function bare(upstream: Upstream, method: string, target: string, signal: AbortSignal): Promise<GatewayReply> {
  const none = async function* (): AsyncGenerator<Uint8Array> {};
  return upstream.send({ method, target, headers: HEADERS, length: 0, body: none(), rehearse: none, signal });
}

function secondsUntil(expiresAt: number, now: number): number {
  return Math.min(Math.max(Math.ceil((expiresAt - now) / 1000), MIN_EXPIRY_S), MAX_EXPIRY_S);
}

const TELLS_WHEN = ["retry-after", "retry-after-ms", "x-should-retry"] as const;

function refusalOf(
  { name }: Upstream,
  status: number,
  json: unknown,
  headers: Readonly<Record<string, string>>,
): UploadRefusedError {
  const { message, errorCode } = errorIn(json);
  const kept = TELLS_WHEN.flatMap((key) => (headers[key] === undefined ? [] : [[key, headers[key]] as const]));
  const said = message ?? `it answered ${status} without a word that could be read`;
  return new UploadRefusedError(name, status, said, { errorCode, headers: Object.fromEntries(kept) });
}
