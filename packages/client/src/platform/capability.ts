// A capability: one dated fact about a platform or model, with its source. Rows are data; nothing here branches.
import type { Tier } from "../content/tier.ts";

/** One fact from outside, with where and when it was read. */
export interface Capability<T> {
  readonly value: T;
  /** The document or observation the value comes from. */
  readonly source: string;
  /** Date the source was read, `YYYY-MM-DD`. */
  readonly read: string;
  /** False where the source is silent, or sources disagree; `note` says how. */
  readonly certain: boolean;
  readonly note?: string;
}

/** Where requests can go; docs/platforms.md lists them. `compatible`: another server that speaks the Messages API; `eyes`: the built-in ones. */
export type PlatformId =
  | "anthropic"
  | "aws"
  | "bedrock"
  | "bedrock-legacy"
  | "vertex"
  | "google-cloud"
  | "foundry"
  | "foundry-azure"
  | "compatible"
  | "eyes";

/** Which methods a platform takes for one kind of block. */
export interface Methods {
  readonly base64: Capability<boolean>;
  readonly url: Capability<boolean>;
  readonly file: Capability<boolean>;
}

/** Everything the plan needs to know about one place that requests are sent to. */
export interface Platform {
  readonly id: PlatformId;
  /** Name for people, like `Amazon Bedrock`. */
  readonly title: string;
  readonly image: Methods;
  readonly document: Methods;
  /** Longest base64 text of one image, in characters. */
  readonly maxImageBase64Bytes: Capability<number>;
  /** Longest request body, in bytes, after decoding. */
  readonly maxRequestBytes: Capability<number>;
  /** Longest side of an image, in px. */
  readonly maxEdgePx: Capability<number>;
  /** More images than this in one request bring the stricter edge limit. */
  readonly manyImages: Capability<number>;
  /** Longest side of every image in a request with more than `manyImages` images, in px. */
  readonly manyImagesMaxEdgePx: Capability<number>;
  /** Whether document blocks count towards `manyImages`. */
  readonly documentsCountAsMany: Capability<boolean>;
  /** Whether files can be uploaded once and referenced. */
  readonly filesApi: Capability<boolean>;
  readonly batches: Capability<boolean>;
  /** Whether `transformations.oversized_image` is accepted. */
  readonly oversizedImage: Capability<boolean>;
}

/** Prices in USD per million tokens. */
export interface Price {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  /** Higher prices for the whole request when the prompt is longer than `overTokens`. */
  readonly long?: {
    readonly overTokens: number;
    readonly input: number;
    readonly output: number;
    readonly cacheRead: number;
  };
}

/** `before-4.7`: Opus 4.6, Sonnet 4.6, Haiku 4.5 and older; `since-4.7`: Opus 4.7 and all since, which make more tokens of the same text. */
export type Tokenizer = "before-4.7" | "since-4.7";

/** Everything the plan and the estimate need to know about a model. */
export interface Model {
  readonly id: string;
  /** Other ids that name the same model, dated ones for example. */
  readonly aliases: readonly string[];
  readonly tier: Capability<Tier>;
  /** Context window in tokens. */
  readonly contextTokens: Capability<number>;
  /** Most output tokens. */
  readonly maxOutputTokens: Capability<number>;
  /** Null where no price is published. */
  readonly price: Capability<Price | null>;
  /** Shortest prompt that is kept for later requests, in tokens; a shorter one is read in full each time, without an error. */
  readonly minCacheTokens: Capability<number>;
  /** Which of the two tokenizers counts its text (plan/text-tokens.ts); neither is published. */
  readonly tokenizer: Capability<Tokenizer>;
  /** Most images and document pages in one request. */
  readonly maxImages: Capability<number>;
  /** Most PDF pages in one request. */
  readonly maxPdfPages: Capability<number>;
  /**
   * Whether a thinking block is valid only while everything before it, the bytes of pictures included, is what it was when it was made.
   */
  readonly bindsThinking: Capability<boolean>;
  /** `invited`: only for accounts that were asked; `unknown`: the model is not in the table. */
  readonly lifecycle: "active" | "legacy" | "deprecated" | "invited" | "unknown";
}
