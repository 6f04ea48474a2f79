// One call made ready: inputs opened, planned, resolved, planned again and lowered into a request body.
import { apply } from "../content/apply.ts";
import type { Block } from "../content/block.ts";
import type { Decoder } from "../decode/create-decoder.ts";
import { openBytes } from "../input/open-bytes.ts";
import type { Input } from "../input/opened.ts";
import { lower } from "../lower/lower.ts";
import { resolve } from "../lower/resolve.ts";
import type { KnownBytes, Resolvers } from "../lower/resolvers.ts";
import type { GuardedFetch } from "../net/guarded-fetch.ts";
import { printUrl } from "../net/print-url.ts";
import type { PixelWriter } from "../pixels/create-pixels.ts";
import type { PlanContext } from "../plan/context.ts";
import { makePlan } from "../plan/make-plan.ts";
import type { Plan, Policy } from "../plan/plan.ts";
import type { Model, Platform } from "../platform/capability.ts";
import { type Composed, compose } from "./compose.ts";
import { openInputs, takesTextBlocks } from "./open-inputs.ts";
import { stripInput } from "./strip-input.ts";

export interface Wish {
  readonly inputs: readonly Input[];
  readonly prompt: string;
  readonly label: boolean;
  readonly platform: Platform;
  readonly model: Model;
  readonly modelKnown: boolean;
  readonly policy: Partial<Policy>;
  /** `transformations.oversized_image` of every picture. Default: none. */
  readonly oversizedImage?: "error" | "downsize";
  /** Body fields beside `messages`. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly fetchUrl: GuardedFetch;
  readonly openedOrigins: readonly string[];
  readonly pixels: PixelWriter;
  /** Reads PDFs. */
  readonly decoder: Decoder;
  /** Whether pages of PDFs go as pictures; undefined: where the platform takes no PDF. */
  readonly asImages: boolean | undefined;
  readonly stripMetadata: boolean;
  /** Whether pictures whose end is missing are mended. */
  readonly mendTruncated: boolean;
  readonly stdin: AsyncIterable<Uint8Array> | undefined;
  readonly cwd: string | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Opened, planned and, where asked for, fetched. */
interface Planned {
  readonly body: { readonly messages: readonly unknown[] };
  readonly blocks: readonly Block[];
  readonly plan: Plan;
  readonly resolvers: Resolvers;
}

/** Opens and plans. `fetch` says which urls are fetched: none, those the platform will not fetch itself, or all. */
export async function planInputs(wish: Wish, fetch: "none" | "required" | "all"): Promise<Planned> {
  const inputs = await openInputs(wish, fetch !== "none");
  const composed = compose(inputs, wish.prompt, wish.label, wish.oversizedImage, takesTextBlocks(wish.platform));
  const { blocks } = composed;
  const body = { ...wish.fields, messages: [{ role: "user", content: composed.content }] };
  const context: PlanContext = {
    platform: wish.platform,
    model: wish.model,
    modelKnown: wish.modelKnown,
    policy: { fit: "seen", ...wish.policy },
    otherBytes: otherBytes(body, composed),
    openedOrigins: wish.openedOrigins,
  };
  const first = makePlan(blocks, context);
  const writes = !mayWrite(first) || (await wish.pixels.ready());
  // Whoever names a fit gets that, or an error; by default what is legal is sent as it is where nothing can make the size the model sees.
  const settled =
    writes || wish.policy.fit !== undefined
      ? context
      : { ...context, policy: { fit: "legal" as const, ...wish.policy } };
  const plan = settled === context ? first : makePlan(blocks, settled);
  const resolvers: Resolvers = {
    bytes: (at) => composed.held.get(at) ?? missing(at),
    fetch: (url) => fetchInput(url, wish),
    ...(writes ? { pixels: (work) => wish.pixels.pixels(work, wish.signal) } : {}),
  };
  if (fetch === "none" || !plan.ok) return { body, blocks, plan, resolvers };
  return { body, ...(await resolve(plan, blocks, settled, resolvers, { optional: fetch === "all" })) };
}

/** Whether pixels change, or may when the bytes are there. Where they cannot, sharp is not loaded. */
function mayWrite({ steps }: Plan): boolean {
  return steps.some(({ bounds, needs }) => bounds !== null || needs !== null);
}

/** The request body, every picture in it. */
export async function prepare(wish: Wish): Promise<{ body: unknown; plan: Plan }> {
  const { body, blocks, plan, resolvers } = await planInputs(wish, "required");
  const edits = await lower(plan, blocks, resolvers);
  const encode = ({ buffer, byteOffset, length }: Uint8Array): string =>
    Buffer.from(buffer, byteOffset, length).toString("base64");
  return { body: await apply(body, edits, { encode }), plan };
}

async function fetchInput(url: string, { fetchUrl, stripMetadata, signal }: Wish): Promise<KnownBytes> {
  const { bytes, declared } = await fetchUrl(url, signal ? { signal } : {});
  const opened = openBytes(bytes, { declared, name: printUrl(new URL(url)) });
  return stripMetadata ? stripInput(opened) : opened;
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
