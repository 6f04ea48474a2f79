// From a scanned body to what is sent: its blocks planned, what is missing fetched, read from the store or uploaded, and the edits that carry the plan
// out.

import { type Block, isKnown } from "@fovea/client/internal/content/block";
import type { BytesRef, Edit } from "@fovea/client/internal/content/edit";
import { formatPath } from "@fovea/client/internal/content/path";
import { bindingThinking } from "@fovea/client/internal/content/thinking";
import { readBytes } from "@fovea/client/internal/input/bytes";
import { bytesInBody } from "@fovea/client/internal/lower/bytes-in-body";
import { lower } from "@fovea/client/internal/lower/lower";
import { resolve } from "@fovea/client/internal/lower/resolve";
import type { KnownBytes, Resolvers } from "@fovea/client/internal/lower/resolvers";
import { asWritten } from "@fovea/client/internal/plan/as-written";
import type { PlanContext } from "@fovea/client/internal/plan/context";
import { errorOfPlan } from "@fovea/client/internal/plan/errors";
import { makePlan } from "@fovea/client/internal/plan/make-plan";
import type { Plan, Policy } from "@fovea/client/internal/plan/plan";
import { sourceBytesNow } from "@fovea/client/internal/plan/wire-bytes";
import { withEndings } from "@fovea/client/internal/wire/endings";
import type { Scan } from "@fovea/client/internal/wire/scan";
import { blocksOfScan, bytesInScan } from "@fovea/client/internal/wire/scan-blocks";
import type { GatewayContext } from "../../exchange.ts";
import type { Upstream } from "../../upstream/upstream.ts";
import { createFetchBlock } from "./fetched.ts";
import { createPageCounter } from "./pdf-pages.ts";
import { newPictures, pixelsFor, type WrittenPictures } from "./pixels.ts";
import type { References } from "./references.ts";
import { bytesOfFile, type FoundFile, findFiles } from "./stored-files.ts";
import { foreign, referencesOf, type Target, takesTexts, uploadedBefore } from "./target.ts";
import { textBytes, textEdits } from "./text-files.ts";
import { uploadAhead } from "./upload-ahead.ts";

export interface Settled {
  readonly plan: Plan;
  readonly edits: readonly Edit[];
  /** What the edits point to on the platform; null where nothing can be put there. */
  readonly references: References | null;
  /** The bytes of the image at a printed path. */
  pictureAt(at: string): Promise<Uint8Array>;
}

/**
 * `onPlan` is told of every plan as it is made, refused ones too: for the ledger.
 *
 * @throws FoveaError what the plan refuses, or what could not be fetched
 * @throws ReplyError for files of the store
 */
