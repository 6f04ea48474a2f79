// A content block as the plan sees it: where it stands, how its bytes are given, and what is known about them.

import type { Problem } from "../errors/errors.ts";
import type { Facts } from "../media/facts.ts";
import type { JsonPath } from "./path.ts";

/** One of the three ways an image reaches Claude. */
export type Method = "base64" | "url" | "file";

/** What is wrong with the text of a base64 source, each mendable without touching the picture. */
export type Base64Flaw = "data-prefix" | "white-space" | "url-safe-alphabet" | "padding";

/** How the block gives its bytes now. `held` means not on the wire yet: the caller holds the bytes. */
export type BlockSource =
  | {
      readonly method: "base64";
      /** The declared media type: a claim, kept apart from the facts. */
      readonly declared: string | null;
      /** Length in characters of the base64 text once mended; what the platform's byte limit counts. */
      readonly base64Length: number;
      readonly flaws: readonly Base64Flaw[];
    }
  | { readonly method: "url"; readonly url: string }
  | { readonly method: "file"; readonly fileId: string }
  | {
      readonly method: "held";
      readonly declared: string | null /** File name or the like, for messages. */;
      readonly name: string | null;
    }
  /** A document whose text stands in the request (`text` and `content` sources); nothing to lower. */
  | { readonly method: "text" };

/** Where the block may stand; the platform prints different paths for them. */
export type Place = "user" | "tool_result" | "document" | "assistant" | "system";

/** What is known about a block's bytes. */
export type BlockFacts =
  | Facts
  | { readonly unknown: "url-not-fetched" | "foreign-file" | "text" }
  | { readonly defect: Problem };

export interface Block {
  /** Path of the block itself (not of its source). */
  readonly at: JsonPath;
  readonly type: "image" | "document";
  readonly place: Place;
  readonly source: BlockSource;
  readonly facts: BlockFacts;
  /** `transformations.oversized_image` of an image block; null when not given. */
  readonly oversizedImage: "downsize" | "error" | null;
}

export function isKnown(facts: BlockFacts): facts is Facts {
  return "mediaType" in facts;
}
