// What an estimate is made for, besides the plan; and the checks of what callers say.
import type { Model, Platform } from "../platform/capability.ts";
import type { CacheTtl } from "../platform/price-rules.ts";

/** A picture as its pixels were written anew. */
export interface WrittenPicture {
  readonly mediaType: string;
  readonly byteLength: number;
  /** In px, upright. */
  readonly width: number;
  readonly height: number;
}

/** What an estimate is made for, besides the plan. */
export interface EstimateOptions {
  /** The text of each turn. Default: none. */
  readonly prompt?: string;
  /** Instructions that stand before the conversation. Default: none. */
  readonly system?: string;
  /** What else is text in the first turn: labels, text documents, tools as JSON. Default: none. */
  readonly texts?: readonly string[];
  /** How many turns the conversation has: pictures come with the first, and everything so far is sent again in each. 1 to 10000. Default 1. */
  readonly turns?: number;
  /** Length of each answer in tokens, thinking included. Default: answers are not counted. */
  readonly outputTokens?: number;
  /** How long the platform keeps what was sent, for the next turn to read: five minutes, or an hour. Default `none`. */
  readonly cache?: "none" | CacheTtl;
  /** Whether the requests go in batches, at half the price. Default false. */
  readonly batch?: boolean;
  /** Where inference must happen, like `us` or `eu-west-1`; anything but `global` costs a tenth more. Default: nobody says. */
  readonly inferenceGeo?: string;
  /** Pictures that were written anew already, by path: what a plan cannot know. Default: none. */
  readonly written?: Readonly<Record<string, WrittenPicture>>;
  /** The platform's row. Default: that of the plan's platform in the table. */
  readonly platform?: Platform;
  /** The model's row. Default: that of the plan's model in the table. */
  readonly model?: Model;
}

/** Longest conversation that is reckoned. */
export const MAX_TURNS = 10_000;

/** @throws TypeError */
export function checkEstimateOptions(options: EstimateOptions): void {
  const { turns = 1, outputTokens, cache = "none", batch, inferenceGeo, texts = [] } = options;
  if (!Number.isSafeInteger(turns) || turns < 1 || turns > MAX_TURNS)
    throw new TypeError(`turns must be a whole number from 1 to ${MAX_TURNS}, not ${String(turns)}`);
  if (outputTokens !== undefined && (!Number.isSafeInteger(outputTokens) || outputTokens < 0 || outputTokens > 1e9))
    throw new TypeError(`outputTokens must be a whole number from 0 on, not ${String(outputTokens)}`);
  if (cache !== "none" && cache !== "5m" && cache !== "1h")
    throw new TypeError(`cache must be none, 5m or 1h, not ${String(cache)}`);
  if (batch !== undefined && typeof batch !== "boolean") throw new TypeError("batch must be true or false");
  if (!isText(inferenceGeo)) throw new TypeError("inferenceGeo must be a string");
  if (!isText(options.prompt) || !isText(options.system) || !texts.every(isText))
    throw new TypeError("prompt, system and texts must be strings");
}

function isText(value: unknown): boolean {
  return value === undefined || typeof value === "string";
}
