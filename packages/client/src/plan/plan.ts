// The plan as data: one step per block, every problem at once, frozen and serialisable.
import type { Base64Flaw, BlockFacts, Method, Place } from "../content/block.ts";
import type { Problem } from "../errors/errors.ts";
import type { ImageMediaType } from "../media/facts.ts";
import type { PlatformId } from "../platform/capability.ts";

/** What callers prefer when several forms are legal. */
export interface Policy {
  /** Which method to send by; `auto` keeps what is legal and makes as few changes as possible. Default `auto`. */
  readonly method: "auto" | Method;
  /** Whether files may be put on the platform: never, only what came as a file, or whenever it pays. Default `asked`. */
  readonly uploads: "never" | "asked" | "auto";
  /** `legal` changes only what the platform would refuse; `seen` makes the size the model sees; `never` touches no pixel. Default `legal`. */
  readonly fit: "never" | "legal" | "seen";
  /** `strict` makes no edit and refuses what the platform would refuse. Default `mend`. */
  readonly mode: "mend" | "strict";
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The action of a step; pixels change only in `resize` and `transcode`. */
export type Action = "keep" | "relabel" | "inline" | "upload" | "reference" | "resize" | "transcode" | "refuse";

/** What is done with one block. */
export interface Step {
  /** Path of the block, printed. */
  readonly at: string;
  readonly block: "image" | "document";
  readonly place: Place;
  /** The most invasive thing done to the block. */
  readonly action: Action;
  /** The method the block has now; `held` when the bytes are not on the wire yet. */
  readonly from: Method | "held" | "text";
  /** The method it is sent by; null when refused or when it is text. */
  readonly method: Method | null;
  /** What must be got before the step can be carried out. */
  readonly needs: "fetch" | "file" | null;
  readonly facts: BlockFacts;
  /** Media type on the wire; null when unknown until fetched. */
  readonly mediaType: string | null;
  /** Set when the declared media type is corrected, or the base64 text is cleaned. */
  readonly relabel: {
    readonly declared: string | null;
    readonly to: string;
    readonly flaws: readonly Base64Flaw[];
  } | null;
  /** Set when pixels are resized: the size sent. */
  readonly resize: Size | null;
  /** Set when the picture is re-encoded: the media type sent. */
  readonly transcode: ImageMediaType | null;
  /** The file to point to when `action` is `reference`. */
  readonly fileId: string | null;
  /** Size sent, in px, oriented; null when unknown. */
  readonly sent: Size | null;
  /** Size the model sees, in px; null when unknown. */
  readonly seen: Size | null;
  /** Visual tokens; null when unknown. */
  readonly tokens: number | null;
  /** Bytes this block takes on the wire in this request; null when unknown. */
  readonly wireBytes: number | null;
  /** Why this action and this method: short clauses for people. */
  readonly why: readonly string[];
  /** Why it is refused: every reason, as errors. Empty unless `action` is `refuse`. */
  readonly problems: readonly Problem[];
}

/** A non-fatal note on the plan. */
export interface Diagnostic {
  readonly code: string;
  readonly at: string | null;
  readonly message: string;
}

export interface PlanTotals {
  readonly images: number;
  readonly documents: number;
  /** Sum of the known visual tokens. */
  readonly tokens: number;
  /** Blocks whose tokens are not known yet. */
  readonly unknown: number;
  /** USD for the known visual tokens as input; null when no price is published. */
  readonly cost: number | null;
  /** Bytes of the whole request body, as far as known. */
  readonly requestBytes: number;
}

export interface Plan {
  readonly platform: PlatformId;
  readonly model: string;
  readonly policy: Policy;
  readonly steps: readonly Step[];
  /** Problems of the request as a whole: too many images, too many bytes. */
  readonly problems: readonly Problem[];
  readonly diagnostics: readonly Diagnostic[];
  readonly totals: PlanTotals;
  /** False when anything is refused. */
  readonly ok: boolean;
}
