// Bytes on the wire of every turn, by each of the three methods: pictures inline each time, by an address each time, or uploaded once and named
// each time. What is not known before a picture is fetched or written anew stays null, and so does every sum that it is part of.
import { isKnown, type Method } from "../content/block.ts";
import type { Platform } from "../platform/capability.ts";
import type { EstimateOptions, WrittenPicture } from "./estimate-options.ts";
import type { Plan, Range, Step } from "./plan.ts";
import { exactly, plus, sum, times } from "./range.ts";
import { base64LengthOf, base64SourceBytes, fileSourceBytes, urlSourceBytes } from "./wire-bytes.ts";

/** All blocks by one method. Texts stay in the request whatever the method. */
export interface WireEstimate {
  readonly method: Method;
  /** Whether the platform takes every block by this method; where it does not, Fovea sends it by another. */
  readonly taken: boolean;
  /** False where some block is in hand and has no address: its url is then reckoned with 100 characters. */
  readonly possible: boolean;
  /** Files to upload once, in bytes, without the frame of the form around each. 0 for the other methods. */
  readonly upload: number | null;
  /** Request body of the first turn, in bytes. */
  readonly firstTurn: Range | null;
  /** Request body of the last turn: everything so far again, and the texts that came with each turn. */
  readonly lastTurn: Range | null;
  /** Uploads and the request bodies of all turns. */
  readonly allTurns: Range | null;
  /** How many turns stay within the platform's longest request, at most as many as were asked for. */
  readonly turnsThatFit: number | null;
}

type Written = Readonly<Record<string, WrittenPicture>>;

/** Stands for an address that nobody has yet. */
const TYPICAL_URL = "https://".padEnd(100, "x");
/** Bytes of a token of an answer: 4.7 characters of English prose, and three of these for a character of Chinese. Measured with TEXT_RULE. */
const BYTES_PER_TOKEN: Range = { low: 2, high: 6 };
const ANSWER = ',{"role":"assistant","content":""}'.length;
const TURN = ',{"role":"user","content":""}'.length;

export function wireOf(plan: Plan, platform: Platform, options: EstimateOptions): WireEstimate[] {
  return (["base64", "url", "file"] as const).map((method) => wireBy(method, plan, platform, options));
}

function wireBy(method: Method, plan: Plan, platform: Platform, options: EstimateOptions): WireEstimate {
  const { turns = 1, written = {} } = options;
  const steps = plan.steps.filter(({ from }) => from !== "text");
  const sources = all(steps.map((step) => sourceBytes(step, method, written)));
  const first = sources === null ? null : sources + otherBytes(plan);
  const more = perTurn(options);
  const body = (turn: number): Range | null => (first === null ? null : plus(exactly(first), times(more, turn - 1)));
  const upload = method === "file" ? all(steps.map((step) => uploadBytes(step, written))) : 0;
  return {
    method,
    taken: steps.every(({ block }) => platform[block][method].value),
    possible: method !== "url" || steps.every(({ from }) => from === "url"),
    upload,
    firstTurn: body(1),
    lastTurn: body(turns),
    allTurns:
      first === null || upload === null
        ? null
        : sum([exactly(upload + first * turns), times(more, (turns * (turns - 1)) / 2)]),
    turnsThatFit: first === null ? null : turnsWithin(platform.maxRequestBytes.value, first, more.high, turns),
  };
}

/** Everything in the body that is no source of a block; the plan counts it among its total. */
function otherBytes({ steps, totals }: Plan): number {
  return totals.requestBytes - steps.reduce((all, { wireBytes }) => all + (wireBytes ?? 0), 0);
}

function sourceBytes(step: Step, method: Method, written: Written): number | null {
  if (method === "url")
    return step.method === "url" && step.wireBytes !== null ? step.wireBytes : urlSourceBytes(TYPICAL_URL);
  if (method === "file") return fileSourceBytes(step.fileId);
  const bytes = fileBytes(step, written);
  const mediaType = written[step.at]?.mediaType ?? step.mediaType ?? "";
  return bytes === null ? null : base64SourceBytes(mediaType, base64LengthOf(bytes));
}

/** Nothing is uploaded for what is on the platform already. */
function uploadBytes(step: Step, written: Written): number | null {
  return step.from === "file" || step.fileId !== null ? 0 : fileBytes(step, written);
}

/** Bytes of the file that is sent; null when its bytes are not here, or it is written anew and nobody has written it yet. */
function fileBytes({ at, bounds, facts }: Step, written: Written): number | null {
  const known = written[at];
  if (known !== undefined) return known.byteLength;
  return bounds === null && isKnown(facts) ? facts.byteLength : null;
}

/** What each further turn adds to the body: the answer before it, and its prompt. */
function perTurn({ prompt = "", outputTokens = 0 }: EstimateOptions): Range {
  const text = new TextEncoder().encode(JSON.stringify(prompt)).length - '""'.length;
  return plus(exactly(ANSWER + TURN + text), times(BYTES_PER_TOKEN, outputTokens));
}

function turnsWithin(limit: number, first: number, more: number, turns: number): number {
  return first > limit ? 0 : Math.min(turns, 1 + Math.floor((limit - first) / more));
}

function all(values: readonly (number | null)[]): number | null {
  return values.reduce<number | null>((sum, value) => (sum === null || value === null ? null : sum + value), 0);
}