export async function settle(
  scan: Scan,
  target: Target,
  context: GatewayContext,
  signal: AbortSignal,
  onPlan: (plan: Plan) => void,
): Promise<Settled> {
  const walked = blocksOfScan(scan);
  const { upstream } = target;
  const files = await findFiles(walked.blocks, context, foreign(target, context));
  const found = walked.blocks.map((block) => withFile(block, files.get(formatPath(block.at)), upstream !== null));
  const uncounted = context.mode === "strict" ? found : withEndings(scan, found);
  const references = referencesOf(target, files, context, signal);
  const pointed = takesTexts(target) ? references : null;
  const bytesOfBlocks = uncounted.reduce((sum, block) => sum + sourceBytesNow(block), 0);
  const planContext: PlanContext = {
    platform: target.platform,
    model: target.model,
    modelKnown: target.modelKnown,
    policy: policyOf(context, upstream),
    uploaded: await uploadedBefore(uncounted, target, context),
    problems: walked.problems,
    apiVersion: context.version,
    otherBytes: Math.max(0, scan.bytes.length - bytesOfBlocks) + (pointed === null ? textBytes(files) : 0),
    // The eyes read a history and sign none of it.
    boundBy: upstream !== null && target.model.bindsThinking.value ? bindingThinking(scan.body) : [],
    openedOrigins: context.fetchUrl.allow ?? [],
  };
  const planned = (of: readonly Block[]): Plan => {
    const plan = makePlan(of, planContext);
    onPlan(plan);
    const refused = errorOfPlan(plan);
    if (refused !== null) throw refused;
    return plan;
  };
  // What is refused as it stands needs no reading of its PDFs.
  const uncountedPlan = planned(uncounted);

  const got = new Map<string, KnownBytes>();
  const inBody = bytesInScan(scan, bytesInBody(scan.body));
  // The eyes draw the pages, and count them then.
  const pages = upstream === null ? null : createPageCounter(context, { heldBytes: scan.bytes.length, signal });
  const blocks = (await pages?.blocks(uncounted, (at) => files.get(at)?.content ?? inBody(at))) ?? uncounted;
  const first = blocks === uncounted ? uncountedPlan : planned(blocks);
  const fetchBlock = createFetchBlock(context, signal);
  const resolvers: Resolvers = {
    ...(references === null ? {} : { upload: (work) => references.upload(work) }),
    bytes: inBody,
    async fetch(url, at) {
      const { bytes, facts } = await fetchBlock(url, at);
      return remember(got, at, { bytes, facts: (await pages?.counted(facts, bytes, at)) ?? facts });
    },
    file: async (_id, at) => bytesOfFile(must(files.get(at), at)),
  };
  const resolved = await resolve(first, blocks, planContext, resolvers, { optional: target.needsEveryByte });
  onPlan(resolved.plan);
  const pictures: WrittenPictures = new Map();
  const writer = await pixelsFor(resolved.plan, context, signal, pictures);
  if (references !== null) await uploadAhead(resolved.plan, files, references);
  const edits = await lower(resolved.plan, resolved.blocks, { ...resolved.resolvers, ...writer });

  const plan = asWritten(resolved.plan, resolved.blocks, planContext, pictures);
  onPlan(plan);
  const written = newPictures(plan, edits);
  const bytesAt = (at: string): BytesRef => files.get(at)?.content ?? got.get(at)?.bytes ?? inBody(at);
  for (const { at, action, fileId, mediaType, facts } of plan.steps)
    if (action === "reference" && fileId !== null) {
      const sha256 = isKnown(facts) ? facts.sha256 : null;
      references?.found({ at, bytes: bytesAt(at), mediaType: mediaType ?? "", sha256 }, fileId);
    }
  const read = createFileReader(context, signal);
  const reserve = (bytes: number) => context.pool.reserve(bytes, signal);
  return {
    plan,
    edits: [...edits, ...(await textEdits(blocks, files, pointed, reserve))],
    references,
    pictureAt(at) {
      const picture = written.get(at);
      if (picture !== undefined) return readBytes(picture);
      const found = files.get(at);
      return found === undefined ? readBytes(bytesAt(at)) : read(found);
    },
  };
}

/** Reads a file once, however many blocks name it, and reserves its bytes before: a small request can name large files. */
function createFileReader({ pool }: GatewayContext, signal: AbortSignal): (found: FoundFile) => Promise<Uint8Array> {
  const reading = new Map<string, Promise<Uint8Array>>();
  async function read({ content }: FoundFile): Promise<Uint8Array> {
    await pool.reserve(content.length, signal);
    return readBytes(content);
  }
  return (found) => {
    const { id } = found.file;
    const bytes = reading.get(id) ?? read(found);
    reading.set(id, bytes);
    return bytes;
  };
}

function policyOf({ mode, fit }: GatewayContext, upstream: Upstream | null): Partial<Policy> {
  return { mode, fit, uploads: upstream?.files.uploads ?? "asked" };
}

/** A file of the store with what its bytes prove, under an id that no platform knows (`ours`); a text file as the text that it may be. */
function withFile(block: Block, found: FoundFile | undefined, ours: boolean): Block {
  if (found === undefined || block.source.method !== "file") return block;
  if (found.facts === null) return { ...block, source: { method: "text" } };
  return { ...block, source: { ...block.source, ours }, facts: found.facts };
}

function remember(got: Map<string, KnownBytes>, at: string, bytes: KnownBytes): KnownBytes {
  got.set(at, bytes);
  return bytes;
}

function must<T>(value: T | undefined, at: string): T {
  if (value === undefined) throw new TypeError(`${at} names no file`);
  return value;
}
