// Which names a file may have, and the name of one that came without. Source: claude files documentation, read 2026-09-26;
// @anthropic-ai/sdk 1.12.0 for the last path component and `unnamed`.
import { refused } from "./errors.ts";

/** In characters, not bytes. */
const MAX_CHARS = 255;
const FORBIDDEN = '<>:"|?*';

/** Names for what comes without one. Types that are not here get no extension. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  "image/jpeg": ".jpg",
  "image/png": ".png",
  "image/gif": ".gif",
  "image/webp": ".webp",
  "image/avif": ".avif",
  "image/heic": ".heic",
  "image/tiff": ".tiff",
  "image/bmp": ".bmp",
  "image/x-icon": ".ico",
  "image/svg+xml": ".svg",
  "application/pdf": ".pdf",
  "application/json": ".json",
  "application/zip": ".zip",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
  "text/plain": ".txt",
  "text/html": ".html",
  "text/csv": ".csv",
  "text/markdown": ".md",
  "text/xml": ".xml",
};

/** `.` and `..` are folders, and nobody could tell one name of blanks from another. */
const NO_NAME = /^(?:\.{1,2}|\s*)$/u;

/**
 * The last path component of what the caller sent; empty where there is none, or it is `.`, `..` or blank.
 * @throws ReplyError 400 for a name that is too long or has a character that some file system cannot hold
 */
export function filenameOf(sent: string | null): string {
  const name = (sent ?? "").split(/[\\/]/).at(-1) ?? "";
  if ([...name].length > MAX_CHARS) throw refused("file", `the filename should have at most ${MAX_CHARS} characters`);
  for (const character of name)
    if (FORBIDDEN.includes(character) || character < " ")
      throw refused("file", `the filename must not contain ${FORBIDDEN} \\ / or control characters`);
  return NO_NAME.test(name) ? "" : name;
}

/** `unnamed.png` for a PNG that came without a name. */
export function unnamed(mediaType: string): string {
  const known = Object.hasOwn(EXTENSIONS, mediaType) ? EXTENSIONS[mediaType] : undefined;
  return `unnamed${known ?? ""}`;
}
