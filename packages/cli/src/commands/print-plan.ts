// A plan for a terminal: a few aligned lines an input, then the sum.

import type { Size } from "@fovea/client/internal/content/tokens";
import { isUpload } from "@fovea/client/internal/lower/able";
import { bytes, dollars, number } from "@fovea/client/internal/plan/numbers";
import type { Plan, Step } from "@fovea/client/internal/plan/plan";
import { printable } from "../terminal/printable.ts";

/** @param gateway whether the question would go through the gateway, which opens files and uploads */
export function printPlan(plan: Plan, inputs: readonly string[], gateway: boolean): string {
  // Pages that became pictures, and texts that became a part of the question, leave no step to each input.
  const paired = plan.steps.length === inputs.length;
  const nameOf = (step: Step, index: number): string => (paired ? inputs[index] : step.name) ?? step.at;
  const blocks = plan.steps.map((step, index) => blockText(step, nameOf(step, index), plan, gateway));
  return `${blocks.join("\n")}\n${totalText(plan)}\n`;
}

function blockText(step: Step, name: string, plan: Plan, gateway: boolean): string {
  const lines = [`${shortName(name)}  ${what(step, gateway)}`, row("step", stepText(step))];
  if (step.action !== "refuse") {
    lines.push(row("on the wire", wireText(step, gateway)));
    lines.push(row("model sees", seenText(step, gateway)));
    if (step.why.length > 0) lines.push(row("why", step.why.join("; ")));
    if (!possible(step, gateway))
      lines.push(row("not yet", "this version of Fovea cannot do this step; `fovea ask` refuses it"));
  }
  for (const note of plan.diagnostics) if (note.at === step.at) lines.push(row("note", note.message));
  return `${lines.join("\n")}\n`;
}

/** Whether this version can carry the step out: by itself it uploads nothing and opens no platform's files. The gateway does both with files. */
function possible(step: Step, gateway: boolean): boolean {
  return (gateway && step.from === "file") || (!isUpload(step) && step.needs !== "file");
}

function what({ facts, block }: Step, gateway: boolean): string {
  if ("unknown" in facts) return `${block}, ${unknown(facts.unknown, gateway)}`;
  if ("defect" in facts) return `${block}, unusable`;
  const { width, height } = facts;
  const size = width === undefined || height === undefined ? "" : `, ${spell({ width, height })} px`;
  const length = facts.byteLength === null ? "" : `, ${bytes(facts.byteLength)}`;
  return `${facts.mediaType}${size}${length}`;
}

function stepText(step: Step): string {
  const by = step.method === null ? "" : ` by ${step.method}`;
  const to = step.resize === null ? "" : ` to ${spell(step.resize)} px`;
  const as = step.transcode === null ? "" : ` as ${step.transcode}`;
  const first = step.needs === "fetch" ? " (fetched first)" : step.needs === "file" ? " (the file is read first)" : "";
  return `${step.action}${to}${as}${by}${first}`;
}

function wireText({ wireBytes, bounds, facts }: Step, gateway: boolean): string {
  if (wireBytes !== null) return `${bounds === null ? "" : "at most "}${bytes(wireBytes)}`;
  if ("unknown" in facts) return unknown(facts.unknown, gateway);
  const most = bounds?.maxBytes ?? null;
  return most === null
    ? "known when the picture is written"
    : `known when the picture is written: a file of at most ${bytes(most)}`;
}

function seenText({ seen, tokens, block, facts, pages, pageTokens }: Step, gateway: boolean): string {
  if (pages !== null && pageTokens !== null) return `${pagesText(pages.count)}, ${expected(pageTokens)}`;
  if (seen !== null && tokens !== null) return `${spell(seen)} px, ${tokensText(tokens)}`;
  if ("unknown" in facts) return unknown(facts.unknown, gateway);
  return block === "image" ? "known when the picture is converted" : "pages are counted by the platform";
}

function unknown(why: keyof typeof UNKNOWN, gateway: boolean): string {
  return gateway && why === "foreign-file" ? "unknown until the file is read" : UNKNOWN[why];
}

const UNKNOWN = {
  "url-not-fetched": "unknown until fetched",
  "foreign-file": "unknown: the platform keeps the file",
  text: "text",
} as const;

function pagesText(pages: number): string {
  return pages === 1 ? "1 page" : `${number(pages)} pages`;
}

function expected({ low, high }: { readonly low: number; readonly high: number }): string {
  return `expected ${number(low)} to ${number(high)} tokens`;
}

function tokensText(tokens: number): string {
  return `${number(tokens)} visual ${tokens === 1 ? "token" : "tokens"}`;
}

function totalText(plan: Plan): string {
  const { tokens, unknown, cost, requestBytes, pages, pageTokens, pageCost } = plan.totals;
  const more = unknown > 0 ? ` and ${number(unknown)} unknown` : "";
  const price = cost === null ? "no published price" : `${unknown > 0 ? "at least " : ""}${dollars(cost)} as input`;
  const lines = [
    `${plan.platformTitle}, ${plan.model}: ${tokensText(tokens)}${more}, ${price}, request of ${bytes(requestBytes)}`,
    ...(pageTokens === null
      ? []
      : [
          row(
            "pages",
            `${pagesText(pages)}, ${expected(pageTokens)}${pageCost === null ? "" : `, ${dollars(pageCost.low)} to ${dollars(pageCost.high)} as input`}`,
          ),
        ]),
    ...plan.diagnostics.filter((note) => note.at === null).map((note) => row("note", note.message)),
  ];
  return lines.join("\n");
}

function row(name: string, text: string): string {
  return `  ${name.padEnd(12)} ${text}`;
}

function spell({ width, height }: Size): string {
  return `${number(width)}x${number(height)}`;
}

/** Long data URLs and paths are cut: the name is there to tell inputs apart. Names from outside may hold anything. */
function shortName(name: string): string {
  return printable(name, 69);
}
