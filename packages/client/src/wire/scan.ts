// One reading of a body's bytes: its JSON value without the long base64 texts, where those stand, and nothing that two parsers could read
// in two ways.
import { formatPath } from "../content/path.ts";
import { InputError } from "../errors/errors.ts";
import { type ByteTools, PORTABLE } from "./byte-tools.ts";
import { GUARDED_BYTES, guardDepth, tooDeep } from "./depth.ts";
import { findSpans } from "./find-spans.ts";
import { createLexer } from "./lexer.ts";
import { membersWritten, tally } from "./members.ts";
import { notJson } from "./not-json.ts";
import { skeletonText } from "./skeleton.ts";
import type { Span } from "./span.ts";
import { type SurveyedBlock, survey } from "./survey.ts";

/** One reading of a body: its JSON without the long base64 texts, and where those stand. Made by `scan`, taken by `splice`. */
export interface Scan {
  /** The body as it came. Not to be changed while the scan is in use. */
  readonly bytes: Uint8Array;
  readonly tools: ByteTools;
  /** The JSON value. Where a span stands it has an empty string; every other value is whole. */
  readonly body: unknown;
  /** The long texts of base64 sources, by the printed path of their block, in the order of the bytes. */
  readonly spans: ReadonlyMap<string, Span>;
  /** The image and document blocks in the bytes. Counted when first asked for, where nothing needed it before. */
  blocks(): readonly SurveyedBlock[];
}

/**
 * Reads a whole body. The tools default to what every runtime has; hand in those of the runtime where it has faster ones.
 *
 * Escaped lone surrogates (`"\ud800"`) are JSON and pass: they stay as they are spelled, and the platform decides.
 *
 * @throws InputError `input.body-byte-order-mark`, `input.body-not-utf8`, `input.body-not-json`, `input.body-too-deep`, and
 *   `input.body-duplicate-key` for a key that stands twice at the top level, in a message, a block or a source.
 */
export function scan(bytes: Uint8Array, tools: ByteTools = PORTABLE): Scan {
  const spans = findSpans(bytes, tools);
  const text = skeletonText(bytes, spans);
  const lexer = createLexer(bytes, tools, spans);
  if (text.length > GUARDED_BYTES) guardDepth(lexer);
  const body = parse(text, bytes);

  const { members, media } = tally(body);
  // No key stands twice anywhere: what the parser kept is all there is, and only blocks that it knows of need be found in the bytes.
  const same = membersWritten(bytes, spans) === members;
  const look = (): SurveyedBlock[] => survey(lexer, same ? media : null);
  if (spans.length === 0) {
    let blocks = same ? null : look();
    return { bytes, tools, body, spans: new Map(), blocks: () => (blocks ??= look()) };
  }
  const blocks = look();
  const ofBlocks = spansOf(blocks, spans);
  // A long text that is no source's stays a text.
  const whole = ofBlocks.size === spans.length ? body : parse(skeletonText(bytes, [...ofBlocks.values()]), bytes);
  return { bytes, tools, body: whole, spans: ofBlocks, blocks: () => blocks };
}

function parse(text: string, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    // Parsers that recurse run out of stack before they are done.
    if (!(cause instanceof SyntaxError)) throw tooDeep();
    // The cause is left out: the engine's words may quote the body.
    throw new InputError("input.body-not-json", notJson(bytes) ?? { offset: null, reason: "the parser refused it" });
  }
}

function spansOf(blocks: readonly SurveyedBlock[], spans: readonly Span[]): Map<string, Span> {
  const byStart = new Map(spans.map((span) => [span.start, span]));
  const found: [string, Span][] = [];
  for (const { at, textStart } of blocks) {
    const span = textStart === null ? undefined : byStart.get(textStart);
    if (span !== undefined) found.push([formatPath(at), span]);
  }
  return new Map(found);
}
