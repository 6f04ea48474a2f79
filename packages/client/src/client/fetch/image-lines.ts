// The image ledger of one request: what every image of it was, and what was done with it.
import { isKnown } from "../../content/block.ts";
import type { Plan, Step } from "../../plan/plan.ts";
import type { PlatformId } from "../../platform/capability.ts";
import type { References } from "./references.ts";
import type { Operation } from "./route.ts";

/** What happened to one picture of a request. */
export interface ImageLine {
  /** Path of the block: `messages.0.content.1`; in a batch `requests.3.params.messages.0.content.1`. */
  readonly at: string;
  /** As the caller sent it. */
  readonly method: "base64" | "url" | "file";
  /** Proven; what was declared where nothing is; null when neither is known. */
  readonly mediaType: string | null;
  /** In px. Null when not known: a url that the platform fetches, a file of the caller's. */
  readonly width: number | null;
  readonly height: number | null;
  /** Of the file, not of its base64 text. */
  readonly bytes: number | null;
  /** Visual tokens of what was sent; null when not known. */
  readonly tokens: number | null;
  /** What was sent instead, where pixels were written anew. Absent otherwise. */
  readonly sent?: { readonly mediaType: string; readonly width: number; readonly height: number };
  /** What was done: `keep`, `relabel`, `inline`, `upload`, `reference`, `resize`, `transcode`, or `refuse` when the request was refused. */
  readonly step: Step["action"];
}

/** What happened to the pictures of one request on their way. */
export interface RequestLedger {
  readonly platform: PlatformId;
  readonly operation: Operation;
  /** As the caller spells it; that of the first request of a batch. */
  readonly model: string;
  /** Status of the reply; that of the answer in its place where the request was refused. */
  readonly status: number;
  /** Images counted in the body that came, and in the body that went out. */
  readonly in: number;
  readonly out: number;
  readonly images: readonly ImageLine[];
}

/** @param prefix in front of every path */
export function imageLines(plan: Plan, done: References["done"], refused: boolean, prefix = ""): ImageLine[] {
  return plan.steps
    .filter(({ block }) => block === "image")
    .map((step) => lineOf(step, refused ? "refuse" : (done.get(step.at) ?? step.action), prefix));
}

function lineOf(step: Step, did: Step["action"], prefix: string): ImageLine {
  const { at, facts, from, tokens, mediaType, bounds, sent } = step;
  const known = isKnown(facts) ? facts : null;
  return {
    at: prefix + at,
    method: from === "url" || from === "file" ? from : "base64",
    mediaType: known?.mediaType ?? mediaType,
    width: known?.width ?? null,
    height: known?.height ?? null,
    bytes: known?.byteLength ?? null,
    tokens,
    ...(bounds === null || sent === null || mediaType === null || did === "refuse"
      ? {}
      : { sent: { mediaType, width: sent.width, height: sent.height } }),
    step: did,
  };
}
