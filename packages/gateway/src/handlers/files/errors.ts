// What goes wrong with files, in the words and codes of the Claude API. Source: claude files documentation, read 2026-09-26, and
// @anthropic-ai/sdk 1.12.0, whose typed errors hang on status and error_code.
import { errorOf, FoveaError } from "@fovea/client/internal/errors/errors";
import { STORE_WIRE_CODES } from "@fovea/client/internal/errors/store-codes";
import { ReplyError } from "../../reply/envelope.ts";
import type { StoredFile } from "../../store/file-store.ts";

/** Most characters of a caller's text that an error repeats. */
const MAX_SHOWN_CHARS = 100;

/** 400 for one field of a form or query: `limit: Input should be ...`. */
export function refused(field: string, sentence: string): ReplyError {
  return new ReplyError(400, `${field.slice(0, MAX_SHOWN_CHARS)}: ${sentence}`);
}

/** 400 for a body that is not the form it should be. */
export function malformed(why: string): ReplyError {
  return new ReplyError(400, `The body is not valid multipart/form-data: ${why}.`);
}

/** 404 where the workspace has no file of that id. */
export function fileNotFound(id: string): ReplyError {
  return wireError(errorOf("store.file-not-found", { id: id.slice(0, MAX_SHOWN_CHARS) })) as ReplyError;
}

/** 404 where its time has passed: `FileExpiredError` of the SDK. */
export function fileExpired(id: string): ReplyError {
  return wireError(errorOf("store.file-expired", { id })) as ReplyError;
}

/** 400 for the content of an upload: `FileNotDownloadableError` of the SDK. */
export function fileNotDownloadable({ id }: StoredFile): ReplyError {
  const message = `File \`${id}\` is not downloadable.`;
  return new ReplyError(400, message, {
    error_code: "file_not_downloadable",
    title: "Uploads cannot be downloaded",
    fix: "Keep the picture you uploaded: the Files API gives back only files that a tool made.",
  });
}

/** An error of the store with the Claude API's own code where it has one; others as they are. */
export function wireError(error: unknown): unknown {
  if (!FoveaError.isInstance(error)) return error;
  const { code, status, title, fix, message } = error;
  const known: Readonly<Record<string, string | undefined>> = STORE_WIRE_CODES;
  return new ReplyError(status, message, { error_code: known[code] ?? code, title, fix });
}
