// Pages as pictures, each as large as asked for: what a model of a tier sees, say.

import type { FitLimits } from "../content/tier.ts";
import type { Size } from "../content/tokens.ts";
import { InputError, LimitError } from "../errors/errors.ts";
import { loadSharp, type Sharp } from "./packages.ts";
import { pageSize } from "./page-size.ts";
import { checkPages, sizeOf } from "./pdf.ts";
import { type Pdfium, withPdf } from "./pdfium.ts";
import type { PagePicture, PageRange } from "./protocol.ts";

/** Most pages of one job: a job has its time, and its answer is in memory as a whole. */
export const MAX_PAGES_DRAWN = 100;
/** A PNG with more bytes a pixel shows a photograph or a scan: then JPEG, in a quality that keeps letters whole. */
const MAX_PNG_BYTES_PER_PX = 0.5;
const JPEG_QUALITY = 88;
/** FPDF_ANNOT and FPDF_REVERSE_BYTE_ORDER of fpdfview.h: annotations and filled forms are drawn too, and bytes are RGBA. */
const FLAGS = 0x01 | 0x10;
const WHITE = 0xffffffff;

export function drawPages(bytes: Uint8Array, pages: PageRange, fit: FitLimits): Promise<PagePicture[]> {
  return withPdf(bytes, async (opened) => {
    const { pdfium, document } = checkPages(opened, pages);
    const [from, to] = pages;
    const actual = to - from + 1;
    if (actual > MAX_PAGES_DRAWN)
      throw new LimitError("limit.pages-drawn", { limit: MAX_PAGES_DRAWN, actual, unit: "pages" });
    const sharp = await loadSharp("drawing pages of PDF documents");
    const drawn: PagePicture[] = [];
    for (let page = from; page <= to; page++) {
      const size = pageSize(sizeOf(pdfium, document, page - 1), fit);
      const pixels = draw(pdfium, document, page, size);
      drawn.push({ page, ...(await encode(sharp, pixels, size)), ...size });
    }
    return drawn;
  });
}

function draw(pdfium: Pdfium, document: number, page: number, { width, height }: Size): Uint8Array {
  const loaded = pdfium._FPDF_LoadPage(document, page - 1);
  if (loaded === 0) throw new InputError("input.pdf-broken", { detail: `page ${page} cannot be read` });
  const bitmap = pdfium._FPDFBitmap_Create(width, height, 1);
  try {
    if (bitmap === 0) throw new RangeError("no memory is left");
    pdfium._FPDFBitmap_FillRect(bitmap, 0, 0, width, height, WHITE);
    pdfium._FPDF_RenderPageBitmap(bitmap, loaded, 0, 0, width, height, 0, FLAGS);
    const at = pdfium._FPDFBitmap_GetBuffer(bitmap);
    const stride = pdfium._FPDFBitmap_GetStride(bitmap);
    if (stride !== width * 4) throw new RangeError(`rows of ${stride} bytes for ${width} px`);
    return pdfium.HEAPU8.slice(at, at + stride * height);
  } finally {
    if (bitmap !== 0) pdfium._FPDFBitmap_Destroy(bitmap);
    pdfium._FPDF_ClosePage(loaded);
  }
}

async function encode(
  sharp: Sharp,
  pixels: Uint8Array,
  { width, height }: Size,
): Promise<Pick<PagePicture, "bytes" | "mediaType">> {
  const open = () => sharp(pixels, { raw: { width, height, channels: 4 } }).removeAlpha();
  const png = await open().png({ compressionLevel: 6 }).toBuffer();
  if (png.length <= width * height * MAX_PNG_BYTES_PER_PX) return { bytes: png, mediaType: "image/png" };
  const jpeg = await open().jpeg({ quality: JPEG_QUALITY, chromaSubsampling: "4:4:4" }).toBuffer();
  return { bytes: jpeg, mediaType: "image/jpeg" };
}
