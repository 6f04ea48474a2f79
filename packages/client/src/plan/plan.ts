// The plan as data: one step per block, every problem at once, frozen and serialisable.
import type { Base64Flaw, BlockFacts, Method, Place } from "../content/block.ts";
import type { FitLimits } from "../content/tier.ts";
import type { Size } from "../content/tokens.ts";
import type { Problem } from "../errors/errors.ts";
import type { ImageMediaType } from "../media/facts.ts";
import type { PlatformId } from "../platform/capability.ts";
import type { DiagnosticCode } from "./diagnostics.ts";

/** What callers prefer when several forms are legal. */
export interface Policy {
  /** Which method to send by; `auto` keeps what is legal and makes as few changes as possible. Default `auto`. */
  readonly method: "auto" | Method;
  /** Whether files may be put on the platform: never, only what came as a file, or whenever it pays. Default `asked`. */
  readonly uploads: "never" | "asked" | "auto";
  /** `legal` changes only what the platform would refuse; `seen` makes the size the model sees; `never` touches no pixel. Default `legal`. */
  readonly fit: "never" | "legal" | "seen";
  /**
   * `strict` makes no edit and refuses what the platform would refuse; `method` and `fit` then speak only of blocks that are not on the
   * wire yet. Default `mend`.
   */
  readonly mode: "mend" | "strict";
}

/** What callers get who name no policy. */
export const DEFAULT_POLICY: Policy = Object.freeze({ method: "auto", uploads: "asked", fit: "legal", mode: "mend" });

/** What a picture must stay inside when its pixels are written anew; the instructions of a `resize` or `transcode` step. */
export interface Bounds {
  /** Longest side the platform takes in this request, in px. */
  readonly maxEdgePx: number;
  /** What a picture with a longer side is fitted to (`fitSize` of content/tokens.ts). */
  readonly fit: FitLimits;
  /** What any other picture is fitted to; null when it may keep its size. */
  readonly seen: FitLimits | null;
  /** Longest file, in bytes, whose base64 text the platform takes; null when nothing limits it. */
  readonly maxBytes: number | null;
  /** Most pixels (width x height) that are decoded at all; matters where the size is not known before decoding. */
  readonly maxPixels: number;
  /** The media type to fall back to when the picture does not fit `maxBytes` in the step's own; null when quality can be lowered. */
  readonly fallback: ImageMediaType | null;
}

/** The action of a step; pixels change only in `resize` and `transcode`. */
export type Action = "keep" | "relabel" | "inline" | "upload" | "reference" | "resize" | "transcode" | "refuse";

/** A number that is only known to lie between two others, ends included. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/** What is done with one block. */
export interface Step {
  /** Path of the block, printed. */
  readonly at: string;
  readonly block: "image" | "document";
  /** What a block that is not on the wire yet is called: a file's name, `report.pdf page 3`. Null for others. */
  readonly name: string | null;
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
  /** Set when pixels are written anew (`resize` or `transcode` is set): what the result must stay inside. */
  readonly bounds: Bounds | null;
  /** Keys taken out of the block itself because the platform would refuse them. */
  readonly strip: readonly "transformations"[];
  /** The file to point to when `action` is `reference`. */
  readonly fileId: string | null;
  /** Size sent, in px, oriented; null when unknown. Of what is converted: as its header says, until it is written. */
  readonly sent: Size | null;
  /** Size the model sees, in px; null when unknown. */
  readonly seen: Size | null;
  /** Visual tokens; null when unknown. */
  readonly tokens: number | null;
  /** Pages of a PDF; null for everything else, and where nobody has looked through it. */
  readonly pages: { readonly count: number; readonly exact: boolean } | null;
  /** What the pages of a PDF are expected to cost, in tokens (plan/pages.ts); null where their number is not known. */
  readonly pageTokens: Range | null;
  /**
   * Bytes of the JSON of the block's source in this request (plan/wire-bytes.ts says how they are counted); at most so many where
   * `bounds` were tightened to make the request fit; as it stands now where refused; null when unknown.
   */
  readonly wireBytes: number | null;
  /** Why this action and this method: short clauses for people. */
  readonly why: readonly string[];
  /** Why it is refused: every reason, as errors. Empty unless `action` is `refuse`. */
  readonly problems: readonly Problem[];
}

/** A problem of the request: its facts, and the path of what is to blame; null when that is the request as a whole. */
export type PlanProblem = Problem & { readonly at: string | null };

/** A non-fatal note on the plan. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  /** Path of the block it is about; null when it is about the request. */
  readonly at: string | null;
  readonly message: string;
}

export interface PlanTotals {
  readonly images: number;
  readonly documents: number;
  /** Sum of the known visual tokens. */
  readonly tokens: number;
  /** Blocks that are sent and whose tokens are not known: urls not fetched, foreign files, PDFs whose pages nobody has counted. */
  readonly unknown: number;
  /** USD for the known visual tokens as input; null when no price is published. */
  readonly cost: number | null;
  /** Sum of the known pages of PDFs. */
  readonly pages: number;
  /** What these pages are expected to cost beside `tokens`; null where there are none. */
  readonly pageTokens: Range | null;
  /** USD for `pageTokens`, as what they add to `cost`; null where there are none or no price is published. */
  readonly pageCost: Range | null;
  /** Bytes of the whole request body, as far as known: the known `wireBytes` and everything else in the body. */
  readonly requestBytes: number;
}

/** What is done with every block of a request, what is wrong with it, and what it takes. Plain data, frozen. */
export interface Plan {
  readonly platform: PlatformId;
  /** The platform's name for people. */
  readonly platformTitle: string;
  readonly model: string;
  readonly policy: Policy;
  readonly steps: readonly Step[];
  /** Problems that no step has: blocks that could not be read, too many images, too many bytes. */
  readonly problems: readonly PlanProblem[];
  readonly diagnostics: readonly Diagnostic[];
  readonly totals: PlanTotals;
  /** False when anything is refused. */
  readonly ok: boolean;
}
