// A picture that the model would see blurred, looked at as a whole and tile by tile. What is large is found in the whole, what is small in a tile.
import type { Frame } from "../content/frame.ts";
import { type Box, clamp, middleOf, wholeOf, wholePixel } from "../content/geometry.ts";
import { mergeFound } from "../content/merge-found.ts";
import type { FitLimits } from "../content/tier.ts";
import { MAX_TILES, TILE_OVERLAP_PX, tilesOf } from "../content/tiles.ts";
import { fitSize } from "../content/tokens.ts";
import { FoveaError } from "../errors/errors.ts";
import { readBytes } from "../input/bytes.ts";
import type { Input } from "../input/opened.ts";
import type { Plan } from "../plan/plan.ts";
import { EVERYTHING, type Found, type Located, type LocateOptions, type LocateTools, locate } from "./locate.ts";
import type { MessageLike } from "./messages-client.ts";
import { openPicture } from "./open-picture.ts";
import { crop } from "./pictures.ts";
import type { Wish } from "./prepare.ts";

/** One request of several. */
export interface Look {
  /** The part of the original that was looked at, in px of the upright original. */
  readonly region: Box;
  readonly frame: Frame;
  readonly usage: MessageLike["usage"];
  /** The platform's message, untouched. */
  readonly message: MessageLike;
  readonly plan: Plan;
}

type Options = LocateOptions & Pick<Wish, "fetchUrl">;

/**
 * What the built-in eyes look at px for px. They take what a model of the high tier takes, but cut it into six parts of some 620 px at most for things, and look
 * for words at a long edge of 960 to 1536 px (docs/eyes.md).
 */
const SHARP_IN_EYES: FitLimits = { maxEdgePx: 1288, maxTokens: 46 * 46 };
/** What is as long as this in px of the whole as it is seen is found there; what is shorter stands whole in one of two neighbouring tiles. */
const FOUND_PX = 40;

/** Requests under way at a time. */
const AT_ONCE = 3;

/** As `locate`, which it is where the model sees every px anyway. Boxes alone are merged; of points, those in the middle of each. */
export async function locateInTiles(
  input: Input,
  what: string,
  options: Options,
  tools: LocateTools,
): Promise<Located<Box | null>> {
  const { tiles: wanted, give = "boxes", ...rest } = options;
  const most = typeof wanted === "number" ? wanted : MAX_TILES;
  const { bytes, region } = await regionOf(input, options);
  const sharp = sharpIn(tools.wish(bytes, "", undefined));
  const size = { width: region.x2 - region.x1, height: region.y2 - region.y1 };
  const blur = size.width / fitSize(size.width, size.height, sharp).width;
  const overlapPx = Math.round(clamp(FOUND_PX * blur, TILE_OVERLAP_PX, sharp.maxEdgePx / 4));
  const tiles = tilesOf(size, { tier: sharp, overlapPx, maxTiles: most });
  if (tiles.length === 1) return locate(bytes, what, { ...rest, give }, tools);
  const parts = tiles.map(({ box }) => ({
    x1: region.x1 + box.x1,
    y1: region.y1 + box.y1,
    x2: region.x1 + box.x2,
    y2: region.y1 + box.y2,
  }));
  const looks = await inOrder([region, ...parts], AT_ONCE, options.signal, async (within, signal) => {
    const isAll = within === region && options.within === undefined;
    const asked = { ...rest, give: "boxes" as const, signal, ...(isAll ? {} : { within }) };
    const look = (): Promise<Located> => locate(bytes, what, asked, tools) as Promise<Located>;
    // One answer of many that cannot be read is asked for once more: all others would be lost with it.
    return look().catch((error: unknown) => {
      if (FoveaError.isInstance(error) && error.code.startsWith("engine.find-")) return look();
      throw error;
    });
  });
  return merged(
    looks,
    [region, ...parts],
    tiles.map(({ label }) => label),
    { give, blur },
  );
}

function sharpIn({ platform, model }: Wish): FitLimits {
  return platform.id === "eyes" ? SHARP_IN_EYES : model.tier.value;
}

/** The bytes, upright size known, and the part of them that is looked at. */
async function regionOf(input: Input, options: Options): Promise<{ bytes: Uint8Array; region: Box }> {
  const opened = await openPicture(input, options);
  const bytes = await readBytes(opened.bytes);
  const { facts } = opened;
  if (options.within === undefined && facts.kind === "image") return { bytes, region: wholeOf(facts) };
  const { signal, within = EVERYTHING } = options;
  const { box } = await crop(bytes, within, signal ? { signal } : {});
  return { bytes, region: box };
}

function merged(
  looks: readonly Located[],
  regions: readonly Box[],
  labels: readonly string[],
  { give, blur }: { give: "boxes" | "points"; blur: number },
): Located<Box | null> {
  const [whole, ...tiles] = looks as [Located, ...Located[]];
  const { frame, message, plan } = whole;
  const { original } = frame;
  const lookOf = ({ found }: Located, index: number) => ({ region: regions[index] as Box, things: found });
  const things = mergeFound(
    lookOf(whole, 0),
    tiles.map((tile, index) => lookOf(tile, index + 1)),
    blur,
  );
  const found = things.map(({ label, confidence, box }): Found<Box | null> => {
    const point = wholePixel(middleOf(box), original);
    return { label, confidence, box: give === "boxes" ? box : null, point };
  });
  const notes = looks.flatMap((one, index) => {
    const [name] = index === 0 ? ["The whole picture"] : (labels[index - 1] as string).split(" (");
    return one.notes.map((note) => ({ ...note, message: `${name}: ${note.message}` }));
  });
  return {
    found,
    frame,
    notes,
    usage: sumOf(looks.map(({ usage }) => usage)),
    message,
    plan,
    looks: looks.map((one, index) => {
      const { frame, usage, message, plan } = one;
      return { region: regions[index] as Box, frame, usage, message, plan };
    }),
  };
}

/** Every number of the first, over all. */
function sumOf(all: readonly MessageLike["usage"][]): MessageLike["usage"] {
  const [first] = all as [MessageLike["usage"], ...MessageLike["usage"][]];
  const of = (usage: MessageLike["usage"], key: string): number => {
    const value = (usage as unknown as Record<string, unknown>)[key];
    return typeof value === "number" ? value : 0;
  };
  const summed = Object.entries(first).flatMap(([key, value]) =>
    typeof value === "number" ? [[key, all.reduce((sum, usage) => sum + of(usage, key), 0)] as const] : [],
  );
  return Object.fromEntries(summed) as unknown as MessageLike["usage"];
}

/** Results in the order of the items, so many at a time; the first failure ends all others. */
async function inOrder<T, R>(
  items: readonly T[],
  atOnce: number,
  signal: AbortSignal | undefined,
  work: (item: T, signal: AbortSignal) => Promise<R>,
): Promise<R[]> {
  const failed = new AbortController();
  const either = signal === undefined ? failed.signal : AbortSignal.any([signal, failed.signal]);
  const results: R[] = [];
  let next = 0;
  async function lane(): Promise<void> {
    while (next < items.length) {
      either.throwIfAborted();
      const index = next++;
      results[index] = await work(items[index] as T, either);
    }
  }
  const lanes = Array.from({ length: Math.min(atOnce, items.length) }, async () => {
    try {
      await lane();
    } catch (error) {
      failed.abort(error);
      throw error;
    }
  });
  const ended = await Promise.allSettled(lanes);
  if (failed.signal.aborted) throw failed.signal.reason;
  const rejected = ended.find((one) => one.status === "rejected");
  if (rejected !== undefined) throw rejected.reason;
  return results;
}
