// A new PDF with some of the pages. Fonts and pictures are copied as they are; outlines, form scripts and attachments stay behind.
import { checkPages } from "./pdf.ts";
import { dataView, type Pdfium, withMemory, withPdf } from "./pdfium.ts";
import type { PageRange } from "./protocol.ts";

export function cutPages(bytes: Uint8Array, pages: PageRange): Promise<Uint8Array> {
  return withPdf(bytes, (opened) => {
    const { pdfium, document } = checkPages(opened, pages);
    const made = pdfium._FPDF_CreateNewDocument();
    if (made === 0) throw new RangeError("no memory is left");
    try {
      copyPages(pdfium, document, made, pages);
      return save(pdfium, made);
    } finally {
      pdfium._FPDF_CloseDocument(made);
    }
  });
}

function copyPages(pdfium: Pdfium, document: number, made: number, [from, to]: PageRange): void {
  const count = to - from + 1;
  withMemory(pdfium, count * 4, (at) => {
    const view = dataView(pdfium);
    for (let index = 0; index < count; index++) view.setInt32(at + index * 4, from - 1 + index, true);
    if (pdfium._FPDF_ImportPagesByIndex(made, document, at, count, 0) === 0)
      throw new Error(`pages ${from} to ${to} cannot be copied`);
  });
}

/**
 * A module that takes a function of JavaScript and gives it back as one that C can call: `int (*)(void*, const void*, unsigned long)`. Three i32 in,
 * one out; taken as e.f, given back as f.
 */
const CALLABLE = Uint8Array.of(
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...[1, 8, 1, 0x60, 3, 0x7f, 0x7f, 0x7f, 1, 0x7f],
  ...[2, 7, 1, 1, 0x65, 1, 0x66, 0, 0],
  ...[7, 5, 1, 1, 0x66, 0, 0],
);
/**
 * The table of functions is full and cannot grow, but for the null pointer's own place. It is ours while the file is written: nothing else runs
 * meanwhile.
 */
const SLOT = 0;

function save(pdfium: Pdfium, document: number): Uint8Array {
  const pieces: Uint8Array[] = [];
  const write = (_writer: number, data: number, size: number): number => {
    pieces.push(pdfium.HEAPU8.slice(data >>> 0, (data >>> 0) + (size >>> 0)));
    return 1;
  };
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(CALLABLE), { e: { f: write } });
  const table = pdfium.wasmExports.__indirect_function_table;
  table.set(SLOT, exports.f);
  try {
    // FPDF_FILEWRITE of fpdf_save.h: a version, 1, and the function.
    const saved = withMemory(pdfium, 8, (at) => {
      dataView(pdfium).setInt32(at, 1, true);
      dataView(pdfium).setInt32(at + 4, SLOT, true);
      return pdfium._FPDF_SaveAsCopy(document, at, 0);
    });
    if (saved === 0) throw new Error("the new document cannot be written");
  } finally {
    table.set(SLOT, null);
  }
  return new Uint8Array(Buffer.concat(pieces));
}
