// From a scanned body to what is sent: its blocks planned, what is missing fetched, and the edits that carry the plan out. The gateway's
// handlers/messages/settle.ts does the same on a server.
import { type Block, isKnown } from "../../content/block.ts";
import type { BytesRef, Edit } from "../../content/edit.ts";
import { formatPath } from "../../content/path.ts";
import { bindingThinking } from "../../content/thinking.ts";
import { cannotGet } from "../../lower/able.ts";
import { bytesInBody } from "../../lower/bytes-in-body.ts";
import { lower } from "../../lower/lower.ts";
import { resolve } from "../../lower/resolve.ts";
import type { KnownBytes, Resolvers } from "../../lower/resolvers.ts";
import { asWritten, type WrittenPicture } from "../../plan/as-written.ts";
import type { PlanContext } from "../../plan/context.ts";
import { errorOfPlan } from "../../plan/errors.ts";
import { makePlan } from "../../plan/make-plan.ts";
import type { Plan } from "../../plan/plan.ts";
import { sourceBytesNow } from "../../plan/wire-bytes.ts";
import type { Model, Platform } from "../../platform/capability.ts";
import { withEndings } from "../../wire/endings.ts";
import type { Scan } from "../../wire/scan.ts";
import { blocksOfScan, bytesInScan } from "../../wire/scan-blocks.ts";
import { createFetchBlock } from "./fetch-block.ts";
import type { References } from "./references.ts";
import type { Operation } from "./route.ts";
import type { Shared } from "./shared.ts";

export interface Target {
  readonly operation: Operation;
  /** What its row says of this call. */
  readonly platform: Platform;
  readonly model: Model;
  readonly modelKnown: boolean;
  /** The `anthropic-version` of the request. */
  readonly apiVersion: string | undefined;
}

export interface Settled {
  readonly plan: Plan;
  readonly edits: readonly Edit[];
  /** To be called when the request has gone: what went as a file goes so in later turns. */
  remember(): Promise<void>;
}

/**
 * `onPlan` is told of every plan as it is made, refused ones too.
 *
 * @param references null where nothing can be uploaded
 * @throws FoveaError what the plan refuses, or what could not be got
 */
export async function settle(
  scan: Scan,
  target: Target,
  shared: Shared,
  references: References | null,
  signal: AbortSignal | undefined,
  onPlan: (plan: Plan) => void,
): Promise<Settled> {
  const walked = blocksOfScan(scan);
  const bytes = bytesInScan(scan, bytesInBody(scan.body));
  const before = (await references?.asBefore(walked.blocks, bytes)) ?? null;
  const { blocks: found } = before ?? walked;
  const blocks = shared.policy.mode === "strict" ? found : withEndings(scan, found);
  const boundBy = target.model.bindsThinking.value ? bindingThinking(scan.body) : [];
  const context = contextOf(scan, target, shared, walked, boundBy);
  const first = makePlan(blocks, context);
  onPlan(first);
  const refused = errorOfPlan(first);
  if (refused !== null) throw refused;

  const written = new Map<string, WrittenPicture>();
  const { fetchUrl, urls: memory, maxBytes } = shared;
  const resolvers: Resolvers = {
    bytes,
    fetch: createFetchBlock({ fetchUrl, memory, signal, maxBytes, blocks, boundBy }),
    // Only of files that stand for bytes which are here: others are the caller's own, on a platform that is not asked for them.
    ...(before === null || before.edits.size === 0
      ? {}
      : {
          async file(_id, at) {
            if (!before.edits.has(at)) throw cannotGet(first, "file", at);
            return inHand(blocks, bytes, at);
          },
        }),
    ...(references === null ? {} : { upload: (work) => references.upload(work) }),
  };
  const resolved = await resolve(first, blocks, context, resolvers);
  onPlan(resolved.plan);
  const writer = await pixelsFor(resolved.plan, shared, signal, written);
  const lowered = await lower(resolved.plan, resolved.blocks, { ...resolved.resolvers, ...writer });
  const plan = asWritten(resolved.plan, resolved.blocks, context, written);
  onPlan(plan);
  const edited = new Set(lowered.map(({ at }) => formatPath(at.slice(0, -1))));
  const kept = [...(before?.edits ?? [])].flatMap(([at, edit]) => (edited.has(at) ? [] : [edit]));
  return {
    plan,
    edits: [...lowered, ...kept],
    async remember() {
      await references?.remember(walked.blocks, bytes);
    },
  };
}

function inHand(blocks: readonly Block[], bytes: (at: string) => BytesRef, at: string): KnownBytes {
  const facts = blocks.find((block) => formatPath(block.at) === at)?.facts;
  if (facts === undefined || !isKnown(facts)) throw new TypeError(`the bytes of ${at} are not in hand`);
  return { bytes: bytes(at), facts };
}

function contextOf(
  scan: Scan,
  { operation, platform, model, modelKnown, apiVersion }: Target,
  { policy, openedOrigins }: Shared,
  { blocks, problems }: Pick<ReturnType<typeof blocksOfScan>, "blocks" | "problems">,
  boundBy: NonNullable<PlanContext["boundBy"]>,
): PlanContext {
  const bytesOfBlocks = blocks.reduce((sum, block) => sum + sourceBytesNow(block), 0);
  return {
    platform,
    model,
    modelKnown,
    // Tokens are counted of pictures in the body, by whichever method they are sent.
    policy: operation === "count_tokens" ? { ...policy, method: "auto", uploads: "never" } : policy,
    problems,
    ...(apiVersion === undefined ? {} : { apiVersion }),
    otherBytes: Math.max(0, scan.bytes.length - bytesOfBlocks),
    boundBy,
    openedOrigins,
  };
}

/** `lower` is only given a writer where one is needed and there is something to write with: else it says in numbers what would have to be sent. */
async function pixelsFor(
  { steps }: Plan,
  { pixels }: Shared,
  signal: AbortSignal | undefined,
  written: Map<string, WrittenPicture>,
): Promise<Pick<Resolvers, "pixels">> {
  if (!steps.some(({ bounds }) => bounds !== null) || !(await pixels.ready())) return {};
  return {
    async pixels(work) {
      const picture = await pixels.pixels(work, signal);
      const { width, height, mediaType, bytes } = picture;
      written.set(work.at, { width, height, mediaType, byteLength: bytes.length });
      return picture;
    },
  };
}
