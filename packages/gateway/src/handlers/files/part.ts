// What the header of one part of a form says.
import { Buffer } from "node:buffer";
import { malformed } from "./errors.ts";
import { readExtended, readParameters } from "./parameters.ts";

export interface PartHeader {
  readonly name: string;
  /** Null where none was sent. */
  readonly filename: string | null;
  /** Without parameters, in lower case; null where none was sent, or one that is no media type. */
  readonly mediaType: string | null;
}

/** Headers of a part, each byte a character, by name in lower case. */
export type RawHeaders = Readonly<Record<string, readonly string[] | undefined>>;

const MEDIA_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*$/;

/** @throws ReplyError 400 for a part without a name, or with one that cannot be read */
export function readPartHeader(headers: RawHeaders): PartHeader {
  const disposition = readParameters(utf8(headers["content-disposition"]?.[0] ?? ""));
  const name = disposition?.parameters.get("name");
  if (disposition?.value !== "form-data" || name === undefined)
    throw malformed('a part has no header like `Content-Disposition: form-data; name="file"`');
  const { parameters } = disposition;
  const extended = parameters.get("filename*");
  const declared = readParameters(headers["content-type"]?.[0] ?? "")?.value ?? "";
  return {
    name,
    filename: (extended === undefined ? null : readExtended(extended)) ?? parameters.get("filename") ?? null,
    mediaType: MEDIA_TYPE.test(declared) ? declared : null,
  };
}

function utf8(binary: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(binary, "latin1"));
  } catch {
    throw malformed("the header of a part is not UTF-8");
  }
}
