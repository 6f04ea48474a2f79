// PDFium as WebAssembly, and a document opened with it. Its C interface is used as it is (public/fpdfview.h, fpdf_ppo.h, fpdf_save.h of PDFium):
// the package's own classes load every page to tell its size, and neither say whether a file is encrypted nor write one.
import { InputError } from "../errors/errors.ts";
import { missing } from "./packages.ts";

/** The functions of the C interface that are called here. Pointers are numbers; 0 is null. */
export interface Pdfium {
  readonly HEAPU8: Uint8Array;
  readonly wasmExports: {
    malloc(size: number): number;
    free(pointer: number): void;
    readonly __indirect_function_table: WebAssembly.Table;
  };
  _FPDF_LoadMemDocument(data: number, size: number, password: number): number;
  _FPDF_CloseDocument(document: number): void;
  _FPDF_GetLastError(): number;
  _FPDF_GetPageCount(document: number): number;
  _FPDF_GetSecurityHandlerRevision(document: number): number;
  _FPDF_GetPageSizeByIndex(document: number, index: number, width: number, height: number): number;
  _FPDF_LoadPage(document: number, index: number): number;
  _FPDF_ClosePage(page: number): void;
  _FPDFBitmap_Create(width: number, height: number, alpha: number): number;
  _FPDFBitmap_FillRect(bitmap: number, x: number, y: number, width: number, height: number, argb: number): void;
  _FPDFBitmap_GetBuffer(bitmap: number): number;
  _FPDFBitmap_GetStride(bitmap: number): number;
  _FPDFBitmap_Destroy(bitmap: number): void;
  _FPDF_RenderPageBitmap(
    bitmap: number,
    page: number,
    x: number,
    y: number,
    width: number,
    height: number,
    rotate: number,
    flags: number,
  ): void;
  _FPDF_CreateNewDocument(): number;
  _FPDF_ImportPagesByIndex(to: number, from: number, indices: number, count: number, at: number): number;
  _FPDF_SaveAsCopy(document: number, writer: number, flags: number): number;
}

const PACKAGE = "@hyzyla/pdfium";
let loading: Promise<Pdfium> | undefined;

function load(): Promise<Pdfium> {
  loading ??= import("@hyzyla/pdfium").then(async ({ PDFiumLibrary }) => {
    const library = await PDFiumLibrary.init();
    return (library as unknown as { module: Pdfium }).module;
  });
  return loading.catch((cause: unknown) => {
    throw missing(PACKAGE, "reading PDF documents", cause);
  });
}

/** FPDF_ERR_PASSWORD and FPDF_ERR_SECURITY of fpdfview.h. */
const PASSWORD = 4;
const SECURITY = 5;
const REASONS: Readonly<Record<number, string>> = {
  3: "it is no PDF, or too broken to be mended",
  6: "a page is missing",
};

/** A document, or the word that it needs a password. */
export type Opened = { readonly pdfium: Pdfium; readonly document: number; readonly pages: number } | "password";

/**
 * Opens, works, and closes.
 *
 * @throws InputError `input.pdf-broken`; CapabilityError `capability.package`
 */
export async function withPdf<T>(bytes: Uint8Array, work: (opened: Opened) => T | Promise<T>): Promise<T> {
  const pdfium = await load();
  const { malloc, free } = pdfium.wasmExports;
  const data = malloc(bytes.length);
  if (data === 0) throw new InputError("input.pdf-broken", { detail: "it does not fit into memory" });
  pdfium.HEAPU8.set(bytes, data);
  const document = pdfium._FPDF_LoadMemDocument(data, bytes.length, 0);
  try {
    if (document !== 0) {
      const pages = pageCount(pdfium, document);
      if (pages < 1) throw new InputError("input.pdf-broken", { detail: "it has no pages" });
      return await work({ pdfium, document, pages });
    }
    const code = pdfium._FPDF_GetLastError();
    if (code === PASSWORD) return await work("password");
    const detail = code === SECURITY ? "its encryption is not known" : (REASONS[code] ?? "it cannot be opened");
    throw new InputError("input.pdf-broken", { detail });
  } finally {
    if (document !== 0) pdfium._FPDF_CloseDocument(document);
    free(data);
  }
}

/**
 * The pages that are there. PDFium repeats the number that the page tree states of itself; where its last page is not there, what is there is counted
 * instead, up to the first gap.
 */
function pageCount(pdfium: Pdfium, document: number): number {
  const stated = pdfium._FPDF_GetPageCount(document);
  return withMemory(pdfium, 16, (at) => {
    const isThere = (index: number): boolean => pdfium._FPDF_GetPageSizeByIndex(document, index, at, at + 8) !== 0;
    if (stated < 1 || isThere(stated - 1)) return stated;
    let [there, gone] = [0, stated];
    while (there + 1 < gone) {
      const middle = Math.floor((there + gone) / 2);
      if (isThere(middle)) there = middle;
      else gone = middle;
    }
    return isThere(there) ? there + 1 : 0;
  });
}

/** Allocates, works, and frees. The view of memory must be taken anew after every call: it moves when memory grows. */
export function withMemory<T>(pdfium: Pdfium, size: number, work: (pointer: number) => T): T {
  const pointer = pdfium.wasmExports.malloc(size);
  if (pointer === 0) throw new RangeError("no memory is left");
  try {
    return work(pointer);
  } finally {
    pdfium.wasmExports.free(pointer);
  }
}

export function dataView({ HEAPU8 }: Pdfium): DataView {
  return new DataView(HEAPU8.buffer);
}
