// What an answer must own up to when an analysis gave less than the picture holds.
import type { Analysis, Perception } from "../../perception.ts";
import type { Subject } from "../question/subject.ts";
import { listed } from "./english.ts";

const WORK: Readonly<Record<Analysis, string>> = {
  quality: "measuring its quality",
  colours: "measuring its colours",
  objects: "looking for things",
  faces: "looking for faces",
  text: "reading its text",
  codes: "looking for codes",
  kind: "telling what kind of picture it is",
  drawing: "looking for shapes",
  chart: "reading its chart",
};

export const ALL = Object.keys(WORK) as readonly Analysis[];

/** The analyses that can find what a question names. */
export function analysesFor({ things, shapes, parts, colours }: Subject): readonly Analysis[] {
  const tinted: Analysis[] = colours.length > 0 ? ["colours"] : [];
  if (things.length > 0) return ["objects", ...tinted];
  if (shapes.length > 0 || parts.has("shapes")) return ["kind", "drawing"];
  return parts.has("faces") ? ["objects", "faces"] : ["objects", "text", "drawing", ...tinted];
}

/** An empty string when everything that the answer needs was finished. */
export function sayUnfinished({ unfinished }: Perception, needs: readonly Analysis[]): string {
  const [late, failed] = [left(unfinished, needs, "time"), left(unfinished, needs, "failure")];
  const sentences: string[] = [];
  if (late.length > 0)
    sentences.push(`I ran out of time while ${listed(late)}, so there may be more. A smaller picture takes less.`);
  if (failed.length > 0) sentences.push(`Something went wrong while ${listed(failed)}, so there may be more.`);
  return sentences.join(" ");
}

/** The same as a reason: `the built-in eyes ran out of time while reading its text`. */
export function sayLeftOut({ unfinished }: Perception, needs: readonly Analysis[]): string {
  const [late, failed] = [left(unfinished, needs, "time"), left(unfinished, needs, "failure")];
  if (late.length > 0) return `the built-in eyes ran out of time while ${listed(late)}`;
  return failed.length > 0 ? `something went wrong while ${listed(failed)}` : "";
}

/** Whether an analysis gave less than the picture holds. */
export function isCutShort({ unfinished }: Perception, ...analyses: readonly Analysis[]): boolean {
  return unfinished.some(({ analysis }) => analyses.includes(analysis));
}

function left(unfinished: Perception["unfinished"], needs: readonly Analysis[], reason: "time" | "failure"): string[] {
  return unfinished
    .filter((part) => part.reason === reason && needs.includes(part.analysis))
    .map(({ analysis }) => WORK[analysis]);
}
