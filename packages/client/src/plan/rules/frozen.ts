// History that was sent, or that a thinking block is bound to. Source: Fable 5.1 and Opus 5.5 release notes on preserved thinking (read 2026-11-22): a replayed
// thinking block is valid only if everything before it is unchanged, the bytes of images included.

import { formatPath } from "../../content/path.ts";
import { problem } from "../../errors/errors.ts";
import { type Draft, refuse } from "../draft.ts";
import { bondOf, type Terms } from "../terms.ts";

/** Refuses a block whose picture would have to change before a thinking block, both of which are named, or after it was sent. */
export function refuseFrozen(draft: Draft, change: string, terms: Terms): Draft {
  const bond = bondOf(draft.block, terms);
  if (bond === null && terms.conversation !== null)
    return refuse(draft, problem("input.in-history", { image: draft.at, change }));
  const thinking = formatPath(bond?.thinking ?? []);
  return refuse(draft, problem("input.before-thinking", { image: draft.at, thinking, change }));
}
