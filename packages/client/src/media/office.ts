// Office documents, told from other archives by the names of their parts. Source: ECMA-376 part 2, 6 (packages), OASIS OpenDocument 1.3 part 2, 3.3;
// [MS-CFB] 2.2 for the older ones, whose kind is not told by their first bytes.
import { has, latin1 } from "./bytes.ts";

export type OfficeKind = "spreadsheet" | "text document" | "presentation" | "document";

/** Parts are named in the clear at the start of each and in the directory at the end; so much is looked at on either side, in bytes. */
const LOOK_BYTES = 65_536;

const PARTS: readonly (readonly [pattern: RegExp, kind: OfficeKind])[] = [
  [/xl\/(workbook|worksheets)|opendocument\.spreadsheet/, "spreadsheet"],
  [/word\/document|opendocument\.text/, "text document"],
  [/ppt\/(presentation|slides)|opendocument\.presentation/, "presentation"],
];

/** Null for what is none. */
export function officeKind(bytes: Uint8Array): OfficeKind | null {
  if (has(bytes, 0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")) return "document";
  if (!has(bytes, 0, "PK\x03\x04")) return null;
  const { length } = bytes;
  const names =
    latin1(bytes, 0, Math.min(length, LOOK_BYTES)) + latin1(bytes, Math.max(0, length - LOOK_BYTES), length);
  return PARTS.find(([pattern]) => pattern.test(names))?.[1] ?? null;
}
