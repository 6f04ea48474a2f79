// Frames of an animated PNG, as a player shows them: libvips reads the first picture alone. Each frame is a PNG without its head; put together again it
// is decoded like any other, and laid over what stood there. Source: W3C PNG, third edition, 11.3.6 (acTL, fcTL, fdAT) and 12.
import { pngChunk } from "./png-chunk.ts";
import { type RawPicture, TooManyPixels, Undecodable } from "./raw.ts";
import type { Sharp } from "./sharp.ts";

/** `fcTL`: where a frame lies on the canvas, and what becomes of it. */
interface Frame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
  /** Before the next frame: 0 stays, 1 becomes empty, 2 becomes what was there before. */
  readonly dispose: number;
  /** 1 is laid over what is there, 0 takes its place. */
  readonly over: boolean;
  /** Coded pixels, in pieces. */
  readonly data: Buffer[];
}

interface Film {
  readonly width: number;
  readonly height: number;
  readonly header: Buffer;
  /** Chunks that every frame needs: palette, transparency, colours. */
  readonly shared: readonly Buffer[];
  readonly frames: readonly Frame[];
}

const SHARED: ReadonlySet<string> = new Set(["PLTE", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT"]);
const SIGNATURE = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
/** Most pixels of all frames up to the last that is wanted, as a multiple of what one picture may have. */
const MAX_FILMS = 8;

export function countApngFrames(bytes: Uint8Array): number {
  return readFilm(bytes).frames.length;
}

/** PNG files of the frames `from` to `to`, counted from 1. */
export async function drawApngFrames(
  sharp: Sharp,
  bytes: Uint8Array,
  [from, to]: readonly [number, number],
  limits: { readonly maxPixels: number; readonly signal?: AbortSignal | undefined },
): Promise<Uint8Array[]> {
  const film = readFilm(bytes);
  const { width, height } = film;
  const wanted = film.frames.slice(0, to);
  const all = wanted.reduce((sum, frame) => sum + frame.width * frame.height, 0);
  if (width * height > limits.maxPixels || all > MAX_FILMS * limits.maxPixels) throw new TooManyPixels(width, height);
  const canvas = Buffer.alloc(width * height * 4);
  const drawn: Uint8Array[] = [];
  for (const [index, frame] of wanted.entries()) {
    limits.signal?.throwIfAborted();
    const before = frame.dispose === 2 ? Buffer.from(canvas) : null;
    lay(canvas, width, frame, await pixelsOf(sharp, film, frame, limits.maxPixels));
    if (index + 1 >= from)
      drawn.push(
        await sharp(canvas, { raw: { width, height, channels: 4 } })
          .png()
          .toBuffer(),
      );
    if (before !== null) before.copy(canvas);
    if (frame.dispose === 1) clear(canvas, width, frame);
  }
  return drawn;
}

function readFilm(bytes: Uint8Array): Film {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const shared: Buffer[] = [];
  const frames: Frame[] = [];
  let current: Frame | null = null;
  let inPixels = false;
  let header: Buffer | null = null;
  for (let at = 8; at + 12 <= file.length; ) {
    const length = file.readUInt32BE(at);
    const name = file.toString("latin1", at + 4, at + 8);
    const body = file.subarray(at + 8, at + 8 + length);
    if (body.length < length) throw new Undecodable("a chunk is cut");
    if (name === "IHDR") header = body;
    else if (name === "IDAT" || name === "fdAT") {
      inPixels = true;
      // A picture without `fcTL` before it is for who shows no films, and no frame.
      current?.data.push(name === "IDAT" ? body : body.subarray(4));
    } else if (name === "fcTL") {
      current = frameOf(body);
      frames.push(current);
    } else if (SHARED.has(name) && !inPixels) shared.push(pngChunk(name, body));
    at += 12 + length;
  }
  if (header === null || header.length !== 13) throw new Undecodable("it has no header");
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  for (const frame of frames)
    if (
      frame.width === 0 ||
      frame.height === 0 ||
      frame.left + frame.width > width ||
      frame.top + frame.height > height
    )
      throw new Undecodable("a frame lies outside the picture");
  return { width, height, header, shared, frames };
}

function frameOf(body: Buffer): Frame {
  if (body.length < 26) throw new Undecodable("a frame has no place");
  const [width, height, left, top] = [4, 8, 12, 16].map((at) => body.readUInt32BE(at)) as [
    number,
    number,
    number,
    number,
  ];
  return { width, height, left, top, dispose: body[24] as number, over: body[25] === 1, data: [] };
}

/** RGBA. */
async function pixelsOf(
  sharp: Sharp,
  { header, shared }: Film,
  frame: Frame,
  limitInputPixels: number,
): Promise<RawPicture> {
  const own = Buffer.from(header);
  own.writeUInt32BE(frame.width, 0);
  own.writeUInt32BE(frame.height, 4);
  const png = Buffer.concat([
    SIGNATURE,
    pngChunk("IHDR", own),
    ...shared,
    pngChunk("IDAT", Buffer.concat(frame.data)),
    pngChunk("IEND", Buffer.alloc(0)),
  ]);
  const { data, info } = await sharp(png, { failOn: "error", limitInputPixels })
    .toColourspace("srgb")
    .ensureAlpha()
    .raw({ depth: "uchar" })
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: 4 };
}

function lay(canvas: Buffer, stride: number, { left, top, over }: Frame, { data, width, height }: RawPicture): void {
  for (let y = 0; y < height; y++)
    for (let x = 0, from = y * width * 4, to = ((top + y) * stride + left) * 4; x < width; x++, from += 4, to += 4) {
      const alpha = data[from + 3] as number;
      const under = canvas[to + 3] as number;
      if (!over || alpha === 255 || under === 0) for (let c = 0; c < 4; c++) canvas[to + c] = data[from + c] as number;
      else if (alpha > 0) {
        // Both in 0 to 255 squared, as the specification composes them.
        const u = alpha * 255;
        const v = (255 - alpha) * under;
        const sum = u + v;
        for (let c = 0; c < 3; c++)
          canvas[to + c] = Math.round(((data[from + c] as number) * u + (canvas[to + c] as number) * v) / sum);
        canvas[to + 3] = Math.round(sum / 255);
      }
    }
}

function clear(canvas: Buffer, stride: number, { left, top, width, height }: Frame): void {
  for (let y = top; y < top + height; y++) canvas.fill(0, (y * stride + left) * 4, (y * stride + left + width) * 4);
}
