// A body that is made ready: what goes out in its place, and what is known of it.
import type { Edit } from "../../content/edit.ts";
import { isObject } from "../../content/source.ts";
import { walk } from "../../content/walk.ts";
import type { Plan } from "../../plan/plan.ts";
import { modelOf } from "../../platform/models.ts";
import { counted } from "../../wire/counted.ts";
import type { Scan } from "../../wire/scan.ts";
import type { splice as spliceBytes } from "../../wire/splice.ts";
import { type Aim, facing } from "./aim.ts";
import type { References } from "./references.ts";
import type { Operation } from "./route.ts";
import { type Settled, settle } from "./settle.ts";
import type { Shared } from "./shared.ts";

/** One Messages request: a whole body, or the params of one request of a batch. */
export interface Asked {
  readonly scan: Scan;
  readonly operation: Operation;
  /** As the caller spells it. */
  readonly model: string;
  readonly aim: Aim;
  /** The `anthropic-version` header; null where there is none. */
  readonly version: string | null;
  readonly signal: AbortSignal | undefined;
  /** Null where nothing can be uploaded. */
  readonly references: References | null;
  readonly splice: typeof spliceBytes;
}

/** Told of what happens, in this order. */
export interface Notes {
  /** Images counted in the bytes of the body. */
  came: number;
  plan: Plan | null;
}

export interface Ready {
  /** The body that goes out, written anew each time, and the images in it; null where it is the one that came. */
  write(edits?: readonly Edit[]): Promise<Written | null>;
  /** Those of the blocks. */
  readonly edits: readonly Edit[];
  /** Images counted in what came. */
  readonly came: number;
  remember: Settled["remember"];
}

export interface Written {
  readonly pieces: readonly Uint8Array[];
  /** Of all pieces, in bytes. */
  readonly length: number;
  readonly images: number;
}

/** The body's own word for the model; empty where it has none, which is the platform's to refuse. */
export function modelIn(body: unknown): string {
  const model = isObject(body) ? body.model : null;
  return typeof model === "string" ? model : "";
}

/** Images counted in the bytes. */
export function imagesOf(scan: Scan): number {
  return scan.blocks().filter(({ type }) => type === "image").length;
}

/** @throws FoveaError what the plan refuses, or what could not be got; Error (`write`) where a picture would be lost */
export async function makeReady(asked: Asked, shared: Shared, notes: Notes): Promise<Ready> {
  const { scan, operation, aim, references, signal, splice } = asked;
  const came = imagesOf(scan);
  notes.came = came;
  if (holdsNothing(scan)) return { came, edits: [], write: async () => null, remember: async () => undefined };
  const { model, known } = modelOf(asked.model);
  const target = {
    operation,
    platform: facing(aim.platform, operation, shared.policy.mode === "strict"),
    model,
    modelKnown: known,
    apiVersion: apiVersionOf(asked),
  };
  const onPlan = (plan: Plan): void => {
    notes.plan = plan;
  };
  const { edits, plan, remember } = await settle(scan, target, shared, references, signal, onPlan);
  if (plan.totals.images !== came)
    throw new Error(`${came} images came in, and the plan speaks of ${plan.totals.images}`);

  async function write(changed: readonly Edit[] = edits): Promise<Written | null> {
    if (changed.length === 0) return null;
    const spliced = splice(scan, changed);
    const out = counted(scan, changed, spliced);
    const pieces: Uint8Array[] = [];
    let length = 0;
    for await (const piece of out.body) {
      signal?.throwIfAborted();
      pieces.push(piece);
      length += piece.length;
    }
    const images = out.images();
    if (images !== came) throw new Error(`${came} images came in, ${images} would go out`);
    return { pieces, length, images };
  }
  return { came, edits, write, remember };
}

/** Whether there is no picture and no document in it, not even a malformed one. */
function holdsNothing(scan: Scan): boolean {
  if (scan.blocks().length > 0) return false;
  const { blocks, problems } = walk(scan.body);
  return blocks.length === 0 && problems.length === 0;
}

/**
 * In the header, or in the body on clouds that want it there: `bedrock-2023-05-31` and `vertex-2023-10-16` are their names of the first version, and
 * newer ones stand there as they are (npm @anthropic-ai/bedrock-sdk 1.1.3).
 */
function apiVersionOf({ scan, version }: Asked): string | undefined {
  const inBody = isObject(scan.body) ? scan.body.anthropic_version : null;
  const said = typeof inBody === "string" ? inBody : version;
  if (said === null) return undefined;
  return /^(bedrock|vertex)-/.test(said) ? "2023-06-01" : said;
}
