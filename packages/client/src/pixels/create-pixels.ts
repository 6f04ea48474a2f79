// Writes the pixels of pictures anew: what lowering asks of whoever can (`Resolvers.pixels`), done with sharp.
import { availableParallelism } from "node:os";
import type { BytesRef } from "../content/edit.ts";
import { FoveaError, InputError, type Problem } from "../errors/errors.ts";
import type { NewPicture, PixelWork } from "../lower/resolvers.ts";
import { checkEnding } from "../media/ending.ts";
import type { ImageMediaType } from "../media/facts.ts";
import { sizeWithin } from "../plan/bounds.ts";
import { decodeError, decoderOf } from "./decode.ts";
import type { DrawForeign } from "./foreign.ts";
import { createResults } from "./results.ts";
import { findSharp, loadSharp, type Sharp } from "./sharp.ts";
import { createTurns } from "./turns.ts";
import { type Written, write } from "./write.ts";

/** How much a writer of pixels does at a time, and remembers. */
export interface PixelsOptions {
  /** Most pictures that are worked on at the same time; each takes a thread of Node's pool (of 4). Default: one a processor, at most 3. */
  readonly maxAtOnce?: number;
  /** Most bytes of finished pictures that are remembered, so that the same picture is not written twice. Default 33,554,432 (32 MiB). */
  readonly maxKeptBytes?: number;
  /** Decodes HEIC and SVG. Default: nothing does, and they are refused by name. */
  readonly drawForeign?: DrawForeign;
}

/** Writes the pixels of pictures anew: resizes, turns upright, converts. Made by `createPixels`, and shared by any number of Foveas. */
export interface PixelWriter {
  /**
   * The picture within the bounds of the work: upright, in sRGB, 8 bits a channel, the first frame, without metadata. The same work gives the same
   * bytes. `signal` takes it out of the queue.
   *
   * @throws CapabilityError `capability.sharp`, `capability.decoder`; LimitError `limit.pixels`, `limit.picture-bytes`; InputError
   * `input.undecodable`
   */
  pixels(work: PixelWork, signal?: AbortSignal): Promise<NewPicture>;
  /** Whether there is anything to write pixels with. Loads it. */
  ready(): Promise<boolean>;
}

/** @throws TypeError when an option is no whole number in its range */
export function createPixels(options: PixelsOptions = {}): PixelWriter {
  const { maxAtOnce = Math.min(3, availableParallelism()), maxKeptBytes = 32 * 1024 * 1024, drawForeign } = options;
  if (!Number.isSafeInteger(maxAtOnce) || maxAtOnce < 1)
    throw new TypeError("maxAtOnce must be a whole number from 1 up");
  if (!Number.isSafeInteger(maxKeptBytes) || maxKeptBytes < 0)
    throw new TypeError("maxKeptBytes must be a whole number of bytes");
  const results = createResults(maxKeptBytes);
  const turns = createTurns(maxAtOnce);
  return {
    ready: async () => (await findSharp()) !== null,
    async pixels(work, signal) {
      const sharp = await loadSharp(work.resize === null ? "converting pictures" : "resizing pictures", work.at);
      const bytes = await readAll(work.bytes);
      const sha256 = work.facts.sha256 ?? (await sha256Of(bytes));
      const key = keyOf(sha256, work, sharp);
      return pictureOf(await results.get(key, () => turns.take(() => make(sharp, bytes, work, drawForeign), signal)));
    },
  };
}

async function make(
  sharp: Sharp,
  bytes: Uint8Array,
  work: PixelWork,
  drawForeign: DrawForeign | undefined,
): Promise<Written> {
  const { at, facts, bounds, resize, transcode } = work;
  const limits = { maxPixels: bounds.maxPixels, at, drawForeign };
  const decoder = await decoderOf(sharp, bytes, facts.mediaType, limits).catch(cutOrNot);
  const size = resize ?? sizeWithin(bounds, decoder.width, decoder.height);
  const mediaType = transcode ?? (facts.mediaType as ImageMediaType);
  const wanted = { size, mediaType, maxBytes: bounds.maxBytes, fallback: bounds.fallback, at };
  try {
    return await write(sharp, decoder, wanted);
  } catch (error) {
    // A limit is ours already; anything else is the codec, which reads the pixels only now.
    return cutOrNot(FoveaError.isInstance(error) ? error : decodeError(error, facts.mediaType, limits));
  }

  /** Why it cannot be decoded, where the file itself tells: its end is missing. */
  function cutOrNot(error: unknown): never {
    const ending =
      FoveaError.isInstance(error) && error.code === "input.undecodable" ? checkEnding(bytes, facts) : null;
    throw ending?.code === "input.truncated"
      ? new InputError("input.truncated", (ending as Problem<"input.truncated">).facts, { at, cause: error })
      : error;
  }
}

/** Everything that decides about the bytes of the result. */
function keyOf(sha256: string, { facts, resize, transcode, bounds }: PixelWork, { versions }: Sharp): string {
  return JSON.stringify([sha256, facts.mediaType, resize, transcode, bounds, versions.sharp, versions.vips]);
}

function pictureOf({ bytes, mediaType, width, height }: Written): NewPicture {
  return { bytes: refOf(bytes), mediaType, width, height };
}

function refOf(bytes: Uint8Array): BytesRef {
  return {
    length: bytes.length,
    async *open() {
      yield bytes;
    },
  };
}

async function readAll(ref: BytesRef): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of ref.open()) pieces.push(piece);
  const [first] = pieces;
  return pieces.length === 1 && first !== undefined ? first : Buffer.concat(pieces);
}

/** On a thread of Node's pool: hashing a large picture here would hold up everybody else. */
async function sha256Of(bytes: Uint8Array): Promise<string> {
  return Buffer.from(await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>)).toString("hex");
}
