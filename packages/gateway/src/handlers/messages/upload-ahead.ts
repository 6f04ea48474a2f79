// Files that a plan uploads, before it is carried out step by step: a first turn with many of them does not wait for one after the other.
import type { UploadWork } from "@fovea/client/internal/lower/resolvers";
import type { Plan } from "@fovea/client/internal/plan/plan";
import { eachBounded } from "../batches/each-bounded.ts";
import type { References } from "./references.ts";
import type { FoundFile } from "./stored-files.ts";

/** Uploads of one request at the same time. */
const AT_ONCE = 4;

/** @throws what the first upload that fails throws; nothing is begun behind it */
export async function uploadAhead(
  { steps }: Plan,
  files: ReadonlyMap<string, FoundFile>,
  references: References,
): Promise<void> {
  const works = new Map<string, UploadWork>();
  for (const { at, action, mediaType } of steps) {
    const found = files.get(at);
    if (action !== "upload" || found === undefined || works.has(found.file.sha256)) continue;
    const { sha256, mediaType: stored } = found.file;
    works.set(sha256, { at, bytes: found.content, mediaType: mediaType ?? stored, sha256 });
  }
  await eachBounded([...works.values()], AT_ONCE, (work) => references.upload(work));
}
