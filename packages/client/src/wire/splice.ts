// Applies edits to the bytes of a body: what no edit touches goes out as views of the original, base64 is written while its bytes are read.
// content/apply.ts applies the same edits to objects; test/contracts/applier.contract.ts is what both keep.
import { type BytesRef, type Edit, isBase64Value } from "../content/edit.ts";
import { formatPath, type JsonPath } from "../content/path.ts";
import { type Cut, cutsOf, type Insertion } from "./cuts.ts";
import { encodedLength, encodeStream } from "./encode-stream.ts";
import { createLexer } from "./lexer.ts";
import type { Scan } from "./scan.ts";
import type { SurveyedBlock } from "./survey.ts";
import { isBroken, sourcesOfValue, type WrittenSource } from "./written.ts";

/** The body that goes out. A `BytesRef`: it can be read more than once as long as the bytes of its edits can. */
export interface Spliced extends BytesRef {
  /** In bytes, for `content-length`: exactly what `open` gives, or it throws. */
  readonly length: number;
  /**
   * Views of the original body and pieces of new text, to be read and not written to.
   *
   * `onSource` is called for every image and document source whose last byte has been given out and taken: count them before the last
   * piece is sent on (hold one piece back) to know that none was lost.
   *
   * @throws InputError `input.length-changed` when the bytes of an edit are more or fewer than announced.
   */
  open(onSource?: (source: WrittenSource) => void): AsyncIterable<Uint8Array>;
}

interface Piece {
  /** Bytes as they are, or bytes to encode. */
  readonly bytes: Uint8Array | BytesRef;
  readonly at: JsonPath;
  /** The sources that have gone out with it. */
  readonly sources: readonly WrittenSource[];
}

/**
 * @throws TypeError for edits that conflict, or whose target is not as they say; no bytes have been read then.
 * @throws InputError `input.body-duplicate-key` when the target of an edit, or an object around it, has its key twice.
 */
export function splice(scan: Scan, edits: readonly Edit[]): Spliced {
  const { bytes, tools } = scan;
  const cuts = edits.length === 0 ? [] : cutsOf(createLexer(bytes, tools, [...scan.spans.values()]), edits);
  const pieces = piecesOf(scan, cuts, edits);
  let length = 0;
  for (const { bytes: part } of pieces) length += part instanceof Uint8Array ? part.length : encodedLength(part.length);

  return {
    length,
    async *open(onSource) {
      for (const { bytes: part, at, sources } of pieces) {
        if (!(part instanceof Uint8Array)) yield* encodeStream(part, at, tools);
        else if (part.length > 0) yield part;
        if (onSource !== undefined) for (const source of sources) onSource(source);
      }
    },
  };
}

function piecesOf(scan: Scan, cuts: readonly Cut[], edits: readonly Edit[]): Piece[] {
  const blocks = scan.blocks();
  const byPath = new Map(blocks.map((block) => [formatPath(block.at), block]));
  const keptUpTo = keptSources(blocks.filter((block) => !isBroken(block, edits)));

  const pieces: Piece[] = [];
  let from = 0;
  for (const { start, end, insertions } of cuts) {
    pieces.push({ bytes: scan.bytes.subarray(from, start), at: [], sources: keptUpTo(from, start) });
    for (const insertion of insertions) pieces.push(...piecesOfInsertion(insertion, byPath));
    from = end;
  }
  const end = scan.bytes.length;
  return [...pieces, { bytes: scan.bytes.subarray(from), at: [], sources: keptUpTo(from, end) }];
}

function piecesOfInsertion(insertion: Insertion, blocks: ReadonlyMap<string, SurveyedBlock>): Piece[] {
  if (typeof insertion === "string") return [textPiece(insertion)];
  const { at, value } = insertion;
  const sources = sourcesOfValue(at, value, blocks);
  if (!isBase64Value(value)) return [textPiece(JSON.stringify(value), sources)];
  const head = `{"type":"base64","media_type":${JSON.stringify(value.mediaType)},"data":"`;
  return [textPiece(head), { bytes: value.bytes, at, sources: [] }, textPiece('"}', sources)];
}

function textPiece(text: string, sources: readonly WrittenSource[] = []): Piece {
  return { bytes: new TextEncoder().encode(text), at: [], sources };
}

/**
 * Asked for one range of the original after the other: the caller's own sources whose last byte stands in it. Those that are cut out, whole
 * as they always are, end in no range.
 */
function keptSources(blocks: readonly SurveyedBlock[]): (start: number, end: number) => WrittenSource[] {
  const ends = blocks.flatMap(({ at, type, sourceEnd: end }) => (end === null ? [] : [{ at, type, end }]));
  // A document ends behind the pictures in it.
  ends.sort((a, b) => a.end - b.end);
  let next = 0;
  return (start, end) => {
    const sources: WrittenSource[] = [];
    for (let one = ends[next]; one !== undefined && one.end <= end; one = ends[++next])
      if (one.end > start) sources.push({ at: formatPath(one.at), type: one.type, how: "kept" });
    return sources;
  };
}
