// A plan in sentences: a short paragraph for every block, then the totals. For people; programs read the plan itself.
import { isKnown } from "../content/block.ts";
import type { Size } from "../content/tokens.ts";
import type { DiagnosticCode } from "./diagnostics.ts";
import { sizeOf } from "./draft.ts";
import { errorsOf } from "./errors.ts";
import { bytes, dollars, number } from "./numbers.ts";
import type { Plan, Range, Step } from "./plan.ts";

/** Plain text, paragraphs parted by an empty line, without a line break at the end. */
export function explain(plan: Plan): string {
  const paragraphs = plan.steps.map((step) => `${step.at}: ${paragraphOf(step, plan)}`);
  return [...paragraphs, totals(plan)].join("\n\n");
}

function paragraphOf(step: Step, plan: Plan): string {
  if (step.action === "refuse") return `The ${describe(step)} is refused. ${refusal(step, plan)}`;
  const sentences = [`The ${describe(step)} ${action(step, plan)}${because(step)}.`, ...seen(step), ...wire(step)];
  const said = step.action === "relabel" ? [...SAID, ...SAID_OF_RELABEL] : SAID;
  const notes = plan.diagnostics.filter((note) => note.at === step.at && !said.includes(note.code));
  return [...sentences, ...notes.map((note) => note.message)].join(" ");
}

/** Notes whose content the sentences have said already. */
const SAID: readonly DiagnosticCode[] = ["size.downscaled", "request.tight"];
const SAID_OF_RELABEL: readonly DiagnosticCode[] = ["type.relabelled", "base64.mended", "setting.removed"];

function describe({ block, facts }: Step): string {
  if (!isKnown(facts)) return block;
  const px = sizeOf(facts);
  return `${block} (${facts.mediaType}${px === null ? "" : `, ${spell(px)} px`}${size(facts.byteLength)})`;
}

function size(byteLength: number | null): string {
  return byteLength === null ? "" : `, ${bytes(byteLength)}`;
}

function refusal(step: Step, plan: Plan): string {
  return errorsOf({ ...plan, steps: [step], problems: [] })
    .map((error) => `${error.message} ${error.fix}`)
    .join(" ");
}

function action(step: Step, plan: Plan): string {
  const by = step.method === null ? "" : ` ${BY[step.method]}`;
  switch (step.action) {
    case "keep":
      return step.from === "text" ? "stays as it is" : `stays as it is and is sent${by}`;
    case "relabel":
      return `keeps its bytes and is sent${by}, with what stands around them corrected`;
    case "inline":
      return `is sent${by}${{ fetch: " after Fovea has fetched it", file: " after Fovea has read the file", none: "" }[step.needs ?? "none"]}`;
    case "upload":
      return `is uploaded to ${plan.platformTitle} and sent${by}`;
    case "reference":
      return `is sent${by}, as ${step.fileId ?? "a file"}`;
    case "resize":
      return `is resized${toSize(step)} and sent${by}`;
    case "transcode":
      return `is ${step.resize === null ? "" : `resized${toSize(step)} and `}${converted(step)} and sent${by}`;
    case "refuse":
      return "is refused";
  }
}

const BY = { base64: "as base64", url: "by its url", file: "by file id" } as const;

function converted({ facts, transcode }: Step): string {
  const same = isKnown(facts) && facts.mediaType === transcode;
  return same ? "compressed further" : `converted to ${transcode ?? "another format"}`;
}

function toSize({ resize }: Step): string {
  return resize === null ? "" : ` to ${spell(resize)} px`;
}

function because({ why }: Step): string {
  return why.length === 0 ? "" : `, because ${why.join("; ")}`;
}

function seen({ sent, seen, tokens, from, block, pages, pageTokens }: Step): string[] {
  if (from === "text") return [];
  if (pages !== null && pageTokens !== null)
    return [
      `It has ${count(pages.count, "page")}: expected ${between(pageTokens)} tokens, of text and of a picture of each.`,
    ];
  if (sent === null || seen === null || tokens === null)
    return [block === "image" ? "Its size and visual tokens are not known yet." : "Its visual tokens are not known."];
  const whole = sent.width === seen.width && sent.height === seen.height;
  const cost = count(tokens, "visual token");
  return [whole ? `The model sees all of it: ${cost}.` : `The model sees ${spell(seen)} px of it: ${cost}.`];
}

function between({ low, high }: Range): string {
  return `${number(low)} to ${number(high)}`;
}

function wire({ wireBytes, bounds, from, method }: Step): string[] {
  if (from === "text") return [];
  if (wireBytes !== null)
    return [`It takes ${bounds === null || method === "file" ? "" : "at most "}${bytes(wireBytes)} in the request.`];
  const most = bounds?.maxBytes ?? null;
  return most === null ? [] : [`The new file may have at most ${bytes(most)}.`];
}

function totals(plan: Plan): string {
  const { images, documents } = plan.totals;
  const counted = [count(images, "image"), ...(documents > 0 ? [count(documents, "document")] : [])].join(" and ");
  const notes = plan.diagnostics.filter((note) => note.at === null).map((note) => note.message);
  return [`In total ${counted}${tokens(plan)}`, length(plan), ...verdict(plan), ...notes].join(" ");
}

function tokens({ totals, model }: Plan): string {
  const { tokens, unknown, cost, pages, pageTokens, pageCost } = totals;
  if (tokens === 0 && pageTokens === null && unknown > 0)
    return "; what the model sees of them, and the cost, is not known yet.";
  const rest = unknown > 0 ? `, and ${count(unknown, "block")} of which that is not known` : "";
  const price =
    cost === null ? `there is no published price for ${model}` : `as input to ${model} that costs ${dollars(cost)}`;
  const more = pageCost === null ? "" : ` (${dollars(pageCost.low)} to ${dollars(pageCost.high)} more)`;
  const also =
    pageTokens === null ? "" : ` And ${count(pages, "page")}: expected ${between(pageTokens)} tokens${more}.`;
  if (tokens === 0 && pageTokens !== null && unknown === 0) return `:${also.slice(" And".length)}`;
  return `: ${count(tokens, "visual token")}${rest}; ${price}.${also}`;
}

function length({ steps, totals }: Plan): string {
  const unknown = steps.filter((step) => step.wireBytes === null).length;
  const rest = unknown > 0 ? `, without ${count(unknown, "block")} whose length is not known yet` : "";
  return `The request has ${bytes(totals.requestBytes)}${rest}.`;
}

function verdict(plan: Plan): string[] {
  const problems = errorsOf({ ...plan, steps: [] }).map(
    ({ at, message, fix }) => `${at === null ? "" : `${at}: `}${message} ${fix}`,
  );
  if (!plan.ok) return [`It cannot go to ${plan.platformTitle} as it is.`, ...problems];
  const open = plan.steps.filter((step) => step.needs !== null && !isKnown(step.facts)).length;
  const first =
    open === 0 ? "" : ` once the bytes of ${count(open, "block")} are here and the plan has been made again`;
  return [`It can go to ${plan.platformTitle}${first}.`];
}

function count(value: number, noun: string): string {
  return `${number(value)} ${noun}${value === 1 ? "" : "s"}`;
}

function spell({ width, height }: Size): string {
  return `${number(width)}x${number(height)}`;
}
