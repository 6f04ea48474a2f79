// What the eyes say of things they have no name for.
import type { Perception } from "../../perception.ts";
import { ONLY_EIGHTY } from "./hedge.ts";
import { quotedBriefly } from "./text.ts";
import { sayFound } from "./things.ts";

/** `"ant" is not one of the 80 everyday kinds of things my detector knows, so I cannot tell.` */
export function notKnown(asked: string, seen: Perception): string {
  return `${quotedBriefly(asked)} is none of the 80 everyday kinds of things that my detector knows, so I cannot tell. ${whatISee(seen)}`.trim();
}

/** `I do not know what to do about "rotate".` */
export function notUnderstood(asked: string, seen: Perception): string {
  return `I do not know what to do about ${quotedBriefly(asked)}: I look, and say what is there. ${whatISee(seen)}`.trim();
}

/** The words of a question that are beyond naming and placing, beside things that were answered. */
export function beyondMe(asked: string): string {
  return asked === "" ? "" : ` About ${quotedBriefly(asked)} I cannot tell.`;
}

/** `Is it asleep?`: no kind of thing, but something said of one. */
export function notToldOf(asked: string, seen: Perception): string {
  return `I cannot tell whether ${quotedBriefly(asked)} is true of it. ${whatISee(seen)}`.trim();
}

/** One sentence that says which things were found. */
export function whatISee(seen: Perception): string {
  if (seen.objects.length > 0) return `What I see: ${sayFound(seen.objects, seen.picture)}.`;
  if (seen.chart) return `What I see: a bar chart with ${seen.chart.bars.length} bars.`;
  const shapes = seen.drawing?.shapes.length ?? 0;
  if (shapes > 0) return `What I see: a drawing with ${shapes === 1 ? "one shape" : `${shapes} shapes`}.`;
  if (seen.text.rows.length > 0) return "What I see: text, which I can read out.";
  if (seen.unfinished.some(({ analysis }) => analysis === "objects")) return "";
  return `${ONLY_EIGHTY}, and I recognise none of them in this picture.`;
}
