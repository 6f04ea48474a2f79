// History that a thinking block is bound to. Source: Fable 5.1 and Opus 5.5 release notes on preserved thinking (read 2026-11-22): a replayed
// thinking block is valid only if everything before it is unchanged, the bytes of images included.

import { formatPath } from "../../content/path.ts";
import { problem } from "../../errors/errors.ts";
import { type Draft, refuse } from "../draft.ts";
import { bondOf, type Terms } from "../terms.ts";

/** Refuses a block whose picture would have to change before a thinking block; both are named. */
export function refuseFrozen(draft: Draft, change: string, terms: Terms): Draft {
  const thinking = formatPath(bondOf(draft.block, terms)?.thinking ?? []);
  return refuse(draft, problem("input.before-thinking", { image: draft.at, thinking, change }));
}
