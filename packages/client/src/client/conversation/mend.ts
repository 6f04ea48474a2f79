// Pictures that the platform refused, made anew: which ones, and what of them. In the form that they were sent in, and never before a thinking block.
import type { Block } from "../../content/block.ts";
import { isKnown } from "../../content/block.ts";
import { formatPath } from "../../content/path.ts";
import { bindingThinking } from "../../content/thinking.ts";
import { fitSize, type Size } from "../../content/tokens.ts";
import { InputError } from "../../errors/errors.ts";
import { bytesRef, readBytes } from "../../input/bytes.ts";
import { openBytes } from "../../input/open-bytes.ts";
import type { PixelWork } from "../../lower/resolvers.ts";
import type { Facts, ImageFacts, ImageMediaType } from "../../media/facts.ts";
import { standsBefore } from "../../plan/order.ts";
import { lossyOf } from "../../plan/rules/image-bytes.ts";
import { MAX_DECODED_PIXELS } from "../../plan/rules/size.ts";
import { bytesInBase64 } from "../../plan/wire-bytes.ts";
import type { Model } from "../../platform/capability.ts";
import type { Rejection, RejectionKind } from "../../transcript/rejection.ts";
import type { Picture } from "./history.ts";
import { blocksOf, messagesOf, picturesOf, type Turn } from "./turn.ts";

/** What new pixels can help against. */
const MENDABLE: ReadonlySet<RejectionKind> = new Set<RejectionKind>([
  "dimensions",
  "many-images",
  "tier",
  "bytes",
  "media-type",
  "format-not-supported",
  "unprocessable",
]);

/** One picture to make anew. */
export interface ToMend {
  readonly picture: Picture;
  readonly facts: ImageFacts;
  readonly resize: Size | null;
  readonly transcode: ImageMediaType | null;
  readonly bounds: PixelWork["bounds"];
}

/**
 * Empty where nothing can be made of it.
 *
 * @throws InputError `input.before-thinking` where a picture is to blame that a thinking block is bound to; its cause is the platform's refusal
 */
export function picturesToMend(turn: Turn, rejection: Rejection, model: Model, cause: unknown): readonly ToMend[] {
  if (!MENDABLE.has(rejection.kind)) return [];
  const known = new Map(blocksOf(turn).map((block) => [formatPath(block.at), block]));
  const mends = blamed(turn, rejection, known).flatMap((picture) => {
    const facts = known.get(formatPath(picture.at))?.facts;
    if (facts === undefined || !isKnown(facts) || facts.kind !== "image") return [];
    const how = howToMend(facts, rejection, model);
    return how === null ? [] : [{ picture, facts, ...how }];
  });
  const thinking = bindingThinking({ messages: messagesOf(turn) });
  for (const { picture } of mends) {
    const bond = thinking.find((at) => standsBefore(picture.at, at));
    if (bond === undefined) continue;
    const image = formatPath(picture.at);
    const facts = { image, thinking: formatPath(bond), change: rejection.message };
    throw new InputError("input.before-thinking", facts, { at: image, cause });
  }
  return mends;
}

/** Those that are named; where none is, those that are over the limit that is named, or the only one that is new. */
function blamed(turn: Turn, { at, limit }: Rejection, known: ReadonlyMap<string, Block>): readonly Picture[] {
  const all = picturesOf(turn);
  if (at.length > 0) return all.filter((picture) => at.includes(formatPath(picture.at)));
  const side = limit?.maxEdgePx ?? null;
  const most = limit?.maxBase64Bytes ?? null;
  const over = all.filter((picture) => {
    const facts = known.get(formatPath(picture.at))?.facts;
    const image = facts !== undefined && isKnown(facts) && facts.kind === "image" ? facts : null;
    return (
      (side !== null && image !== null && Math.max(image.width, image.height) > side) ||
      (most !== null && picture.bytes > bytesInBase64(most))
    );
  });
  if (over.length > 0) return over;
  const fresh = turn.entered?.pictures ?? [];
  return fresh.length === 1 ? fresh : [];
}

function howToMend(
  facts: ImageFacts,
  { kind, limit }: Rejection,
  model: Model,
): Omit<ToMend, "picture" | "facts"> | null {
  const { width, height } = facts;
  const tier = { maxEdgePx: model.tier.value.maxEdgePx, maxTokens: model.tier.value.maxTokens };
  const fit = { ...tier, maxEdgePx: Math.min(tier.maxEdgePx, limit?.maxEdgePx ?? tier.maxEdgePx) };
  const most = limit?.maxBase64Bytes ?? null;
  const maxBytes = most === null ? null : bytesInBase64(most);
  const bounds = { maxEdgePx: fit.maxEdgePx, fit, seen: null, maxBytes, maxPixels: MAX_DECODED_PIXELS, fallback: null };
  const size = limit?.maxSize ?? fitSize(width, height, fit);
  const smaller = size.width < width || size.height < height ? size : null;
  if (kind === "dimensions" || kind === "many-images" || kind === "tier")
    return smaller === null ? null : { resize: smaller, transcode: writable(facts), bounds };
  if (kind === "bytes") return { resize: smaller, transcode: lossyOf(facts), bounds };
  // Whatever no decoder over there took is written plainly, by ours.
  return { resize: null, transcode: plainOf(facts), bounds };
}

/** A GIF's first frame is all that is seen of it. */
function writable({ mediaType }: ImageFacts): ImageMediaType | null {
  return mediaType === "image/gif" ? "image/png" : null;
}

function plainOf({ mediaType, alpha }: ImageFacts): ImageMediaType {
  return mediaType === "image/png" || mediaType === "image/gif" || alpha ? "image/png" : "image/jpeg";
}

/** The new picture; null where it came out as it was. */
export async function mended(
  { picture, facts, resize, transcode, bounds }: ToMend,
  bytes: Uint8Array,
  pixels: (
    work: PixelWork,
  ) => Promise<{ readonly bytes: { open(): AsyncIterable<Uint8Array>; readonly length: number } }>,
): Promise<{ readonly bytes: Uint8Array; readonly facts: Facts } | null> {
  const at = formatPath(picture.at);
  const work: PixelWork = { at, bytes: bytesRef(bytes), facts, resize, transcode, bounds };
  const made = await readBytes((await pixels(work)).bytes);
  const opened = openBytes(made, { declared: null, name: at });
  return opened.facts.sha256 === picture.sha256 ? null : { bytes: made, facts: opened.facts };
}
