// Opens whatever callers hold: once, under a cap, into bytes with proven facts or a reference that stays one. Nothing is fetched here.
import { basename } from "node:path";
import { InputError, LimitError } from "../errors/errors.ts";
import { inspect } from "../media/inspect.ts";
import { classify, type Held } from "./classify.ts";
import { readDataUrl } from "./data-url.ts";
import { gather, release as releaseStream } from "./gather.ts";
import { openBytes } from "./open-bytes.ts";
import type { Input, Opened, OpenedText } from "./opened.ts";
import { readPath } from "./path.ts";
import { raceAbort } from "./race-abort.ts";
import { isTextName, readText } from "./text.ts";

/** More than any request carries (32 MB), less than would hurt a machine. The Files API takes 500 MB: raise `maxBytes` for that. */
export const DEFAULT_MAX_INPUT_BYTES = 104_857_600;

export interface OpenOptions {
  /** Folder that relative paths start from. Default: the process's current one. `~` is the shell's business. */
  readonly cwd?: string;
  /** What `-` reads. Default: nothing, and `-` is an error. */
  readonly stdin?: AsyncIterable<unknown> & { readonly isTTY?: boolean };
  /** Cap in bytes, counted while they arrive. Default 104857600 (100 MiB). */
  readonly maxBytes?: number;
  /** Ends the reading; its reason is thrown as it is. */
  readonly signal?: AbortSignal;
  /** Name for messages and labels, instead of the one found (a file's name, `standard input`, ...). */
  readonly name?: string;
  /** Opens a picture whose end is missing, and says so (`truncated`). Default false: it is refused, with how much is missing. */
  readonly allowTruncated?: boolean;
}

export interface TextOptions extends OpenOptions {
  /** Text files are read as text where their name says that they are (.txt, .md, .csv, ...). Without it they are no picture, and an error. */
  readonly texts: true;
}

/**
 * Opens an input: a path is opened and read once, a stream is read once and buffered, URLs of the web and file ids stay what they are. Facts come from the
 * bytes alone; names and declared types prove nothing.
 *
 * @throws InputError (`input.*`) for what cannot be read or is no picture or document that Fovea recognises
 * @throws LimitError `limit.input-bytes` over the cap, `limit.*` for a header that is out of bounds
 * @throws TypeError for a value that is no input, or a stream that gives no bytes; errors of the caller's own stream pass as they are
 */
export async function open(input: Input, options: TextOptions): Promise<Opened | OpenedText>;
export async function open(input: Input, options?: OpenOptions): Promise<Opened>;
export async function open(input: Input, options: OpenOptions | TextOptions = {}): Promise<Opened | OpenedText> {
  const { signal, maxBytes = DEFAULT_MAX_INPUT_BYTES } = options;
  if (!Number.isSafeInteger(maxBytes) || maxBytes < 1)
    throw new TypeError(`maxBytes must be a whole number from 1, not ${String(maxBytes)}.`);
  if (signal?.aborted) {
    release(input);
    throw signal.reason;
  }
  const held = classify(input);
  const name = options.name ?? nameOfHeld(held);
  if (held.tag === "url") return { kind: "url", url: held.url, name };
  if (held.tag === "file-id") return { kind: "file", fileId: held.fileId, name };
  const { bytes, declared } = await read(held, { ...options, signal, maxBytes, name });
  if (bytes.length > maxBytes)
    throw new LimitError("limit.input-bytes", { limit: maxBytes, actual: bytes.length, unit: "bytes", name });
  if ("texts" in options && isTextName(name) && !isPicture(bytes))
    return { kind: "text", text: readText(bytes, name), name };
  return openBytes(bytes, { declared, name, allowTruncated: options.allowTruncated ?? false });
}

/**
 * What an input is called before it is opened; null for one that is not read here, a url or a file id.
 *
 * @throws as `open` does for what is no input
 */
export function nameOf(input: Input): string | null {
  const held = classify(input);
  return held.tag === "url" || held.tag === "file-id" ? null : nameOfHeld(held);
}

/** Lets go of an input that nobody will read: a stream is closed, anything else needs nothing. */
export function release(input: unknown): void {
  if (typeof input === "object" && input !== null && ("pipe" in input || "getReader" in input)) releaseStream(input);
}

/** What is named like a text and is a picture, is a picture; markup is a text as well. */
function isPicture(bytes: Uint8Array): boolean {
  const found = inspect(bytes, { complete: true });
  if (found.status === "defect") return found.problem.code !== "input.not-an-image";
  return found.status === "facts" && !/html|svg/.test(found.facts.mediaType);
}

type Readable = Exclude<Held, { readonly tag: "url" | "file-id" }>;
interface ReadOptions extends Pick<OpenOptions, "cwd" | "stdin"> {
  readonly maxBytes: number;
  readonly signal: AbortSignal | undefined;
  readonly name: string;
}

async function read(
  held: Readable,
  options: ReadOptions,
): Promise<{ readonly bytes: Uint8Array; readonly declared: string | null }> {
  switch (held.tag) {
    case "bytes":
      return { bytes: held.bytes, declared: null };
    case "data-url":
      return readDataUrl(held.text, options.maxBytes);
    case "path":
      return { bytes: await readPath(held.path, { ...options, cwd: options.cwd }), declared: null };
    case "stdin":
      return { bytes: await gather(stdinOf(options.stdin), options), declared: null };
    case "web-stream":
      return { bytes: await gather(held.stream, options), declared: null };
    case "iterable":
      return { bytes: await gather(held.chunks, options), declared: null };
    case "blob":
      return { bytes: await readBlob(held.blob, options), declared: held.blob.type };
  }
}

function stdinOf(stdin: OpenOptions["stdin"]): AsyncIterable<unknown> {
  if (stdin === undefined || stdin.isTTY === true)
    throw new InputError("input.no-stdin", { terminal: stdin !== undefined });
  return stdin;
}

async function readBlob(blob: Blob, { maxBytes, signal, name }: ReadOptions): Promise<Uint8Array> {
  if (blob.size > maxBytes)
    throw new LimitError("limit.input-bytes", { limit: maxBytes, actual: blob.size, unit: "bytes", name });
  return new Uint8Array(await raceAbort(blob.arrayBuffer(), signal));
}

function nameOfHeld(held: Held): string {
  switch (held.tag) {
    case "stdin":
      return "standard input";
    case "path":
      return basename(held.path);
    case "url":
      return lastSegment(held.parsed);
    case "data-url":
      return "data URL";
    case "file-id":
      return held.fileId;
    case "bytes":
      return "bytes";
    case "blob":
      return (held.blob as Partial<File>).name || "Blob";
    case "web-stream":
    case "iterable":
      return "stream";
  }
}

/** `https://example.com/a/cat%20one.png?key=...` -> `cat one.png`; the host where there is no path. */
function lastSegment(url: URL): string {
  const segment = url.pathname.split("/").filter(Boolean).at(-1);
  if (segment === undefined) return url.host;
  try {
    return decodeURIComponent(segment).replace(/\p{Cc}/gu, "?");
  } catch {
    return segment;
  }
}
