// The lines of the image ledger: what every image of a request was, and what was done with it.
import { isKnown } from "@fovea/client/internal/content/block";
import type { Step } from "@fovea/client/internal/plan/plan";
import type { ImageLine } from "../../observe/image-ledger.ts";
import type { Notes } from "./lane.ts";

/** `hashes`: sha256 in hex, by path, of those that have been hashed. */
export function imageLines({ plan, out, done }: Notes, hashes: ReadonlyMap<string, string>): ImageLine[] {
  if (plan === null) return [];
  return plan.steps
    .filter(({ block }) => block === "image")
    .map((step) => {
      const did = done.get(step.at) ?? step.action;
      // Nothing of a request that was refused was sent.
      return imageLine(step, out > 0 ? did : "refuse", hashes.get(step.at) ?? null);
    });
}

function imageLine(step: Step, did: Step["action"], sha256: string | null): ImageLine {
  const { at, facts, from, tokens, mediaType, bounds, sent } = step;
  const known = isKnown(facts) ? facts : null;
  return {
    at,
    method: from === "held" ? "base64" : from,
    mediaType: known?.mediaType ?? mediaType,
    width: known?.width ?? null,
    height: known?.height ?? null,
    bytes: known?.byteLength ?? null,
    sha256: known?.sha256 ?? sha256,
    tokens,
    ...(bounds === null || sent === null || mediaType === null || did === "refuse"
      ? {}
      : { sent: { mediaType, width: sent.width, height: sent.height } }),
    step: did,
  };
}
