// From bytes to pixels to work on: only a type that the bytes prove reaches a codec, and the pixels are counted before they are made.
import type { Sharp as Pipeline, SharpInput, SharpOptions } from "sharp";
import { CapabilityError, InputError, LimitError } from "../errors/errors.ts";
import type { MediaType } from "../media/facts.ts";
import { inspect } from "../media/inspect.ts";
import { decodeBmp } from "./bmp.ts";
import type { DrawForeign } from "./foreign.ts";
import { decodeIcon } from "./ico.ts";
import { type RawPicture, TooManyPixels, Undecodable } from "./raw.ts";
import type { Sharp } from "./sharp.ts";

/** Longest time that the codecs may take for one picture, in s. libvips looks at it between rows. */
const MAX_CODEC_S = 30;

/** A picture that can be read, as often as needed. */
export interface Decoder {
  /** A new pipeline: the first frame, not yet upright. */
  open(): Pipeline;
  readonly mediaType: MediaType;
  /** In px, upright. */
  readonly width: number;
  readonly height: number;
  readonly grey: boolean;
  readonly alpha: boolean;
  /** Whether colours have fewer samples than brightness, as in most JPEG files. */
  readonly subsampled: boolean;
}

export interface DecodeLimits {
  /** Most pixels (width x height) that are decoded. */
  readonly maxPixels: number;
  /** Path of the block, for errors. */
  readonly at: string;
  /** Decodes what the codecs here do not; without it such pictures are refused by name. */
  readonly drawForeign?: DrawForeign | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Shows what there is of a damaged picture instead of refusing it. Default false. */
  readonly lenient?: boolean;
}

const FORMATS: Partial<Record<MediaType, string>> = {
  "image/jpeg": "jpeg",
  "image/png": "png",
  "image/gif": "gif",
  "image/webp": "webp",
  "image/avif": "heif",
  "image/tiff": "tiff",
};

/** What is not decoded here, and what to do about it. */
const FOREIGN: Readonly<
  Record<"image/heic" | "image/svg+xml", { readonly what: string; readonly instead: readonly string[] }>
> = {
  "image/heic": {
    what: "decoding of HEIC pictures",
    instead: [
      "save it as JPEG (phones: `Most Compatible`)",
      "`heif-convert IN OUT.jpg`",
      "`sips -s format jpeg IN --out OUT.jpg`",
    ],
  },
  "image/svg+xml": { what: "drawing of SVG pictures", instead: ["save it as PNG", "`rsvg-convert IN -o OUT.png`"] },
};

/**
 * @param mediaType what the plan took the bytes for; they are looked at again here
 * @throws CapabilityError `capability.decoder`; LimitError `limit.pixels`; InputError `input.undecodable`
 */
export async function decoderOf(
  sharp: Sharp,
  bytes: Uint8Array,
  mediaType: MediaType,
  limits: DecodeLimits,
): Promise<Decoder> {
  const { at } = limits;
  const proven = inspect(bytes, { complete: true });
  if (proven.status !== "facts" || proven.facts.mediaType !== mediaType)
    throw new TypeError(`${at} was planned as ${mediaType}, and its bytes are something else`);
  const foreign = mediaType === "image/heic" || mediaType === "image/svg+xml";
  const png = foreign ? await pngOf(bytes, mediaType, limits) : null;
  try {
    if (png !== null) return await fromFile(sharp, png, mediaType, "png", limits);
    return await open(sharp, bytes, mediaType, limits);
  } catch (error) {
    throw decodeError(error, mediaType, limits);
  }
}

async function pngOf(
  bytes: Uint8Array,
  mediaType: "image/heic" | "image/svg+xml",
  { at, maxPixels, drawForeign, signal }: DecodeLimits,
): Promise<Uint8Array> {
  if (drawForeign === undefined) {
    const { what, instead } = FOREIGN[mediaType];
    const facts = { platform: "this build of Fovea", capability: what, alternatives: instead };
    throw new CapabilityError("capability.decoder", facts, { at });
  }
  return (await drawForeign(bytes, mediaType, { maxPixels }, { at, ...(signal ? { signal } : {}) })).bytes;
}

/** What a codec threw, as an error that names the block. */
export function decodeError(error: unknown, mediaType: MediaType, { maxPixels, at }: DecodeLimits): unknown {
  if (error instanceof TooManyPixels) {
    const { width, height } = error;
    const facts = { limit: maxPixels, actual: width * height, unit: "px", width, height } as const;
    return new LimitError("limit.pixels", facts, { at });
  }
  if (!(error instanceof Error)) return error;
  return new InputError("input.undecodable", { mediaType, detail: reasonOf(error) }, { at, cause: error });
}

async function open(sharp: Sharp, bytes: Uint8Array, mediaType: MediaType, limits: DecodeLimits): Promise<Decoder> {
  const { maxPixels } = limits;
  if (mediaType === "image/bmp") return fromRaw(sharp, await decodeBmp(bytes, maxPixels), mediaType);
  if (mediaType !== "image/x-icon") return fromFile(sharp, bytes, mediaType, FORMATS[mediaType], limits);
  const icon = await decodeIcon(bytes, maxPixels);
  return "png" in icon ? fromFile(sharp, icon.png, mediaType, "png", limits) : fromRaw(sharp, icon, mediaType);
}

async function fromFile(
  sharp: Sharp,
  bytes: Uint8Array,
  mediaType: MediaType,
  format: string | undefined,
  { maxPixels, lenient = false }: DecodeLimits,
): Promise<Decoder> {
  const input = lenient ? ({ ...ONE_FRAME, failOn: "none" } as const) : ONE_FRAME;
  // The header first, without a limit of sharp's own: the error can then say how large the picture claims to be.
  const header = await sharp(bytes, { ...input, limitInputPixels: false }).metadata();
  if (header.format !== format) throw new Undecodable(`the codec takes it for ${header.format}`);
  const { width, height } = header.autoOrient;
  if (width * height > maxPixels) throw new TooManyPixels(width, height);
  return {
    open: () => pipeline(sharp, bytes, { ...input, limitInputPixels: maxPixels }).autoOrient(),
    mediaType,
    width,
    height,
    grey: header.channels < 3 && (header.space === "b-w" || header.space === "grey16"),
    alpha: header.hasAlpha,
    subsampled: header.chromaSubsampling === "4:2:0",
  };
}

// "error" lets pass what viewers pass (stray bytes, an odd profile), and stops at pixels that are missing.
const ONE_FRAME = { failOn: "error", animated: false, page: 0, pages: 1 } as const satisfies SharpOptions;

function fromRaw(sharp: Sharp, { data, width, height, channels }: RawPicture, mediaType: MediaType): Decoder {
  const open = (): Pipeline => pipeline(sharp, data, { raw: { width, height, channels } });
  return { open, mediaType, width, height, grey: false, alpha: channels === 4, subsampled: false };
}

function pipeline(sharp: Sharp, input: SharpInput, options: SharpOptions): Pipeline {
  return sharp(input, options).timeout({ seconds: MAX_CODEC_S });
}

/** The codec's own words, on one line. */
function reasonOf({ message }: Error): string {
  return message.replace(/\s+/g, " ").trim().replace(/\.$/, "").slice(0, 200);
}
