// An upload that failed, as the caller is told of it: the platform's own status and words, and the block that was to be uploaded.
import { errorOf, FoveaError } from "@fovea/client/internal/errors/errors";
import { UploadRefusedError } from "@fovea/client/internal/files/refused";
import { ReplyError } from "../../reply/envelope.ts";

/** What is no failure of an upload is given back as it is. */
export function uploadFailure(error: unknown, at: string): unknown {
  if (error instanceof UploadRefusedError) {
    const { status, message, platform, errorCode, headers } = error;
    const details = errorCode === null ? { at } : { error_code: errorCode, at };
    const text = `${at}: ${platform} did not take the upload of this file: ${message}`;
    return new ReplyError(status, text, details, { ...headers, "fovea-at": at });
  }
  if (FoveaError.isInstance(error) && error.code.startsWith("engine."))
    return errorOf(error.code, error.facts, { at, cause: error });
  return error;
}
