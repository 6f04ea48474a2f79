// One step carried out: the edits that put the block into the form that was planned.
import type { Block } from "../content/block.ts";
import { isKnown } from "../content/block.ts";
import type { BytesRef, Edit } from "../content/edit.ts";
import type { JsonPath } from "../content/path.ts";
import type { Plan, Step } from "../plan/plan.ts";
import { isUpload } from "./able.ts";
import { checkPicture } from "./check-picture.ts";
import { toFile } from "./pointed.ts";
import type { Resolvers } from "./resolvers.ts";

/** The edits of a step that is not refused, and that the resolvers can carry out. */
export async function carryOut(plan: Plan, step: Step, block: Block, resolvers: Resolvers): Promise<Edit[]> {
  const stripped = step.strip.map((key): Edit => ({ at: [...block.at, key], op: "remove" }));
  return [...(await sourceEdits(plan, step, block, resolvers)), ...stripped];
}

async function sourceEdits(plan: Plan, step: Step, block: Block, resolvers: Resolvers): Promise<Edit[]> {
  const at: JsonPath = [...block.at, "source"];
  if (step.action === "keep") return [];
  if (step.action === "relabel" && (step.relabel === null || step.relabel.flaws.length === 0))
    return step.relabel === null ? [] : [label(at, step.relabel)];
  if (step.action === "reference") return [toFile(at, must(step.fileId, step))];

  const found = await payload(plan, step, block, resolvers);
  if (!isUpload(step))
    return [{ at, op: "replace", value: { type: "base64", mediaType: found.mediaType, bytes: found.bytes } }];
  const fileId = await must(resolvers.upload, step).call(resolvers, { at: step.at, ...found });
  return [toFile(at, fileId)];
}

function label(at: JsonPath, { declared, to }: NonNullable<Step["relabel"]>): Edit {
  return { at: [...at, "media_type"], op: declared === null ? "insert" : "replace", value: to };
}

interface Payload {
  readonly bytes: BytesRef;
  readonly mediaType: string;
  readonly sha256: string | null;
}

/** The bytes as they are sent: those of the block, or the new picture. */
async function payload(plan: Plan, step: Step, block: Block, resolvers: Resolvers): Promise<Payload> {
  const bytes = await bytesOf(step, block, resolvers);
  const facts = isKnown(step.facts) ? step.facts : null;
  if (step.bounds === null) return { bytes, mediaType: must(step.mediaType, step), sha256: facts?.sha256 ?? null };
  const { at, resize, transcode, bounds } = step;
  const work = { at, bytes, facts: must(facts, step), resize, transcode, bounds };
  const picture = await must(resolvers.pixels, step).call(resolvers, work);
  checkPicture(picture, step, plan);
  return { bytes: picture.bytes, mediaType: picture.mediaType, sha256: null };
}

async function bytesOf(step: Step, { source }: Block, resolvers: Resolvers): Promise<BytesRef> {
  const { at } = step;
  if (source.method !== "url" && source.method !== "file") return must(resolvers.bytes, step).call(resolvers, at);
  const { bytes } =
    source.method === "url"
      ? await must(resolvers.fetch, step).call(resolvers, source.url, at)
      : await must(resolvers.file, step).call(resolvers, source.fileId, at);
  const planned = isKnown(step.facts) ? step.facts.byteLength : null;
  if (planned !== null && planned !== bytes.length)
    throw new TypeError(
      `${at} was planned with ${planned} bytes, and a resolver gave ${bytes.length}: use those of resolve()`,
    );
  return bytes;
}

/** What `unable` has made sure of before. */
function must<T>(value: T | null | undefined, step: Step): T {
  if (value === null || value === undefined) throw new TypeError(`${step.at}: the step lacks what it needs`);
  return value;
}
