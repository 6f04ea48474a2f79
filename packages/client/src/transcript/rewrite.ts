// A judged transcript written anew, piece by piece: what has no decision goes out as it came, byte for byte.
import type { Edit } from "../content/edit.ts";
import { FoveaError } from "../errors/errors.ts";
import { scan } from "../wire/scan.ts";
import { splice } from "../wire/splice.ts";
import { jsonOf, type Piece } from "./chunks.ts";
import type { Decision } from "./decide.ts";
import { changeOf } from "./describe.ts";
import { combined, editsOf, type Hands, withoutThinking } from "./edits.ts";
import type { TranscriptChange } from "./report.ts";

/** The edits of one piece, and what they change. What cannot be mended after all is removed. */
export async function settle(
  decisions: readonly Decision[],
  value: unknown,
  line: number,
  hands: Hands,
): Promise<{ edits: Edit[]; changes: TranscriptChange[] }> {
  const edits: Edit[] = [];
  const changes: TranscriptChange[] = [];
  for (const decision of decisions) {
    const [done, made] = await carriedOut(decision, value, hands);
    edits.push(...made);
    changes.push(changeOf(done, line));
  }
  const thinking = decisions.flatMap((one) => (one.do === "drop-thinking" ? [one.thinking] : []));
  return { edits: combined([...edits, ...withoutThinking(thinking, value)]), changes };
}

async function carriedOut(decision: Decision, value: unknown, hands: Hands): Promise<[Decision, Edit[]]> {
  try {
    return [decision, await editsOf(decision, value, hands)];
  } catch (error) {
    // What this machine lacks can be installed: no picture is removed for it.
    if (decision.do !== "mend" || !FoveaError.isInstance(error) || error.code.startsWith("capability.")) throw error;
    const instead: Decision = { do: "remove", from: decision.spot, code: error.code, reason: error.message };
    return [instead, await editsOf(instead, value, hands)];
  }
}

/** The bytes of all pieces. `onChange` is told of every change as it is made. */
export async function* rewrite(
  pieces: AsyncIterable<Piece>,
  decisions: ReadonlyMap<number, readonly Decision[]>,
  hands: Hands,
  onChange: (change: TranscriptChange) => void,
): AsyncGenerator<Uint8Array> {
  let index = 0;
  for await (const piece of pieces) {
    const wanted = decisions.get(index++);
    if (wanted === undefined) {
      yield piece.bytes;
      continue;
    }
    const { edits, changes } = await settle(wanted, jsonOf(piece), piece.line, hands);
    const { bytes, start, end } = piece;
    // What no edit touches is copied; a key that stands twice around one that is touched is refused.
    const spliced = edits.length === 0 ? null : spliceOrNull(bytes.subarray(start, end), edits);
    yield bytes.subarray(0, start);
    if (spliced === null) yield bytes.subarray(start, end);
    else yield* spliced.open();
    yield bytes.subarray(end);
    for (const change of changes) onChange(spliced === null && edits.length > 0 ? notRepaired(change) : change);
  }
}

function spliceOrNull(json: Uint8Array, edits: readonly Edit[]) {
  try {
    return splice(scan(json), edits);
  } catch (error) {
    if (FoveaError.isInstance(error)) return null;
    throw error;
  }
}

function notRepaired(change: TranscriptChange): TranscriptChange {
  return {
    ...change,
    change: "not-repaired",
    message: `${change.message} This was not done: the JSON has a key twice there, or nests too deep.`,
  };
}
