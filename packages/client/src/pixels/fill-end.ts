// For decoders that take whole files alone (WebP, TIFF, BMP, HEIC): the missing end is filled up, once with one byte and once with another. Rows that
// come out the same were in the file; the rest the decoder made up, and it becomes grey. Of a HEIC the tiles are known that are whole.
import { toUpright } from "../content/turn.ts";
import type { MediaType } from "../media/facts.ts";
import { type HeifTiles, readHeifTiles } from "../media/heif.ts";
import { type DecodeLimits, decoderOf } from "./decode.ts";
import { type RawPicture, Undecodable } from "./raw.ts";
import type { Sharp } from "./sharp.ts";

/** Most bytes that are filled in: a header may claim gigabytes. */
const MAX_FILLED_BYTES = 64 * 1024 * 1024;
/** Most pixels: two pictures of them are in memory, 400 MB of RGB. */
const MAX_PIXELS = 2 ** 26;
const GREY = 128;
/** What is filled in, in this order: some bytes are no code at all where they happen to stand, and the decoder gives up. */
const FILLS = [0, 0xff, 0x55, 0xaa, 0x33];

/** A PNG, upright. */
export async function fillEnd(
  sharp: Sharp,
  bytes: Uint8Array,
  mediaType: MediaType,
  limits: DecodeLimits & { readonly missing?: number | null },
): Promise<Uint8Array> {
  const missing = limits.missing ?? 0;
  if (missing < 1 || missing > MAX_FILLED_BYTES) throw new Undecodable("what is missing cannot be told");
  const decoded = async (fill: number): Promise<RawPicture> => {
    const whole = Buffer.concat([bytes, Buffer.alloc(missing, fill)]);
    const maxPixels = Math.min(limits.maxPixels, MAX_PIXELS);
    const { open, alpha } = await decoderOf(sharp, whole, mediaType, { ...limits, maxPixels, lenient: true });
    const upright = open().toColourspace("srgb");
    const { data, info } = await (alpha ? upright.ensureAlpha() : upright.removeAlpha())
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { data, width: info.width, height: info.height, channels: info.channels as RawPicture["channels"] };
  };
  const tiles = mediaType === "image/heic" ? readHeifTiles(bytes) : null;
  if (mediaType === "image/heic" && tiles === null) throw new Undecodable("it is of one piece, and that is cut");
  const pictures: RawPicture[] = [];
  let failure: unknown;
  for (const fill of FILLS) {
    if (pictures.length === (tiles === null ? 2 : 1)) break;
    await decoded(fill).then(
      (picture) => pictures.push(picture),
      (error: unknown) => {
        failure = error;
      },
    );
  }
  const [picture, other] = pictures;
  if (picture === undefined || (tiles === null && other === undefined)) throw failure;
  if (tiles !== null) greyTiles(picture, tiles);
  else greyRows(picture, (other as RawPicture).data);
  const { data, width, height, channels } = picture;
  return sharp(data, { raw: { width, height, channels } }).png().toBuffer();
}

/** From the first row that differs to the last: what lies between may agree by chance. */
function greyRows(picture: RawPicture, other: Uint8Array): void {
  const { data, width, height, channels } = picture;
  const row = width * channels;
  const differs = (y: number): boolean =>
    Buffer.compare(data.subarray(y * row, (y + 1) * row), other.subarray(y * row, (y + 1) * row)) !== 0;
  let first = 0;
  while (first < height && !differs(first)) first++;
  let last = height - 1;
  while (last >= first && !differs(last)) last--;
  if (last - first + 1 === height) throw new Undecodable("not one whole row of it is there");
  paint(picture, 0, width, first, last + 1);
}

function greyTiles(picture: RawPicture, { width, height, orientation, tileWidth, tileHeight, whole }: HeifTiles): void {
  if (!whole.includes(true)) throw new Undecodable("not one whole tile of it is there");
  const columns = Math.ceil(width / tileWidth);
  for (const [index, isWhole] of whole.entries()) {
    if (isWhole) continue;
    const left = (index % columns) * tileWidth;
    const top = Math.floor(index / columns) * tileHeight;
    const box = { x1: left, y1: top, x2: Math.min(width, left + tileWidth), y2: Math.min(height, top + tileHeight) };
    const { x1, x2, y1, y2 } = toUpright(box, orientation, picture);
    paint(picture, x1, x2, y1, y2);
  }
}

function paint({ data, width, channels }: RawPicture, left: number, right: number, top: number, bottom: number): void {
  for (let y = top; y < bottom; y++) {
    const from = (y * width + left) * channels;
    const to = (y * width + right) * channels;
    data.fill(GREY, from, to);
    if (channels === 4) for (let at = from + 3; at < to; at += 4) data[at] = 255;
  }
}
