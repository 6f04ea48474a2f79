// A step while the rules are still at it: what is decided so far about one block. Rules take a draft and give back the next one.
import type { Block, BlockFacts, Method } from "../content/block.ts";
import { isKnown } from "../content/block.ts";
import { formatPath } from "../content/path.ts";
import type { Size } from "../content/tokens.ts";
import type { Problem } from "../errors/errors.ts";
import type { Facts, ImageFacts, ImageMediaType } from "../media/facts.ts";
import type { Bounds, Step } from "./plan.ts";
import type { Terms } from "./terms.ts";

export interface Draft {
  readonly block: Block;
  readonly at: string;
  readonly method: Method | null;
  readonly needs: Step["needs"];
  /** Whether the bytes are put on the platform as a file. */
  readonly upload: boolean;
  readonly fileId: string | null;
  readonly relabel: Step["relabel"];
  readonly resize: Size | null;
  readonly transcode: ImageMediaType | null;
  readonly bounds: Bounds | null;
  readonly strip: Step["strip"];
  /** Most bytes the file may have so that the request as a whole fits; null when the request fits anyway. */
  readonly shareBytes: number | null;
  readonly why: readonly string[];
  readonly problems: readonly Problem[];
}

/** One idea about what to do with a block. Pure; gives back the draft it got when it has nothing to say. */
export type Rule = (draft: Draft, terms: Terms) => Draft;

export function draftOf(block: Block): Draft {
  return {
    block,
    at: formatPath(block.at),
    method: null,
    needs: null,
    upload: false,
    fileId: null,
    relabel: null,
    resize: null,
    transcode: null,
    bounds: null,
    strip: [],
    shareBytes: null,
    why: [],
    problems: [],
  };
}

/** The draft with one more reason to refuse it. Later rules go on, so that every problem is told at once. */
export function refuse(draft: Draft, problem: Problem): Draft {
  return { ...draft, problems: [...draft.problems, problem] };
}

/** The draft with what was decided, and the clause that says why. */
export function decide(draft: Draft, decided: Partial<Draft>, why: string): Draft {
  return { ...draft, ...decided, why: [...draft.why, why] };
}

export function changesPixels(draft: Draft): boolean {
  return draft.resize !== null || draft.transcode !== null;
}

export function factsOf(draft: Draft): Facts | null {
  return isKnown(draft.block.facts) ? draft.block.facts : null;
}

/** The upright size that the header tells, in px; null where it tells none. Of a format that is converted it is a claim until it is decoded. */
export function sizeOf(facts: BlockFacts): Size | null {
  if (!isKnown(facts)) return null;
  const { width, height } = facts;
  return width === undefined || height === undefined ? null : { width, height };
}

/** The facts of a block that is, by its bytes, one of the four kinds of picture that image blocks take. */
export function pictureOf(draft: Draft): ImageFacts | null {
  const facts = factsOf(draft);
  return draft.block.type === "image" && facts?.kind === "image" ? facts : null;
}
