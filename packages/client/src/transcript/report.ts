// What a repair tells: every change with its place, and what is still wrong.
import type { PlatformId } from "../platform/capability.ts";
import type { Rejection } from "./rejection.ts";

/** One change of a repaired transcript. */
export interface TranscriptChange {
  /** Line of the file, counted from 1; for messages that are no lines, 1. */
  readonly line: number;
  /** Path in the JSON of that line, like `message.content.0`. */
  readonly at: string;
  /**
   * `mended`: the picture is still there. `removed`: a text that says so stands in its place. `thinking-removed`: a thinking block that was bound to
   * a changed picture. `not-repaired`: it is wrong, and nothing could be done.
   */
  readonly change: "mended" | "removed" | "thinking-removed" | "not-repaired";
  /** What was done (`resize`, `transcode`, `relabel`, `inline` ...), or the code of the error that made it necessary. */
  readonly code: string;
  /** One sentence. */
  readonly message: string;
}

/** What is wrong with a transcript, and what was changed. */
export interface TranscriptReport {
  /** Whether there was nothing to do. */
  readonly healthy: boolean;
  /** Whether the platform accepts it now, as far as can be told: nothing is left that is `not-repaired`. */
  readonly ok: boolean;
  readonly platform: PlatformId;
  /** The models whose limits it was held against. */
  readonly models: readonly string[];
  readonly messages: number;
  /** Conversations that are sent apart: agents keep several in one file. */
  readonly conversations: number;
  readonly images: number;
  readonly documents: number;
  /** In the order of the lines. */
  readonly changes: readonly TranscriptChange[];
  /** The last refusal that was handed in, or that the transcript itself tells of; its limits counted. Null where there is none. */
  readonly told: Rejection | null;
}
