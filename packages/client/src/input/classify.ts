// Turns the union that callers may hold into a tag, once. Nothing is read here; a string is judged by its spelling alone.
import { fileURLToPath } from "node:url";
import { InputError } from "../errors/errors.ts";
import type { Input } from "./opened.ts";

export type Held =
  | { readonly tag: "stdin" }
  | { readonly tag: "path"; readonly path: string }
  | { readonly tag: "url"; readonly url: string; readonly parsed: URL }
  | { readonly tag: "data-url"; readonly text: string }
  | { readonly tag: "file-id"; readonly fileId: string }
  | { readonly tag: "bytes"; readonly bytes: Uint8Array }
  | { readonly tag: "blob"; readonly blob: Blob }
  | { readonly tag: "web-stream"; readonly stream: ReadableStream<unknown> }
  | { readonly tag: "iterable"; readonly chunks: AsyncIterable<unknown> };

/** Tags what the caller holds. Throws an `InputError` for a string that can be nothing, a `TypeError` for a value of another type. */
export function classify(input: Input): Held {
  if (typeof input === "string") return classifyString(input);
  if (input instanceof URL) return classifyString(input.href);
  if (typeof input === "object" && input !== null) {
    // By shape and brand, not instanceof: values from another realm or a polyfill are as good.
    const brand = Object.prototype.toString.call(input);
    if (ArrayBuffer.isView(input))
      return { tag: "bytes", bytes: new Uint8Array(input.buffer, input.byteOffset, input.byteLength) };
    if (brand === "[object ArrayBuffer]") return { tag: "bytes", bytes: new Uint8Array(input as ArrayBuffer) };
    if (brand === "[object Blob]" || brand === "[object File]") return { tag: "blob", blob: input as Blob };
    if ("getReader" in input) return { tag: "web-stream", stream: input };
    if (Symbol.asyncIterator in input) return { tag: "iterable", chunks: input };
    if ("fileId" in input) return fileId(input.fileId);
  }
  throw new TypeError(
    `An input is a path, a URL, a file id, bytes (Uint8Array, ArrayBuffer), a Blob, a stream of bytes or { fileId }, not ${describe(input)}.${hint(input)}`,
  );
}

/** What people hold in its place, and what to pass of it. */
function hint(value: unknown): string {
  if (Array.isArray(value)) return " Lists are not nested: put its items into the list of inputs.";
  if (typeof value !== "object" || value === null) return "";
  if ("then" in value) return " Await it first.";
  if ("arrayBuffer" in value && "body" in value) return " Pass its body.";
  if ("input" in value) return " An object with `input` has a `label` beside it; without one, pass the input itself.";
  if ("file_id" in value) return " The id of a file goes as { fileId }.";
  if ("type" in value) return ' Blocks are those of the Messages API: { type: "image", source: { ... } }.';
  return "";
}

/** Ids of the Files API, like `file_011CNha8iCJcU1wXNR6q4V8w`. Source: claude files documentation, read 2026-09-26. */
const FILE_ID = /^file_[A-Za-z0-9]+$/;
/** `scheme:`; one letter is a Windows drive, and what has no `//` may be a file's name, apart from the schemes we know. */
const SCHEME = /^\s*([a-z][a-z0-9+.-]+):(\/\/)?/i;

function classifyString(text: string): Held {
  if (text === "-") return { tag: "stdin" };
  if (FILE_ID.test(text)) return { tag: "file-id", fileId: text };
  const [, spelled = "", slashes] = SCHEME.exec(text) ?? [];
  const scheme = spelled.toLowerCase();
  if (scheme === "data") return { tag: "data-url", text };
  if (scheme === "https" || scheme === "http") return { tag: "url", url: text.trim(), parsed: parse(text, scheme) };
  if (scheme === "file") return { tag: "path", path: filePath(parse(text, scheme)) };
  if (scheme === "blob" || slashes !== undefined) throw new InputError("input.url-scheme", { scheme });
  if (text === "") throw new InputError("input.bad-path", { reason: "empty" });
  if (text.includes("\0")) throw new InputError("input.bad-path", { reason: "zero-byte" });
  return { tag: "path", path: text };
}

/** No cause in what is thrown: the parser's error repeats the URL, and its query may be a secret. */
function parse(text: string, scheme: string): URL {
  try {
    return new URL(text);
  } catch {
    throw new InputError("input.url-form", { scheme, reason: "what follows is no URL" });
  }
}

function filePath(url: URL): string {
  try {
    const path = fileURLToPath(url);
    if (!path.includes("\0")) return path;
  } catch {
    const reason = url.host === "" ? "what follows is no path of this machine" : `names another machine, ${url.host}`;
    throw new InputError("input.url-form", { scheme: "file", reason });
  }
  throw new InputError("input.bad-path", { reason: "zero-byte" });
}

function fileId(id: unknown): Held {
  if (typeof id !== "string") throw new TypeError(`fileId must be a string, not ${describe(id)}.`);
  // It becomes a segment of a path at the platform, so nothing that could leave that segment passes.
  if (!/^[\w-]{1,256}$/.test(id)) throw new InputError("input.file-id", { start: id.slice(0, 40) });
  return { tag: "file-id", fileId: id };
}

function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  const kind = typeof value === "object" ? Object.prototype.toString.call(value).slice(8, -1) : typeof value;
  return `${/^[aeio]/i.test(kind) ? "an" : "a"} ${kind}`;
}
