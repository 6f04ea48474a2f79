// What a plan is made against, besides the blocks: where the request goes, what the caller prefers, what else is in it. Plain data.
import type { JsonPath } from "../content/path.ts";
import type { Problem } from "../errors/errors.ts";
import type { Model, Platform } from "../platform/capability.ts";
import type { Policy } from "./plan.ts";

/** What holds in a conversation. A block that enters is made what it stays; one that was sent is never changed. */
export interface ConversationTerms {
  /** Blocks that stand before this path were sent in earlier turns: they are sent as they are, or refused. */
  readonly sentBefore: JsonPath;
  /**
   * Longest side, in px, with which pictures enter, so that no later neighbour can change them. Null: any that is legal now. It does not
   * count where no pixel may be touched (`fit: "never"`, mode `strict`).
   */
  readonly maxEdgePx: number | null;
}

/** What a plan is made against, besides the blocks: where the request goes, what the caller prefers, what else is in it. */
export interface PlanContext {
  readonly platform: Platform;
  readonly model: Model;
  /** False when the model's id is not in the table and `model` is the safe guess. Default true. */
  readonly modelKnown?: boolean;
  /** What is not named is `DEFAULT_POLICY`'s. */
  readonly policy?: Partial<Policy>;
  /** Bytes of the request body without the sources of the blocks that have bytes (base64, url, file, held). Default 0. */
  readonly otherBytes?: number;
  /** Printed paths of the blocks that have a text, other than a label, before them in the same message (plan/text-before.ts finds them). */
  readonly textBefore?: readonly string[];
  /**
   * Path of the last thinking block, when the model binds thinking to the exact bytes before it; absent or null otherwise. Every block
   * that stands before it is sent as it is, or refused.
   */
  readonly frozenBefore?: JsonPath | null;
  /**
   * Paths of all thinking blocks that bind what stands before them, in their order, where every turn passes these rules with the bytes that the
   * caller holds: what bytes, tier and platform decide alone was decided so in earlier turns too, and is again. Only what its neighbours
   * would change now, and did not when the thinking was made, is refused. Default none.
   */
  readonly boundBy?: readonly JsonPath[];
  /** Set where the blocks are those of a conversation, whose messages are sent again every turn. Default none. */
  readonly conversation?: ConversationTerms | null;
  /** Origins (`http://10.0.0.5:8080`) that whoever fetches for us may ask though they are not https or not public. Default none. */
  readonly openedOrigins?: readonly string[];
  /** Files already on this platform, in this workspace: sha256 (hex) of the bytes to file id. Expired ones must not be in it. */
  readonly uploaded?: Readonly<Record<string, string>>;
  /** The `anthropic-version` the request is sent with; it decides whether a document may stand in an assistant message. Default `2026-10-21`. */
  readonly apiVersion?: string;
  /** Blocks that could not be read at all, as `readBlocks` of content/ names them. The plan refuses the request for each. */
  readonly problems?: readonly { readonly at: JsonPath; readonly problem: Problem }[];
}
