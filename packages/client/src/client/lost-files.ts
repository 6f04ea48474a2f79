// A platform that has lost a file: what was uploaded once is forgotten, so that the next try uploads it again.

import { EngineError } from "../errors/errors.ts";
import type { Uploads } from "../files/uploads.ts";
import type { Lowered } from "./lowered.ts";

/**
 * Whether the error says that files are gone which this Fovea uploaded, or found in its ledger; they are forgotten then, and the same request made
 * anew brings them back. What the caller named by its id is the caller's: nobody here has its bytes.
 */
export async function lostFiles(
  error: unknown,
  { plan, images, uploads: made }: Lowered,
  uploads: () => Promise<Uploads | null>,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  if (signal?.aborted || !speaksOfMissing(error)) return false;
  const ours = new Map<string, Content>();
  for (const { at, fileId, sha256, mediaType } of images.lines) {
    const step = plan.steps.find((one) => one.at === at);
    const content = made.get(at) ?? (step?.action === "reference" ? { sha256, mediaType } : null);
    if (fileId !== null && content !== null) ours.set(fileId, content);
  }
  const place = ours.size === 0 ? null : await uploads();
  if (place === null) return false;
  const gone = new Set(await place.gone([...ours.keys()], signal));
  const { message } = error as Error;
  // A platform may name a file in its refusal and still list it for a while.
  for (const fileId of ours.keys()) {
    if (gone.has(fileId) || !message.includes(fileId)) continue;
    await place.forget(fileId);
    gone.add(fileId);
  }
  for (const fileId of gone) await forgetOthers(ours.get(fileId) as Content, place, signal);
  return gone.size > 0;
}

interface Content {
  readonly sha256: string | null;
  readonly mediaType: string | null;
}

/** Other files of the same bytes, which the next try would find in the ledger, may be lost as well: there is one more try only. */
async function forgetOthers(
  { sha256, mediaType }: Content,
  place: Uploads,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (sha256 === null || mediaType === null) return;
  for (;;) {
    const other = await place.find({ sha256, mediaType });
    if (other === null || !(await place.gone([other.fileId], signal)).has(other.fileId)) return;
  }
}

/** 404 for an id that is not there, 400 or 404 for one that has expired (Files API documentation, read 2026-09-26). */
function speaksOfMissing(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof EngineError || !("status" in error)) return false;
  return error.status === 404 || (error.status === 400 && /file/i.test(error.message));
}
