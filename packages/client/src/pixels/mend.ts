// A picture whose end is missing, as far as it can be seen: decoded without complaint, and written whole.
import { FoveaError } from "../errors/errors.ts";
import type { MediaType } from "../media/facts.ts";
import { type DecodeLimits, decodeError } from "./decode.ts";
import { fillEnd } from "./fill-end.ts";
import { pngChunk } from "./png-chunk.ts";
import { loadSharp, type Sharp } from "./sharp.ts";

/** High enough that what is there is not harmed twice. */
const QUALITY = 95;

/** These decoders stop where the file does, and leave the rest grey or empty. */
const STOPS_BY_ITSELF: ReadonlySet<MediaType> = new Set(["image/jpeg", "image/png", "image/gif"]);

export interface MendLimits extends DecodeLimits {
  /** Bytes that are missing at least. Default: that is not told. */
  readonly missing?: number | null;
}

/**
 * JPEG stays JPEG; anything else becomes PNG.
 *
 * @throws CapabilityError `capability.sharp`, `capability.decoder`; InputError `input.undecodable` where nothing can be seen
 */
export async function mendTruncated(bytes: Uint8Array, mediaType: MediaType, limits: MendLimits): Promise<Uint8Array> {
  const sharp = await loadSharp("mending of truncated pictures", limits.at);
  try {
    if (!STOPS_BY_ITSELF.has(mediaType)) return await fillEnd(sharp, bytes, mediaType, limits);
    return await asFarAsSeen(sharp, bytes, mediaType, limits.maxPixels);
  } catch (error) {
    throw FoveaError.isInstance(error) ? error : decodeError(error, mediaType, limits);
  }
}

function asFarAsSeen(
  sharp: Sharp,
  bytes: Uint8Array,
  mediaType: MediaType,
  limitInputPixels: number,
): Promise<Uint8Array> {
  const input = { failOn: "none", limitInputPixels, page: 0, pages: 1 } as const;
  const seen = sharp(mediaType === "image/png" ? closedPng(bytes) : bytes, input)
    .autoOrient()
    .keepIccProfile();
  const whole = mediaType === "image/jpeg" ? seen.jpeg({ quality: QUALITY }) : seen.png();
  return whole.toBuffer();
}

/** The codec throws a chunk away that is cut: its length is made what is there, and an end is put behind it. */
function closedPng(bytes: Uint8Array): Uint8Array {
  const given = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 8;
  while (at + 12 <= given.length && at + 12 + given.readUInt32BE(at) <= given.length) at += 12 + given.readUInt32BE(at);
  const whole = given.subarray(0, at);
  if (at + 8 > given.length || given.toString("latin1", at + 4, at + 8) !== "IDAT")
    return Buffer.concat([whole, pngChunk("IEND", Buffer.alloc(0))]);
  return Buffer.concat([whole, pngChunk("IDAT", given.subarray(at + 8)), pngChunk("IEND", Buffer.alloc(0))]);
}
