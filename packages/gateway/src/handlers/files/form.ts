// Reads a form with one file as it arrives: nothing is held but the few bytes of its fields, and reading waits for whoever takes the file.
import type { Buffer } from "node:buffer";
import type { Readable } from "node:stream";
import { Dicer } from "@fastify/busboy";
import { malformed, refused } from "./errors.ts";
import { type PartHeader, type RawHeaders, readPartHeader } from "./part.ts";
import { createPieces } from "./pieces.ts";

export interface FormFile extends Omit<PartHeader, "name"> {
  /** The bytes of the part. It ends when the whole form was read and found right, and throws where it was not. */
  readonly body: AsyncIterable<Uint8Array>;
}

export interface FormOptions<T> {
  readonly boundary: string;
  /** Names of the parts that may stand beside the file, once each, in front of it or behind. */
  readonly fields: readonly string[];
  /**
   * Called once, for the part `file`; what it gives is what the reading gives. `values` has the fields in front of the file, and when the
   * body has ended, those behind it too. When it rejects, the reading ends.
   */
  readonly take: (file: FormFile, values: ReadonlyMap<string, string>) => Promise<T>;
}

/** Of the headers of one part. */
const MAX_HEADER_BYTES = 16_384;
const MAX_FIELD_BYTES = 256;
/** Of the file, read and not taken yet. One piece of the body comes on top. */
const MAX_HELD_BYTES = 262_144;
/** The parser's own way to wait hangs where a part ends while it is full. */
const NEVER_FULL = 2 ** 30;

/**
 * @throws ReplyError 400 for a form that is broken off or malformed, has other parts, or no file; else what `body` or `take` threw
 *   first. By then `take` has ended.
 */
export async function readForm<T>(body: AsyncIterable<Uint8Array>, options: FormOptions<T>): Promise<T> {
  const values = new Map<string, string>();
  const seen = new Set<string>();
  const parts = new Set<Readable>();
  const ends: Promise<void>[] = [];
  const halt = new AbortController();
  let unnamed = 0;
  let filePart: Readable | null = null;
  const file = createPieces(MAX_HELD_BYTES, () => filePart?.readableLength ?? 0);
  let taken: Promise<T> | null = null;

  const config = {
    boundary: options.boundary,
    maxHeaderPairs: 20,
    maxHeaderSize: MAX_HEADER_BYTES,
    partHwm: NEVER_FULL,
  };
  const parser = new Dicer(config);
  const whole = new Promise<void>((resolve, reject) => {
    halt.signal.addEventListener("abort", () => reject(halt.signal.reason));
    parser.on("finish", () => {
      // The parser drops a part whose header never ends.
      if (unnamed > 0) fail(malformed("the header of a part does not end"));
      Promise.all(ends).then(() => resolve());
    });
  });
  whole.catch(() => undefined);

  function fail(reason: unknown): void {
    if (halt.signal.aborted) return;
    halt.abort(reason);
    for (const part of parts) part.destroy();
    file.end();
  }

  function begin(part: Readable, headers: RawHeaders): void {
    const { name, ...header } = readPartHeader(headers);
    if (name === "file") {
      if (taken) throw refused("file", "only one part may have this name");
      filePart = part;
      part.on("data", file.bring);
      part.on("end", file.end);
      taken = Promise.all(ends).then(() => {
        halt.signal.throwIfAborted();
        return options.take({ ...header, body: bytes() }, values);
      });
      taken.catch(fail);
    } else beginField(part, name);
  }

  function beginField(field: Readable, name: string): void {
    if (!options.fields.includes(name)) throw refused(name, "Extra inputs are not permitted");
    if (seen.has(name)) throw refused(name, "only one part may have this name");
    seen.add(name);
    let value = "";
    field.on("data", (chunk: Buffer) => {
      value += chunk.toString("latin1");
      if (value.length > MAX_FIELD_BYTES) fail(refused(name, "the value is too long"));
    });
    field.on("end", () => values.set(name, value));
    // The parser is further than what its parts have given out.
    ends.push(new Promise((resolve) => field.on("close", resolve)));
  }

  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield* file.taken;
    await whole;
  }

  parser.on("error", () => fail(malformed("it ends before its last boundary")));
  parser.on("part", (part) => {
    parts.add(part);
    unnamed += 1;
    part.on("error", () => undefined);
    part.on("header", (headers) => {
      unnamed -= 1;
      try {
        begin(part, headers as RawHeaders);
      } catch (error) {
        fail(error);
      }
    });
  });

  try {
    for await (const chunk of body) {
      halt.signal.throwIfAborted();
      // What follows the last boundary is nobody's.
      parser.write(chunk);
      await file.room();
    }
    parser.end();
    await whole;
  } catch (error) {
    fail(error);
  }
  await Promise.allSettled([taken]);
  halt.signal.throwIfAborted();
  if (taken === null) throw refused("file", "Field required");
  return taken;
}
