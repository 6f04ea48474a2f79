// What has to be got before a plan is final: the bytes of urls the platform will not fetch, and of files it does not take.
import { type Block, isKnown } from "../content/block.ts";
import { formatPath, type JsonPath } from "../content/path.ts";
import type { Plan } from "./plan.ts";

export interface Need {
  readonly at: JsonPath;
  /** How to get the bytes: fetch the url, or read the file. */
  readonly get: { readonly kind: "fetch"; readonly url: string } | { readonly kind: "file"; readonly fileId: string };
  /** True when the plan cannot be carried out without; false when it would only make known what is now unknown (size, tokens, cost). */
  readonly required: boolean;
}

/** Every block of `plan` whose bytes are unknown and could be got, in order. Empty when there is nothing left to resolve. */
export function needs(plan: Plan, blocks: readonly Block[]): Need[] {
  const steps = new Map(plan.steps.map((step) => [step.at, step]));
  return blocks.flatMap(({ at, source, facts }): Need[] => {
    const step = steps.get(formatPath(at));
    if (step === undefined || step.action === "refuse" || isKnown(facts) || "defect" in facts) return [];
    const required = step.needs !== null;
    if (source.method === "url") return [{ at, get: { kind: "fetch", url: source.url }, required }];
    if (source.method === "file") return [{ at, get: { kind: "file", fileId: source.fileId }, required }];
    return [];
  });
}
