// A content block as the plan sees it: where it stands, how its bytes are given, and what is known about them.

import type { Problem } from "../errors/errors.ts";
import type { Base64Flaw } from "../media/base64.ts";
import type { Facts } from "../media/facts.ts";
import type { JsonPath } from "./path.ts";

export type { Base64Flaw };

/** One of the three ways an image reaches Claude. */
export type Method = "base64" | "url" | "file";

/** How the block gives its bytes now. `held` means not on the wire yet: the caller holds the bytes. */
export type BlockSource =
  | {
      readonly method: "base64";
      /** The declared media type: a claim, kept apart from the facts. Null only where the source has no `media_type`. */
      readonly declared: string | null;
      /** Length in characters of the base64 text once mended; what the platform's byte limit counts. */
      readonly base64Length: number;
      readonly flaws: readonly Base64Flaw[];
    }
  | { readonly method: "url"; readonly url: string }
  | {
      readonly method: "file";
      readonly fileId: string;
      /** True where the id is of a store in front of the platform, which does not know it. Default false: it is the platform's own. */
      readonly ours?: boolean;
    }
  | {
      readonly method: "held";
      readonly declared: string | null;
      /** File name or the like, for messages. */
      readonly name: string | null;
    }
  /** A document whose text stands in the request (`text` and `content` sources); nothing to lower. */
  | { readonly method: "text" };

/**
 * Where the block stands. `document`: in the content of a document block. `server_result`: in what a server tool gave back (a web fetch),
 * legal in an assistant message and sent back as it came. In `assistant` and `system` the platform takes none.
 */
export type Place = "user" | "tool_result" | "document" | "server_result" | "assistant" | "system";

/** What is known about a block's bytes. */
export type BlockFacts =
  | Facts
  | { readonly unknown: "url-not-fetched" | "foreign-file" | "text" }
  | { readonly defect: Problem };

/** An image or document block of a request: where it stands, how its bytes are given, and what is known of them. */
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
