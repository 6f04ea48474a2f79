// Properties of what is written: text, lines, codes.
import { readableRows } from "../../say/text.ts";
import { codesOf, linesOf } from "../matches.ts";
import type { Row } from "../row.ts";
import { flag, list, type Native, nothing, number, type Scope, tally, text } from "../scope.ts";

const whole = ({ view }: Extract<Scope, { type: "picture" | "text" }>): Native =>
  text(readableRows(view.seen.text).join("\n"));

/** The first code whose format fits, as an object or as its text. */
function firstCode(fits: (format: string) => boolean): Row["of"] {
  return {
    picture: ({ view }) => {
      const scope = codesOf(view).find((one) => one.type === "code" && fits(one.code.format));
      return scope ? { kind: "scope", scope, by: "text" } : nothing("no such code can be read in the picture");
    },
    code: ({ code }) => text(code.text),
  };
}

const isMatrix = (format: string): boolean => /QR|Matrix|Aztec|MaxiCode/.test(format);

export const TEXT_ROWS: readonly Row[] = [
  {
    names:
      "text, content, transcription, transcript, ocr, ocr_text, full_text, raw_text, extracted_text, printed_text, string",
    gives: "what is printed, a visual row a line; of a code what it says",
    needs: ["text"],
    of: { picture: whole, text: whole, line: ({ line }) => text(line.text), code: ({ code }) => text(code.text) },
  },
  {
    names: "lines, text_lines, rows, texts, text_blocks, blocks, paragraphs",
    gives: "the lines of text, in reading order",
    needs: ["text"],
    of: { picture: ({ view }) => list(linesOf(view), "text"), text: ({ view }) => list(linesOf(view), "text") },
  },
  {
    names: "line_count, num_lines, row_count",
    gives: "how many visual rows of text",
    needs: ["text"],
    complete: true,
    of: { picture: ({ view }) => tally(readableRows(view.seen.text).length) },
  },
  {
    names: "word_count, num_words",
    gives: "how many words",
    needs: ["text"],
    complete: true,
    of: {
      picture: ({ view }) => tally(readableRows(view.seen.text).flatMap((row) => row.split(/\s+/)).length),
    },
  },
  {
    names: "has_text, contains_text, text_present",
    gives: "whether any text is printed",
    needs: ["text"],
    of: { picture: ({ view }) => flag(readableRows(view.seen.text).length > 0) },
  },
  {
    names: "title, heading, headline",
    gives: "the chart's title, otherwise the first row of text",
    needs: ["text", "chart"],
    of: {
      picture: ({ view }) => {
        const title = view.seen.chart?.title ?? readableRows(view.seen.text)[0];
        return title === undefined ? nothing("there is no text") : text(title);
      },
      chart: ({ view }) => {
        const title = view.seen.chart?.title ?? null;
        return title === null ? nothing("the chart has no title that can be read") : text(title);
      },
    },
  },
  {
    names: "codes, qr_codes, barcodes",
    gives: "QR and bar codes",
    needs: ["codes"],
    of: { picture: ({ view }) => list(codesOf(view), "text") },
  },
  { names: "qr_code, qr", gives: "the first QR code", needs: ["codes"], of: firstCode(isMatrix) },
  { names: "barcode", gives: "the first bar code", needs: ["codes"], of: firstCode((format) => !isMatrix(format)) },
  { names: "code", gives: "the first code of either kind", needs: ["codes"], of: firstCode(() => true) },
  {
    names: "payload, decoded",
    gives: "what a code says",
    needs: ["codes"],
    of: { ...firstCode(() => true) },
  },
  {
    names: "symbology, code_type, code_format",
    gives: "`QRCode`, `Code128` ...",
    of: { code: ({ code }) => text(code.format) },
  },
  {
    names: "angle, rotation",
    gives: "reading direction of a line, in degrees",
    of: { line: ({ line }) => number(line.angle) },
  },
];
