// Pixels written for requests: a few pictures at a time, off the event loop, their decoded pixels reserved from a pool of bytes beforehand. It is another
// pool than that of the bodies: who waits here holds a body there, and of one pool each could wait for the other.
import type { NewPicture, PixelWork } from "@fovea/client/internal/lower/resolvers";
import type { PixelWriter } from "@fovea/client/internal/pixels/create-pixels";
import { type BytePoolOptions, createBytePool } from "../guard/pool.ts";

/** Default of the pool: two 12-megapixel photographs, their files, and what the codecs take beside. */
const MAX_BYTES = 128 * 1024 * 1024;
/** Where the header does not tell the size before it is decoded (SVG): 20 megapixels. */
const UNKNOWN_PIXELS = 20_000_000;

export interface PooledPixels {
  /** @throws what the writer throws; ReplyError 529 when it waited too long; the signal's reason */
  write(work: PixelWork, signal: AbortSignal): Promise<NewPicture>;
  /** Whether anything can write pixels here. */
  ready(): Promise<boolean>;
}

export function createPooledPixels(writer: PixelWriter, options: BytePoolOptions = {}): PooledPixels {
  const pool = createBytePool({ maxBytes: MAX_BYTES, ...options });
  return {
    ready: () => writer.ready(),
    async write(work, signal) {
      const lease = await pool.reserve(bytesOf(work), signal);
      try {
        return await writer.pixels(work, signal);
      } finally {
        lease.release();
      }
    },
  };
}

/** The most that one picture takes: the file, and all of its pixels, as turning and interlaced files need them. */
function bytesOf({ bytes, facts }: PixelWork): number {
  const { width, height } = facts;
  const pixels = width === undefined || height === undefined ? UNKNOWN_PIXELS : width * height;
  const channels = facts.kind === "image" && !facts.alpha ? 3 : 4;
  return bytes.length + pixels * channels;
}
