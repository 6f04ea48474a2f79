// One maker an input kind: the same picture, held in every way a program may hold one. Also used by the program that a test starts on its own.
import { createReadStream, openAsBlob, readFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pathToFileURL } from "node:url";
import type { AnyInput } from "@fovea/client";

export const catPath = join(import.meta.dirname, "../../examples/photos/cat.png");
export const cat: Buffer = readFileSync(catPath);
export const pdfPath = join(import.meta.dirname, "../../examples/documents/invoice.pdf");
const base64 = cat.toString("base64");

/** Bytes as a web stream in small pieces. */
export const webStream = (bytes: Uint8Array): ReadableStream<Uint8Array> => new Blob([new Uint8Array(bytes)]).stream();

export async function* pieces(bytes: Uint8Array, size = 1000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const blockOf = (data: string): AnyInput => ({
  type: "image",
  source: { type: "base64", media_type: "image/png", data } as object,
});

export const MAKERS: Readonly<Record<string, () => AnyInput | Promise<AnyInput>>> = {
  path: () => catPath,
  "file-url": () => pathToFileURL(catPath),
  "data-url": () => `data:image/png;base64,${base64}`,
  buffer: () => Buffer.from(cat),
  "uint8-array": () => new Uint8Array(cat),
  "array-buffer": () => new Uint8Array(cat).buffer,
  blob: () => new Blob([new Uint8Array(cat)], { type: "image/png" }),
  "file-backed-blob": () => openAsBlob(catPath),
  file: () => new File([new Uint8Array(cat)], "cat.png", { type: "image/png" }),
  "web-stream": () => webStream(cat),
  "file-stream": () => createReadStream(catPath),
  "node-stream": () => Readable.from(pieces(cat)),
  "async-iterable": () => pieces(cat),
  block: () => blockOf(base64),
  pdf: () => pdfPath,
  labelled: () => ({ input: catPath, label: "before" }),
};
