// One call made ready: inputs opened, planned, resolved, planned again and lowered into a request body.
import { apply } from "../content/apply.ts";
import type { Block, BlockFacts } from "../content/block.ts";
import type { BytesRef } from "../content/edit.ts";
import { formatPath } from "../content/path.ts";
import { open } from "../input/open.ts";
import type { Input, Opened } from "../input/opened.ts";
import { lower } from "../lower/lower.ts";
import type { GuardedFetch } from "../net/guarded-fetch.ts";
import type { PlanContext } from "../plan/context.ts";
import { errorOfPlan } from "../plan/errors.ts";
import { makePlan } from "../plan/make-plan.ts";
import { needs } from "../plan/needs.ts";
import type { Plan, Policy } from "../plan/plan.ts";
import { refine } from "../plan/refine.ts";
import type { Model, Platform } from "../platform/capability.ts";
import { type Composed, compose } from "./compose.ts";
import { openAll } from "./open-all.ts";

export interface Wish {
  readonly inputs: readonly Input[];
  readonly prompt: string;
  readonly label: boolean;
  readonly platform: Platform;
  readonly model: Model;
  readonly modelKnown: boolean;
  readonly policy: Partial<Policy>;
  /** Body fields beside `messages`. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly fetchUrl: GuardedFetch;
  readonly stdin: AsyncIterable<Uint8Array> | undefined;
  readonly cwd: string | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Opened and planned, nothing got over the network unless `fetch` says so. */
export interface Planned {
  readonly inputs: readonly Opened[];
  readonly body: { readonly messages: readonly unknown[] };
  readonly blocks: readonly Block[];
  readonly held: Map<string, BytesRef>;
  readonly plan: Plan;
}

/**
 * Opens and plans. `fetch` says which urls are fetched: none, those the platform will not fetch itself, or all.
 */
export async function planInputs(wish: Wish, fetch: "none" | "required" | "all"): Promise<Planned> {
  const inputs = await openAll(wish.inputs, openOptions(wish));
  const composed = compose(inputs, wish.prompt, wish.label);
  const body = { ...wish.fields, messages: [{ role: "user", content: composed.content }] };
  const context: PlanContext = {
    platform: wish.platform,
    model: wish.model,
    modelKnown: wish.modelKnown,
    policy: wish.policy,
    otherBytes: otherBytes(body, composed),
  };
  const first = makePlan(composed.blocks, context);
  const held = new Map(composed.held);
  if (fetch === "none" || !first.ok) return { inputs, body, blocks: composed.blocks, held, plan: first };

  const resolved: Record<string, BlockFacts> = {};
  await Promise.all(
    needs(first, composed.blocks).map(async ({ at, get, required }) => {
      if (get.kind !== "fetch" || (fetch === "required" && !required)) return;
      const path = formatPath(at);
      const { bytes, facts } = await fetchInput(get.url, wish);
      held.set(path, bytes);
      resolved[path] = facts;
    }),
  );
  return { inputs, body, held, ...refine(first, composed.blocks, context, resolved) };
}

/** The request body, every picture in it. */
export async function prepare(wish: Wish): Promise<{ body: unknown; plan: Plan }> {
  const { body, blocks, held, plan } = await planInputs(wish, "required");
  const refused = errorOfPlan(plan);
  if (refused) throw refused;
  const edits = await lower(plan, blocks, {
    held: (at) => held.get(formatPath(at)) ?? missing(formatPath(at)),
    fetch: async (_url, at) => held.get(formatPath(at)) ?? missing(formatPath(at)),
  });
  const encode = (bytes: Uint8Array): string =>
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("base64");
  return { body: await apply(body, edits, { encode }), plan };
}

async function fetchInput(url: string, wish: Wish): Promise<Extract<Opened, { kind: "bytes" }>> {
  const fetched = await wish.fetchUrl(url, wish.signal ? { signal: wish.signal } : {});
  const opened = await open(fetched.bytes, {});
  if (opened.kind !== "bytes") throw new TypeError("fetched bytes did not open as bytes");
  return opened;
}

function openOptions({ stdin, cwd, signal }: Wish): {
  stdin?: AsyncIterable<Uint8Array>;
  cwd?: string;
  signal?: AbortSignal;
} {
  return { ...(stdin ? { stdin } : {}), ...(cwd === undefined ? {} : { cwd }), ...(signal ? { signal } : {}) };
}

/** Bytes of the body without the sources of the blocks that have bytes. */
function otherBytes(body: { messages: readonly unknown[] }, { blocks, content }: Composed): number {
  const sources = blocks.map((block) => (content[block.at[3] as number] as { source: unknown }).source);
  const size = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length;
  return size(body) - sources.reduce<number>((sum, source) => sum + size(source), 0);
}

function missing(at: string): never {
  throw new TypeError(`${at} has no bytes in hand`);
}
