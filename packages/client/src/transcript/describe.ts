// Changes in words: what a block was, what was done to it, and why.
import { isKnown } from "../content/block.ts";
import { formatPath } from "../content/path.ts";
import { number } from "../plan/numbers.ts";
import type { Step } from "../plan/plan.ts";
import type { Decision } from "./decide.ts";
import type { Malformed, Spot } from "./examine.ts";
import type { TranscriptChange } from "./report.ts";

/** `a picture (image/png, 3,024x1,964 px)`. */
export function described(from: Spot | Malformed): string {
  if ("problem" in from) return "a picture or document that has no source";
  const { type, facts } = from.block;
  const noun = type === "image" ? "a picture" : "a document";
  if (!isKnown(facts)) return noun;
  const { width, height } = facts;
  const size = width === undefined || height === undefined ? "" : `, ${number(width)}x${number(height)} px`;
  return `${noun} (${facts.mediaType}${size})`;
}

export function changeOf(decision: Decision, line: number): TranscriptChange {
  switch (decision.do) {
    case "mend":
      return {
        line,
        at: pathOf(decision.spot),
        change: "mended",
        code: decision.step.action === "keep" ? "retype" : decision.step.action,
        message: `${sentenceCase(described(decision.spot))} was ${mended(decision.spot, decision.step)}${because(decision.step)}.`,
      };
    case "remove":
      return {
        line,
        at: pathOf(decision.from),
        change: "removed",
        code: decision.code,
        message: `${sentenceCase(described(decision.from))} gave way to a text. ${decision.reason}`,
      };
    case "drop-thinking":
      return {
        line,
        at: pathOf(decision.thinking),
        change: "thinking-removed",
        code: "thinking",
        message: "A thinking block was removed: it was bound to what stood before it, and a picture there has changed.",
      };
    case "nothing":
      return {
        line,
        at: decision.from === null ? "" : pathOf(decision.from),
        change: "not-repaired",
        code: decision.code,
        message: decision.reason,
      };
  }
}

function pathOf({ content, below }: Pick<Spot, "content" | "below">): string {
  return formatPath([...content, ...below]);
}

function mended({ retype, remade, block }: Spot, { action, resize, transcode, relabel, from, strip }: Step): string {
  const all = [
    ...(retype === null ? [] : [`made the ${retype} block that its bytes belong into`]),
    ...(remade ? ["written whole, as far as it can be seen"] : []),
    ...(resize === null ? [] : [`resized to ${number(resize.width)}x${number(resize.height)} px`]),
    ...(transcode === null ? [] : [`written as ${transcode}`]),
    ...(action !== "relabel" || relabel === null
      ? []
      : [relabel.flaws.length > 0 ? "cleaned" : `labelled ${relabel.to}`]),
    ...(strip.length === 0 ? [] : [`freed of ${strip.join(", ")}`]),
    ...(action === "inline" && !remade
      ? [from === "held" ? "moved into a base64 source" : "fetched and put into the message"]
      : []),
  ];
  return all.length === 0 ? `put right (${block.type})` : all.join(", ");
}

/** Reasons of the plan, without that for the method, which stays what it was. */
const OF_METHOD = /^(base64 is legal for|urls are legal for|file ids are legal for|its bytes are in hand)/;

function because({ why }: Step): string {
  const reasons = why.filter((one) => !OF_METHOD.test(one));
  return reasons.length === 0 ? "" : `: ${reasons.join("; ")}`;
}

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
