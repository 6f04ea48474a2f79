// Bytes -> pixels, guarded: the type is proven here before a codec sees the bytes, the pixels are counted before they are made.
import sharp, { type Metadata, type Sharp } from "sharp";
import { EyesError } from "../errors.ts";
import type { PictureFacts } from "../perception.ts";
import type { Pixels } from "./pixels.ts";

/** Caps on what is decoded. */
export interface DecodeLimits {
  /** Pixels of the first frame, before any reduction. @default 64_000_000 (8000 x 8000, the largest picture the Claude API takes) */
  readonly maxPixels?: number;
  /** Long edge of the pixels given to the analyses, px; larger pictures are reduced. @default 2576 */
  readonly maxEdgePx?: number;
}

export interface Decoded {
  readonly picture: PictureFacts;
  /** May be smaller than the picture: multiply by `picture.width / pixels.width` to come back to its px. */
  readonly pixels: Pixels;
}

type MediaType = PictureFacts["mediaType"];
const LOADERS: Record<MediaType, string> = {
  "image/jpeg": "Jpeg",
  "image/png": "Png",
  "image/gif": "Nsgif",
  "image/webp": "Webp",
};

/** Longest time the codecs may take for one picture, s. libvips looks at it between rows. */
const MAX_CODEC_S = 30;

/**
 * Makes the codec library safe for bytes from strangers, for the whole process: only the four codecs stay, and nothing is kept between
 * pictures. The process that runs the models calls it; a host that shares sharp with other code must not.
 */
export function lockCodecs(): void {
  sharp.block({ operation: ["VipsForeignLoad"] });
  sharp.unblock({ operation: Object.values(LOADERS).map((name) => `VipsForeignLoad${name}Buffer`) });
  sharp.cache(false);
}

/** The media type that the first bytes prove, or null. Sources: ITU-T T.81, PNG 3rd edition 5.2, GIF89a 17, RFC 9649 2.4. */
export function provenType(bytes: Uint8Array): MediaType | null {
  const text = (from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return "image/jpeg";
  if (text(0, 8) === "\x89PNG\r\n\x1a\n") return "image/png";
  if (text(0, 6) === "GIF87a" || text(0, 6) === "GIF89a") return "image/gif";
  if (text(0, 4) === "RIFF" && text(8, 12) === "WEBP") return "image/webp";
  return null;
}

/**
 * Decodes the first frame of a JPEG, PNG, GIF or WebP file.
 * @returns facts of the picture as given, and 8-bit sRGB pixels, upright, alpha flattened on white
 * @throws EyesError `eyes.empty`, `eyes.media-type`, `eyes.too-many-pixels`, `eyes.undecodable`
 */
export async function decode(bytes: Uint8Array, limits: DecodeLimits = {}): Promise<Decoded> {
  const { maxPixels = 64_000_000, maxEdgePx = 2576 } = limits;
  if (bytes.byteLength === 0) throw new EyesError("eyes.empty", {});
  const mediaType = provenType(bytes);
  if (mediaType === null) throw new EyesError("eyes.media-type", { starts: firstBytes(bytes) });
  const failed = (cause: unknown): EyesError =>
    new EyesError("eyes.undecodable", { mediaType, detail: reason(cause) }, { cause });

  // The header first, without a limit of sharp's own: the error then says how large the picture claims to be.
  const header = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch((cause: unknown) => {
      throw failed(cause);
    });
  const { width, height } = header.autoOrient;
  if (width * height > maxPixels) throw new EyesError("eyes.too-many-pixels", { width, height, limit: maxPixels });
  const image = sharp(bytes, { limitInputPixels: maxPixels, failOn: "error", animated: false });
  const pixels = await upright(image, maxEdgePx).catch((cause: unknown) => {
    throw failed(cause);
  });
  return { picture: facts(mediaType, header, bytes.byteLength), pixels };
}

async function upright(image: Sharp, maxEdgePx: number): Promise<Pixels> {
  const { data, info } = await image
    .timeout({ seconds: MAX_CODEC_S })
    .autoOrient()
    .resize(maxEdgePx, maxEdgePx, { fit: "inside", withoutEnlargement: true })
    .flatten({ background: "#fff" })
    .toColourspace("srgb")
    .raw({ depth: "uchar" })
    .toBuffer({ resolveWithObject: true });
  return { data: threeChannels(data, info.channels), width: info.width, height: info.height };
}

/** Grey pictures stay at one channel through libvips; every analysis expects three. */
function threeChannels(data: Uint8Array, channels: number): Uint8Array {
  if (channels === 3) return data;
  const count = data.length / channels;
  const grey = channels < 3;
  const out = new Uint8Array(count * 3);
  for (let i = 0; i < count; i++) for (let c = 0; c < 3; c++) out[i * 3 + c] = data[i * channels + (grey ? 0 : c)];
  return out;
}

function facts(mediaType: MediaType, header: Metadata, byteLength: number): PictureFacts {
  const { width, height } = header.autoOrient;
  const { orientation = 1, pages = 1, hasAlpha } = header;
  return { mediaType, width, height, orientation, frames: pages, alpha: hasAlpha, byteLength };
}

function firstBytes(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, 8))
    .toString("hex")
    .replace(/..(?=.)/g, "$& ");
}

/** The codec's own words, on one line: what the file is broken at. */
function reason(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  return message.replace(/\s+/g, " ").trim().slice(0, 200);
}
