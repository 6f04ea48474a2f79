// One call made ready: inputs opened once, then planned, resolved, planned again and lowered into a request body; the last part as often as the
// platform has lost a file.
import type { Block } from "../content/block.ts";
import type { Decoder } from "../decode/create-decoder.ts";
import type { Uploads } from "../files/uploads.ts";
import { bytesInBody } from "../lower/bytes-in-body.ts";
import { resolve } from "../lower/resolve.ts";
import type { Resolvers } from "../lower/resolvers.ts";
import type { GuardedFetch } from "../net/guarded-fetch.ts";
import type { PixelWriter } from "../pixels/create-pixels.ts";
import type { PlanContext } from "../plan/context.ts";
import { makePlan } from "../plan/make-plan.ts";
import type { Plan, Policy } from "../plan/plan.ts";
import type { Model, Platform } from "../platform/capability.ts";
import { compose } from "./compose.ts";
import { fetchInput } from "./fetch-input.ts";
import type { AnyInput } from "./inputs.ts";
import { type Lowered, lowered } from "./lowered.ts";
import { openInputs, type Part, takesTextBlocks } from "./open-inputs.ts";
import { otherBytes } from "./other-bytes.ts";
import type { Teller } from "./progress.ts";
import { unreadableFiles } from "./unreadable-files.ts";

export interface Wish {
  readonly inputs: readonly AnyInput[];
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
  /** Where files are put; null where there is no such place. */
  readonly uploads: () => Promise<Uploads | null>;
  /** Whether something may have been uploaded by this Fovea or those that share its ledger. Where not, nobody is asked before the request is sent. */
  readonly mayKnowUploads: boolean;
  /** How long what is uploaded for a request is kept, in seconds; null: until it is deleted. */
  readonly uploadsExpireInSeconds: number | null;
  /** What an upload is called. Default: a name made of the hash. */
  readonly filename?: string;
  /** Whether pages of PDFs go as pictures; undefined: where the platform takes no PDF. */
  readonly asImages: boolean | undefined;
  readonly stripMetadata: boolean;
  /** Whether pictures whose end is missing are mended. */
  readonly mendTruncated: boolean;
  readonly teller: Teller;
  /** Longest input, in bytes. Default: that of `open`. */
  readonly maxInputBytes?: number;
  readonly stdin: AsyncIterable<Uint8Array> | undefined;
  readonly cwd: string | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Planned and, where asked for, fetched. */
export interface Planned {
  readonly body: { readonly messages: readonly unknown[] };
  readonly blocks: readonly Block[];
  readonly plan: Plan;
  readonly resolvers: Resolvers;
}

/** Which urls are fetched: none, those the platform will not fetch itself, or all. */
export type Fetching = "none" | "required" | "all";

/** Opens and plans. */
export async function planInputs(wish: Wish, fetching: Fetching): Promise<Planned> {
  return planParts(await openInputs(wish, fetching !== "none"), wish, fetching);
}

/** The request body, every picture in it. */
export async function prepare(wish: Wish): Promise<Lowered> {
  return prepareParts(await openInputs(wish, true), wish);
}

/** As `prepare`, of inputs that were opened before. */
export async function prepareParts(parts: readonly Part[], wish: Wish): Promise<Lowered> {
  return lowered(await planParts(parts, wish, "required"), wish);
}

async function planParts(parts: readonly Part[], wish: Wish, fetching: Fetching): Promise<Planned> {
  const { label, oversizedImage = null, platform } = wish;
  const composed = compose(parts, wish.prompt, { label, oversizedImage, textBlocks: takesTextBlocks(platform) });
  const { blocks, held, problems } = composed;
  const body = { ...wish.fields, messages: [{ role: "user", content: composed.content }] };
  const context: PlanContext = {
    platform,
    model: wish.model,
    modelKnown: wish.modelKnown,
    policy: { fit: "seen", ...wish.policy },
    otherBytes: otherBytes(body, blocks),
    openedOrigins: wish.openedOrigins,
    uploaded: await uploadedBefore(blocks, wish, fetching !== "none"),
    problems,
  };
  const read = makePlan(blocks, context);
  const files = unreadableFiles(read, blocks);
  const first = files.length === 0 ? read : makePlan(blocks, { ...context, problems: [...problems, ...files] });
  const writes = !mayWrite(first) || (await wish.pixels.ready());
  // Whoever names a fit gets that, or an error; by default what is legal is sent as it is where nothing can make the size the model sees.
  const settled =
    writes || wish.policy.fit !== undefined
      ? context
      : { ...context, problems: [...problems, ...files], policy: { fit: "legal" as const, ...wish.policy } };
  const plan = settled === context ? first : makePlan(blocks, settled);
  const inBody = bytesInBody(body);
  const resolvers: Resolvers = {
    bytes: (at) => held.get(at) ?? inBody(at),
    fetch: once((url) => fetchInput(url, wish)),
    ...(writes ? { pixels: (work) => wish.pixels.pixels(work, wish.signal) } : {}),
  };
  if (fetching === "none" || !plan.ok) return { body, blocks, plan, resolvers };
  return { body, ...(await resolve(plan, blocks, settled, resolvers, { optional: fetching === "all" })) };
}

/** A url is fetched once for a request, however many blocks name it. */
function once<T>(fetch: (url: string) => Promise<T>): (url: string) => Promise<T> {
  const fetched = new Map<string, Promise<T>>();
  return (url) => {
    const fetching = fetched.get(url) ?? fetch(url);
    fetched.set(url, fetching);
    return fetching;
  };
}

/** Whether pixels change, or may when the bytes are there. Where they cannot, sharp is not loaded. */
function mayWrite({ steps }: Plan): boolean {
  return steps.some(({ bounds, needs }) => bounds !== null || needs !== null);
}

/** What of the pictures in hand is on the platform already. A plan alone asks nobody who is not known to have something. */
async function uploadedBefore(
  blocks: readonly Block[],
  wish: Wish,
  sends: boolean,
): Promise<Readonly<Record<string, string>>> {
  const { policy, platform, mayKnowUploads } = wish;
  const { method = "auto", uploads = "asked" } = policy;
  if (!platform.filesApi.value || uploads === "never" || method === "base64" || method === "url") return {};
  if (!mayKnowUploads && !(sends && method === "file")) return {};
  const files = blocks.flatMap(({ facts }) =>
    "mediaType" in facts && facts.sha256 !== null ? [{ sha256: facts.sha256, mediaType: facts.mediaType }] : [],
  );
  if (files.length === 0) return {};
  // A plan can be made where nothing can be sent from: without the SDK, or a client.
  const place = await (sends ? wish.uploads() : wish.uploads().catch(() => null));
  return (await place?.known(files)) ?? {};
}
