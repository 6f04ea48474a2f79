// Properties of what is written: text, lines, codes.

import type { SeenText, TextLine } from "../../../perception.ts";
import type { View } from "../../intent.ts";
import { readableRows } from "../../say/text.ts";
import { codesOf, linesOf, rowsIn } from "../matches.ts";
import type { Row } from "../row.ts";
import { flag, list, type Native, nothing, number, type Scope, tally, text } from "../scope.ts";

const whole = ({ view }: Extract<Scope, { type: "picture" | "text" }>): Native =>
  text(readableRows(view.seen.text).join("\n"));

/** In a photograph small print escapes the reader. */
function hasText({ seen }: View): Native {
  const found = flag(readableRows(seen.text).length > 0);
  return found.kind === "flag" && !found.value && seen.kind === "photograph" ? { ...found, orNull: true } : found;
}

/** Lines of one size are one heading, when they are larger than the rest. */
function headingOf(seen: SeenText): string | undefined {
  const [first] = readableRows(seen);
  const height = ({ box }: TextLine): number => box[3] - box[1];
  const [top, ...rest] = seen.lines;
  const sizes = seen.lines.map(height).sort((a, b) => a - b);
  if (!top || first !== top.text || height(top) < LARGE * (sizes[Math.floor(sizes.length / 2)] ?? 0)) return first;
  const heading = [top];
  for (const line of rest) {
    const above = heading.at(-1) ?? top;
    const isOn = Math.abs(height(line) - height(top)) < 0.15 * height(top) && line.box[1] - above.box[3] < height(top);
    if (!isOn || line.box[1] < above.box[3] || line.angle !== top.angle) break;
    heading.push(line);
  }
  return heading.map(({ text: words }) => words).join(" ");
}

/** A heading is so many times as high as the median line. */
const LARGE = 1.3;

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
    names: "line_items, products, purchases, articles, order_items, table_rows",
    gives:
      "the rows of a table, or of a receipt, whose properties are what stands under the heads: `description`, `quantity`, `unit_price`, `amount`; so are `items` of a document",
    needs: ["text"],
    of: { picture: ({ view }) => list(rowsIn(view), "label") },
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
    of: { picture: ({ view }) => hasText(view) },
  },
  {
    names: "title, heading, headline",
    gives: "the chart's title, otherwise the first row of text, with the rows of its size straight below",
    needs: ["text", "chart"],
    of: {
      picture: ({ view }) => {
        const title = view.seen.chart?.title ?? headingOf(view.seen.text);
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
