// What an upload says it is: proven by its first bytes; else, for texts, by the ending of its name. Servers that prove it again lose nothing.
import { extname } from "node:path";
import { recognise } from "@fovea/client/internal/media/recognise";

/** Bytes that are looked at. */
export const LOOK_BYTES = 65_536;

const BY_ENDING: Readonly<Record<string, string>> = {
  ".csv": "text/csv",
  ".htm": "text/html",
  ".html": "text/html",
  ".json": "application/json",
  ".md": "text/markdown",
  ".svg": "image/svg+xml",
  ".txt": "text/plain",
  ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  ".xml": "application/xml",
};

/** @param start the first LOOK_BYTES of the file, or all of it */
export function declaredType(start: Uint8Array, name: string): string {
  const found = recognise(start, true);
  if ("image" in found) return found.image;
  if ("other" in found) return found.other;
  return BY_ENDING[extname(name).toLowerCase()] ?? "application/octet-stream";
}
