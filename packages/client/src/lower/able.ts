// Whether a step can be carried out with the resolvers there are; if not, the error says what would have to be done instead, in numbers.
import type { Block } from "../content/block.ts";
import type { Size } from "../content/tokens.ts";
import { CapabilityError } from "../errors/errors.ts";
import { bytes, number } from "../plan/numbers.ts";
import type { Plan, Step } from "../plan/plan.ts";
import type { Resolvers } from "./resolvers.ts";

/** Every reason why the step cannot be carried out here. Empty when it can. */
export function unable(plan: Plan, step: Step, block: Block, resolvers: Resolvers): CapabilityError[] {
  const nobodyGets = step.needs !== null && resolvers[step.needs] === undefined ? step.needs : null;
  return [
    ...(nobodyGets === null ? [] : [cannotGet(plan, nobodyGets, step.at)]),
    ...[...missing(step, block, resolvers)].map((found) => toError(plan, found, step.at)),
  ];
}

/** The error for a block whose bytes nobody here can get. */
export function cannotGet(plan: Plan, kind: "fetch" | "file", at: string): CapabilityError {
  const capability = kind === "fetch" ? `fetching the url of ${at}` : `reading the file of ${at}`;
  return toError(plan, { capability, alternatives: ["pass the bytes themselves"] }, at);
}

function toError({ platformTitle }: Plan, { capability, alternatives }: Missing, at: string): CapabilityError {
  return new CapabilityError("capability.step", { platform: platformTitle, capability, alternatives }, { at });
}

interface Missing {
  readonly capability: string;
  readonly alternatives: readonly string[];
}

function* missing(step: Step, { source }: Block, resolvers: Resolvers): Generator<Missing> {
  const name = `the ${step.block} at ${step.at}`;
  if (needsBytesInHand(step) && resolvers.bytes === undefined)
    yield {
      capability: `reading the bytes of ${name}`,
      alternatives: source.method === "base64" ? ["send clean base64"] : [],
    };
  if (step.bounds !== null && resolvers.pixels === undefined) yield pixels(step, name);
  if (isUpload(step) && resolvers.upload === undefined)
    yield {
      capability: `uploading ${name}`,
      alternatives: ["upload it with the Files API and pass its file_id", 'method "base64"'],
    };
}

/** Whether carrying the step out takes the bytes of the block, and they are in hand. */
export function needsBytesInHand(step: Step): boolean {
  if (step.needs !== null || step.from === "url" || step.from === "file") return false;
  if (step.bounds !== null || isUpload(step) || step.action === "inline") return true;
  return step.relabel !== null && step.relabel.flaws.length > 0;
}

/** Whether the step puts a file on the platform: bytes of any kind, also those of a file that the platform does not know. */
export function isUpload(step: Step): boolean {
  return step.method === "file" && step.fileId === null && (step.from !== "file" || step.needs !== null);
}

function pixels({ facts, resize, transcode, bounds }: Step, name: string): Missing {
  const from = "kind" in facts && facts.kind === "image" ? ` from ${spell(facts)}` : "";
  const most = bounds?.maxBytes ?? null;
  const limit = most === null ? "" : `, in at most ${bytes(most)}`;
  const verb = resize === null ? `converting ${name}` : `resizing ${name}${from} to ${spell(resize)} px`;
  const size = resize === null ? "" : ` in ${spell(resize)} px`;
  const type = transcode === null ? "" : ` as ${transcode}`;
  return {
    capability: `${verb}${transcode === null ? "" : ` to ${transcode}`}`,
    alternatives: [`send it${size}${type}${limit}`, "install sharp beside Fovea (`npm install sharp`)"],
  };
}

function spell({ width, height }: Size): string {
  return `${number(width)}x${number(height)}`;
}
