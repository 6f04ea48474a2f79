// A transcript repaired: judged, rewritten, and judged again, for what a picture weighs once it is written anew is only known then. It ends when nothing
// is left to do.
import { apply } from "../content/apply.ts";
import { errorOf } from "../errors/errors.ts";
import type { Decision } from "./decide.ts";
import { changeOf } from "./describe.ts";
import type { Hands } from "./edits.ts";
import { type Judgement, judge, type Rules } from "./judge.ts";
import type { Rejection } from "./rejection.ts";
import type { TranscriptChange, TranscriptReport } from "./report.ts";
import { settle } from "./rewrite.ts";

export type Decisions = ReadonlyMap<number, readonly Decision[]>;

/** A transcript that can be read more than once. */
export interface Tape {
  /** The JSON values of its pieces, undefined for those that are none. */
  values(): AsyncIterable<unknown>;
  /** The same with the decisions carried out. */
  rewritten(decisions: Decisions, hands: Hands, onChange: (change: TranscriptChange) => void): Promise<Tape>;
  /** Line of a piece, from 1. */
  lineOf(piece: number): number;
}

/** Two are enough wherever sizes can be foreseen; each of the others is for pictures that grew when they were written. */
const MAX_ROUNDS = 4;

/** @throws InputError `input.no-transcript` where there is no message */
export async function repair<T extends Tape>(
  tape: T,
  rules: Rules,
  hands: Hands,
): Promise<{ readonly tape: T; readonly report: TranscriptReport }> {
  const found = await judged(tape, rules);
  if (found.judgement.messages === 0) throw errorOf("input.no-transcript", { values: found.judgement.values });
  const changes: TranscriptChange[] = [];
  let now: T = tape;
  let { judgement } = found;
  for (let round = 1; ; round++) {
    const { decisions, rest } = split(judgement);
    let done = 0;
    const failed: TranscriptChange[] = [];
    if (decisions.size > 0 && round <= MAX_ROUNDS)
      now = (await now.rewritten(decisions, hands, (change) => {
        if (change.change === "not-repaired") failed.push(change);
        else {
          changes.push(change);
          done++;
        }
      })) as T;
    if (done === 0) {
      changes.push(
        ...failed,
        ...rest.map(([piece, decision]) => changeOf(decision, piece === null ? 1 : now.lineOf(piece))),
      );
      break;
    }
    judgement = await judge(now.values(), found.rules);
  }
  return { tape: now, report: reportOf(found.judgement, changes, found.rules) };
}

/** Where a refusal was of a picture's pixels, all pixels are looked at. */
async function judged(tape: Tape, rules: Rules): Promise<{ judgement: Judgement; rules: Rules }> {
  const first = looking(rules, rules.told);
  const judgement = await judge(tape.values(), first);
  const closer = looking(rules, [...rules.told, ...judgement.told]);
  if ((first.look.decode === null) === (closer.look.decode === null)) return { judgement, rules: first };
  return { judgement: await judge(tape.values(), closer), rules: closer };
}

function looking(rules: Rules, told: readonly Rejection[]): Rules {
  const { decode, deep } = rules.look;
  const isDeep = deep === "told" ? told.some(({ kind }) => kind === "unprocessable") : deep;
  return { ...rules, look: { ...rules.look, decode: isDeep ? decode : null } };
}

/** What can be done, and what cannot. */
function split({ decisions, general }: Judgement): { decisions: Decisions; rest: [number | null, Decision][] } {
  const todo = new Map<number, readonly Decision[]>();
  const rest: [number | null, Decision][] = general.map((one) => [null, one]);
  for (const [piece, all] of decisions) {
    const able = all.filter((one) => one.do !== "nothing");
    if (able.length > 0) todo.set(piece, able);
    rest.push(...all.filter((one) => one.do === "nothing").map((one): [number, Decision] => [piece, one]));
  }
  return { decisions: todo, rest };
}

function reportOf(
  judgement: Judgement,
  changes: readonly TranscriptChange[],
  { platform, told }: Rules,
): TranscriptReport {
  const { models, messages, conversations, images, documents } = judgement;
  return {
    healthy: changes.length === 0,
    ok: changes.every(({ change }) => change !== "not-repaired"),
    platform: platform.id,
    models,
    messages,
    conversations,
    images,
    documents,
    changes: [...changes].sort((a, b) => a.line - b.line),
    told: told.at(-1) ?? judgement.told.at(-1) ?? null,
  };
}

/** Messages, or a whole request, as an object. It is never changed: what no edit touches is shared with the result. */
export interface ValueTape extends Tape {
  readonly value: unknown;
}

export function valueTape(value: unknown): ValueTape {
  return {
    value,
    async *values() {
      yield value;
    },
    async rewritten(decisions, hands, onChange) {
      const { edits, changes } = await settle(decisions.get(0) ?? [], value, 1, hands);
      changes.forEach(onChange);
      return valueTape(await apply(value, edits));
    },
    lineOf: () => 1,
  };
}
