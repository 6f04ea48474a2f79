// Which of the facts that decided something are not certain. A fact that decided nothing is not worth a note.
import { isKnown } from "../content/block.ts";
import type { Tier } from "../content/tier.ts";
import type { ErrorCode } from "../errors/codes.ts";
import type { Problem } from "../errors/errors.ts";
import type { Capability } from "../platform/capability.ts";
import type { Step } from "./plan.ts";
import type { Terms } from "./terms.ts";
import { base64LengthOf } from "./wire-bytes.ts";

export interface Uncertain {
  /** The fact in a few words. */
  readonly what: string;
  readonly capability: Capability<boolean | number | Tier>;
}

/** The uncertain facts a plan rests on, each once, in the order in which the steps lean on them. */
export function uncertainties(steps: readonly Step[], problems: readonly Problem[], terms: Terms): Uncertain[] {
  const found = new Map<string, Capability<boolean | number | Tier>>();
  const all = [...steps.flatMap((step) => leansOf(step, terms)), ...problems.flatMap((p) => leansOfProblem(p, terms))];
  for (const { what, capability } of all) if (!capability.certain) found.set(what, capability);
  return [...found].map(([what, capability]) => ({ what, capability }));
}

function leansOf(step: Step, terms: Terms): Uncertain[] {
  const { platform } = terms;
  const methods = platform[step.block];
  const leans: Uncertain[] = step.problems.flatMap((problem) => leansOfProblem(problem, terms, step));
  if (step.method !== null)
    leans.push({ what: `${step.block} blocks by ${step.method}`, capability: methods[step.method] });
  // A block that left its method because the platform does not take it rests on that "no".
  if ((step.from === "url" || step.from === "file") && !methods[step.from].value)
    leans.push({ what: `${step.block} blocks by ${step.from}`, capability: methods[step.from] });
  if (step.strip.length > 0)
    leans.push({ what: "transformations.oversized_image", capability: platform.oversizedImage });
  if (step.resize !== null) leans.push(...leansOfResize(step, terms));
  if (tooLong(step, terms)) leans.push(imageBytes(terms));
  if (step.tokens !== null) leans.push({ what: `the resolution tier of ${terms.model.id}`, capability: tierOf(terms) });
  return leans;
}

function leansOfResize({ facts }: Step, terms: Terms): Uncertain[] {
  if (!("kind" in facts) || facts.kind !== "image") return [];
  return Math.max(facts.width, facts.height) > terms.maxEdgePx.value ? [edge(terms)] : [];
}

/** The capability behind each code that a limit or a "no" of the platform leads to. */
function leansOfProblem({ code }: Problem, terms: Terms, step?: Step): Uncertain[] {
  const { platform, model } = terms;
  const limits: Partial<Record<ErrorCode, Uncertain>> = {
    "limit.edge": { what: "longest side of an image", capability: platform.maxEdgePx },
    "limit.many-images-edge": edge(terms),
    "limit.image-base64-bytes": imageBytes(terms),
    "limit.request-bytes": { what: "longest request", capability: platform.maxRequestBytes },
    "limit.image-count": { what: `most images for ${model.id}`, capability: model.maxImages },
    "limit.pdf-pages": { what: `most PDF pages for ${model.id}`, capability: model.maxPdfPages },
    "limit.tier": { what: `the resolution tier of ${model.id}`, capability: tierOf(terms) },
    "capability.oversized-image": { what: "transformations.oversized_image", capability: platform.oversizedImage },
  };
  const limit = limits[code];
  if (limit !== undefined) return [limit];
  if (step === undefined || (code !== "capability.method" && code !== "capability.block")) return [];
  const methods = platform[step.block];
  return (["base64", "url", "file"] as const)
    .filter((method) => !methods[method].value)
    .map((method) => ({ what: `${step.block} blocks by ${method}`, capability: methods[method] }));
}

/** Whether the byte limit is what kept the picture from being sent as it is. */
function tooLong({ facts, block, action }: Step, { platform }: Terms): boolean {
  if (block !== "image" || action === "keep" || !isKnown(facts) || facts.byteLength === null) return false;
  return base64LengthOf(facts.byteLength) > platform.maxImageBase64Bytes.value;
}

function imageBytes({ platform }: Terms): Uncertain {
  return { what: "longest base64 text of an image", capability: platform.maxImageBase64Bytes };
}

function edge({ maxEdgePx, many, platform }: Terms): Uncertain {
  const what = many
    ? `longest side of an image among more than ${platform.manyImages.value}`
    : "longest side of an image";
  return { what, capability: maxEdgePx };
}

// For a model that is not in the table a note of its own says all that is unknown.
function tierOf({ model, modelKnown }: Terms): Capability<boolean | number | Tier> {
  return modelKnown ? model.tier : { ...model.tier, certain: true };
}
