// Refusals that a session itself tells of, and what follows from them: the platform's own words count more than any table of ours.
import { isObject } from "../content/source.ts";
import type { Capability, Model, Platform } from "../platform/capability.ts";
import type { Part } from "./messages-in.ts";
import { type Rejection, type RejectionLimit, readRejection } from "./rejection.ts";

/** Longest text that is taken for an error which an agent shows, in characters. */
const MAX_ERROR_CHARS = 2_000;

/**
 * Refusals that nothing was answered behind, so that they hold now. `after`: the next piece. Claude Code keeps them as lines of the assistant, marked as
 * such (anthropics/claude-code#16173, read 2026-11-23).
 */
export function toldAfter(told: readonly Rejection[], value: unknown, parts: readonly Part[]): readonly Rejection[] {
  const marked = isObject(value) && value.isApiErrorMessage === true;
  if (!marked) return parts.some(({ role, model }) => role === "assistant" && model !== null) ? [] : told;
  const found = parts.flatMap(({ content }) => texts(content)).map((text) => readRejection(text));
  return [...told, ...found.filter((one) => one !== null)];
}

function texts(content: unknown): string[] {
  const all: unknown[] = Array.isArray(content) ? content.map((one) => (isObject(one) ? one.text : one)) : [content];
  return all.filter((one) => typeof one === "string").filter(({ length }) => length <= MAX_ERROR_CHARS);
}

/** The platform with the limits that it names, where they are stricter than the row's. */
export function asTold(platform: Platform, told: readonly Rejection[]): Platform {
  const most = (kind: Rejection["kind"], key: "maxEdgePx" | "maxBase64Bytes"): number[] =>
    told.flatMap(({ kind: one, limit }) => (one === kind && limit?.[key] !== undefined ? [limit[key]] : []));
  return {
    ...platform,
    maxEdgePx: least(platform.maxEdgePx, most("dimensions", "maxEdgePx")),
    // One report says that exactly 2000 px was refused as well.
    manyImagesMaxEdgePx: least(
      platform.manyImagesMaxEdgePx,
      most("many-images", "maxEdgePx").map((px) => px - 1),
    ),
    maxImageBase64Bytes: least(platform.maxImageBase64Bytes, most("bytes", "maxBase64Bytes")),
  };
}

/** The platform as if any number of pictures were many. */
export function countingAny(platform: Platform): Platform {
  return { ...platform, manyImages: least(platform.manyImages, [0]) };
}

/** The model with the number of pictures that the platform names for it. */
export function modelAsTold(model: Model, told: readonly Rejection[]): Model {
  const most = told.flatMap(({ limit }: { readonly limit?: RejectionLimit }) => limit?.maxImages ?? []);
  return { ...model, maxImages: least(model.maxImages, most) };
}

function least(row: Capability<number>, told: readonly number[]): Capability<number> {
  const value = Math.min(row.value, ...told);
  return value === row.value ? row : { ...row, value, certain: true, source: "the platform's refusal" };
}
