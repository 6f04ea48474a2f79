// HEIC and HEIF pictures by libheif (WebAssembly): the primary picture, turned as the file says, with its colour profile.
import { InputError, LimitError } from "../errors/errors.ts";
import { withProfile } from "./icc.ts";
import { loadSharp, missing } from "./packages.ts";
import type { DrawnPng } from "./protocol.ts";

const PACKAGE = "libheif-js";
const MEDIA_TYPE = "image/heic";

/** What libheif says of a failure; `code` is absent where there is none. */
interface Failure {
  readonly code?: unknown;
  readonly message?: string;
}
interface Plane {
  readonly id: unknown;
  readonly width: number;
  readonly height: number;
  /** Bytes a row. */
  readonly stride: number;
  readonly data: Uint8Array;
}
/** The part of the bindings that is used. Source: libheif/libheif/js_post.cc and emscripten bindings of libheif 1.23. */
interface Libheif {
  readonly heif_error_code: { readonly heif_error_Ok: unknown };
  readonly heif_colorspace: { readonly heif_colorspace_RGB: unknown };
  readonly heif_chroma: { readonly heif_chroma_interleaved_RGBA: unknown };
  readonly heif_channel: { readonly heif_channel_interleaved: unknown };
  readonly HEAPU8: Uint8Array;
  heif_context_alloc(): object | null;
  heif_context_free(context: object): void;
  heif_context_read_from_memory(context: object, bytes: Uint8Array): Failure;
  heif_js_context_get_primary_image_handle(context: object): object & Failure;
  heif_image_handle_get_width(handle: object): number;
  heif_image_handle_get_height(handle: object): number;
  heif_image_handle_release(handle: object): void;
  heif_js_decode_image2(
    handle: object,
    colorspace: unknown,
    chroma: unknown,
  ): Failure & { readonly image: object; readonly channels: readonly Plane[] };
  heif_image_release(image: object): void;
}

let loading: Promise<Libheif> | undefined;

function load(): Promise<Libheif> {
  // @ts-expect-error the package has no types of its own.
  loading ??= import("libheif-js/wasm-bundle.js").then(({ default: module }) => module as Libheif);
  return loading.catch((cause: unknown) => {
    throw missing(PACKAGE, "decoding HEIC pictures", cause);
  });
}

export async function heicToPng(bytes: Uint8Array, maxPixels: number): Promise<DrawnPng> {
  const heif = await load();
  const sharp = await loadSharp("writing HEIC pictures as PNG");
  const context = heif.heif_context_alloc();
  if (context === null) throw new RangeError("no memory is left");
  try {
    check(heif, heif.heif_context_read_from_memory(context, bytes));
    const handle = heif.heif_js_context_get_primary_image_handle(context);
    check(heif, handle);
    try {
      const { data, width, height } = decode(heif, handle, maxPixels);
      const png = await sharp(data, { raw: { width, height, channels: 4 } })
        .png({ compressionLevel: 1 })
        .toBuffer();
      const profile = profileOf(bytes);
      return { bytes: profile === null ? png : withProfile(png, profile), width, height };
    } finally {
      heif.heif_image_handle_release(handle);
    }
  } finally {
    heif.heif_context_free(context);
  }
}

/** Pixels row by row, without the gaps between them. */
function decode(heif: Libheif, handle: object, maxPixels: number): { data: Uint8Array; width: number; height: number } {
  const width = heif.heif_image_handle_get_width(handle);
  const height = heif.heif_image_handle_get_height(handle);
  if (width * height > maxPixels)
    throw new LimitError("limit.pixels", { limit: maxPixels, actual: width * height, unit: "px", width, height });
  const { heif_colorspace_RGB: rgb } = heif.heif_colorspace;
  const decoded = heif.heif_js_decode_image2(handle, rgb, heif.heif_chroma.heif_chroma_interleaved_RGBA);
  check(heif, decoded);
  try {
    const plane = decoded.channels.find(({ id }) => id === heif.heif_channel.heif_channel_interleaved);
    if (plane === undefined) throw broken("there are no pixels in it");
    return { data: withoutGaps(plane), width: plane.width, height: plane.height };
  } finally {
    heif.heif_image_release(decoded.image);
  }
}

function withoutGaps({ data, stride, width, height }: Plane): Uint8Array {
  const row = width * 4;
  if (stride === row) return data.slice(0, row * height);
  const packed = new Uint8Array(row * height);
  for (let y = 0; y < height; y++) packed.set(data.subarray(y * stride, y * stride + row), y * row);
  return packed;
}

function check(heif: Libheif, result: Failure | null | undefined): void {
  if (result === null || result === undefined) throw broken("there is no picture in it");
  if (result.code !== undefined && result.code !== heif.heif_error_code.heif_error_Ok)
    throw broken(result.message ?? "the decoder gives no reason");
}

function broken(reason: string): InputError {
  const detail = reason.replace(/\s+/g, " ").trim().replace(/\.$/, "").slice(0, 200);
  return new InputError("input.undecodable", { mediaType: MEDIA_TYPE, detail });
}

/**
 * The ICC profile of the file: the first `colr` box that carries one. The bindings do not hand it out. Source: ISO/IEC 14496-12, 12.1.5 (`colr` with
 * `prof` or `rICC`); of pictures made of tiles all have the same.
 */
export function profileOf(bytes: Uint8Array): Uint8Array | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const kind of ["colrprof", "colrrICC"]) {
    const at = buffer.indexOf(kind, 0, "latin1");
    const size = at < 4 ? 0 : buffer.readUInt32BE(at - 4);
    // ICC.1:2022, 7.2: a header of 128 bytes, with "acsp" at 36.
    const profile = buffer.subarray(at + 8, at - 4 + size);
    if (size > 12 + 128 && profile.length === size - 12 && profile.toString("latin1", 36, 40) === "acsp")
      return profile;
  }
  return null;
}
