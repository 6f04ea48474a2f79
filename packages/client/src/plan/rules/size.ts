// Width and height: what the platform refuses, what the model would not see anyway, and what is too large to decode.
import { fitSize, type Size } from "../../content/tokens.ts";
import { type Problem, problem } from "../../errors/errors.ts";
import type { ImageFacts } from "../../media/facts.ts";
import { type Draft, decide, pictureOf, refuse } from "../draft.ts";
import { number } from "../numbers.ts";
import { enters, isFrozen, isSettled, outgrew, type Terms } from "../terms.ts";
import { refuseFrozen } from "./frozen.ts";

/**
 * Most pixels of a picture that is decoded: 2^27, which is 512 MiB as RGBA and the most a small server can lose to one picture. It lets
 * the 108 megapixels of phone cameras pass, and refuses a 20000x20000 header (1.5 GiB) before anything is allocated.
 */
export const MAX_DECODED_PIXELS = 2 ** 27;

export function size(draft: Draft, terms: Terms): Draft {
  const picture = pictureOf(draft);
  if (picture === null) return draft;
  const { width, height } = picture;
  const { mode, fit } = terms.policy;
  const decodable = width * height <= MAX_DECODED_PIXELS;

  const reason = reasonToShrink(draft, picture, terms);
  if (reason === null) {
    const entry = entrySize(draft, picture, terms);
    if (entry !== null && decodable) return entry;
    // The tier alone decides here, not the many-image limit: what is legal does not change because of its neighbours.
    const seen = fitSize(width, height, terms.tier);
    const wanted = fit === "seen" && mode === "mend" && decodable && !same(seen, picture);
    if (!wanted || isSettled(draft.block, terms)) return draft;
    return resize(draft, picture, seen, `the model sees ${spell(seen)} px of it anyway`);
  }
  if (mode === "strict" || fit === "never") return refuse(draft, reason.problem);
  if (!decodable) return refuse(draft, tooManyPixels(picture));
  const target = fitSize(width, height, terms.fit);
  const otherNow = reason.becauseOfOthers || !same(target, fitSize(width, height, terms.tier));
  if (isFrozen(draft.block, terms) || (otherNow && outgrew(draft.block, terms)))
    return refuseFrozen(draft, reason.clause, terms);
  return resize(draft, picture, target, reason.clause);
}

/** A picture that is legal now, and would not be among more than it has beside it now: it enters a conversation smaller. */
function entrySize(draft: Draft, picture: ImageFacts, terms: Terms): Draft | null {
  const { mode, fit } = terms.policy;
  const { width, height } = picture;
  const limit = terms.conversation?.maxEdgePx ?? null;
  if (limit === null || Math.max(width, height) <= limit) return null;
  if (!enters(draft.block, terms) || mode === "strict" || fit === "never") return null;
  const clause = `no side is longer than ${number(limit)} px in a conversation, so that it never has to change again`;
  return resize(draft, picture, fitSize(width, height, terms.fit), clause);
}

interface Reason {
  readonly problem: Problem;
  readonly clause: string;
  /** True when the picture alone would be legal, and only the number of its neighbours makes it too large. */
  readonly becauseOfOthers: boolean;
}

/** Why the picture cannot be sent at its size, or null. */
function reasonToShrink(draft: Draft, picture: ImageFacts, terms: Terms): Reason | null {
  const { width, height } = picture;
  const actual = Math.max(width, height);
  const { platform, model } = terms;
  const px = { actual, unit: "px", width, height } as const;
  if (actual > platform.maxEdgePx.value)
    return {
      problem: problem("limit.edge", { limit: platform.maxEdgePx.value, ...px, platform: platform.title }),
      clause: `the most for ${platform.title} is ${number(platform.maxEdgePx.value)} px on a side`,
      becauseOfOthers: false,
    };
  if (terms.many && actual > terms.maxEdgePx.value) {
    const many = { images: terms.crowd, manyImages: platform.manyImages.value, platform: platform.title };
    return {
      problem: problem("limit.many-images-edge", { limit: terms.maxEdgePx.value, ...px, ...many }),
      clause: `with more than ${many.manyImages} images the most for ${platform.title} is ${number(terms.maxEdgePx.value)} px on a side`,
      becauseOfOthers: true,
    };
  }
  // A platform that does not know the setting refuses it as such. When it is taken out, its promise is kept all the same.
  const heeded = platform.oversizedImage.value || terms.policy.mode === "mend";
  const seen = fitSize(width, height, terms.tier);
  if (draft.block.oversizedImage === "error" && heeded && !same(seen, picture))
    return {
      problem: problem("limit.tier", {
        limit: Math.max(seen.width, seen.height),
        ...px,
        fitWidth: seen.width,
        fitHeight: seen.height,
        model: model.id,
      }),
      clause: `its oversized_image setting is "error" and the model would see ${spell(seen)} px`,
      becauseOfOthers: false,
    };
  return null;
}

function resize(draft: Draft, picture: ImageFacts, target: Size, clause: string): Draft {
  // Only the first frame of a GIF is seen, and 256 colours would not survive the resizing.
  const transcode = picture.mediaType === "image/gif" ? "image/png" : null;
  return decide(draft, { resize: target, transcode }, clause);
}

export function tooManyPixels({ width, height }: Size): Problem {
  return problem("limit.pixels", {
    limit: MAX_DECODED_PIXELS,
    actual: width * height,
    unit: "px",
    width,
    height,
  });
}

function same(a: Size, b: Size): boolean {
  return a.width === b.width && a.height === b.height;
}

function spell({ width, height }: Size): string {
  return `${number(width)}x${number(height)}`;
}
