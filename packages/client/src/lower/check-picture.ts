// Whether a picture written anew really is what the step asked for: whoever writes pixels is not believed either.
import { LimitError } from "../errors/errors.ts";
import type { Plan, Step } from "../plan/plan.ts";
import { base64LengthOf } from "../plan/wire-bytes.ts";
import type { NewPicture } from "./resolvers.ts";

/** @throws LimitError when the picture has more bytes, or a longer side, than the step allows. */
export function checkPicture({ bytes, width, height }: NewPicture, { at, bounds, resize }: Step, plan: Plan): void {
  const platform = plan.platformTitle;
  const limit = Math.max(resize?.width ?? 0, resize?.height ?? 0) || (bounds?.maxEdgePx ?? Number.POSITIVE_INFINITY);
  const actual = Math.max(width, height);
  if (actual > limit)
    throw new LimitError("limit.edge", { limit, actual, unit: "px", width, height, platform }, { at });
  const maxBytes = bounds?.maxBytes ?? null;
  if (maxBytes !== null && bytes.length > maxBytes)
    throw new LimitError(
      "limit.image-base64-bytes",
      { limit: base64LengthOf(maxBytes), actual: base64LengthOf(bytes.length), unit: "base64 bytes", platform },
      { at },
    );
}
