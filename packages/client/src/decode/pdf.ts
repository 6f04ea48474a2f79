// What a PDF is: its pages, their sizes, and whether it is encrypted. No page is loaded for it.
import { InputError } from "../errors/errors.ts";
import { dataView, type Opened, type Pdfium, withMemory, withPdf } from "./pdfium.ts";
import { MAX_SIZES, type PageRange, type PdfFacts } from "./protocol.ts";

export function readPdf(bytes: Uint8Array): Promise<PdfFacts> {
  return withPdf(bytes, (opened): PdfFacts => {
    if (opened === "password") return { pages: null, encryption: "password", sizes: [] };
    const { pdfium, document, pages } = opened;
    const sizes = Array.from({ length: Math.min(pages, MAX_SIZES) }, (_, index) => sizeOf(pdfium, document, index));
    // -1 where there is no security handler.
    const encryption = pdfium._FPDF_GetSecurityHandlerRevision(document) < 0 ? "none" : "permissions";
    return { pages, encryption, sizes };
  });
}

/** In points, as it is shown: cropped and turned. A page that cannot be read has none, and gets that of US Letter, as viewers do. */
export function sizeOf(pdfium: Pdfium, document: number, index: number): { widthPt: number; heightPt: number } {
  return withMemory(pdfium, 16, (at) => {
    const found = pdfium._FPDF_GetPageSizeByIndex(document, index, at, at + 8);
    const [widthPt, heightPt] = [dataView(pdfium).getFloat64(at, true), dataView(pdfium).getFloat64(at + 8, true)];
    return found !== 0 && widthPt > 0 && heightPt > 0 ? { widthPt, heightPt } : { widthPt: 612, heightPt: 792 };
  });
}

/** The document, unlocked, and with all of the pages asked for. @throws InputError `input.pdf-password`, `input.page-range` */
export function checkPages(opened: Opened, [from, to]: PageRange): Exclude<Opened, string> {
  if (opened === "password") throw new InputError("input.pdf-password", {});
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || from < 1 || to < from || to > opened.pages)
    throw new InputError("input.page-range", { from, to, pages: opened.pages });
  return opened;
}
