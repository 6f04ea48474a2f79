// For a full ledger: the sha256 of the pictures whose bytes stand in the body. Those of files and urls are known anyway.
import { createHash } from "node:crypto";
import { formatPath } from "@fovea/client/internal/content/path";
import { bytesInBody } from "@fovea/client/internal/lower/bytes-in-body";
import type { Plan } from "@fovea/client/internal/plan/plan";
import type { Scan } from "@fovea/client/internal/wire/scan";
import { bytesInScan } from "@fovea/client/internal/wire/scan-blocks";

/** In hex, by the printed path of the block. Decoded piece by piece, never held whole. */
export async function hashImages(scan: Scan, plan: Plan): Promise<ReadonlyMap<string, string>> {
  const bytesAt = bytesInScan(scan, bytesInBody(scan.body));
  const inBody = new Set(plan.steps.filter(({ from }) => from === "base64").map(({ at }) => at));
  const hashes = new Map<string, string>();
  for (const { at, type } of scan.blocks()) {
    const path = formatPath(at);
    if (type !== "image" || !inBody.has(path)) continue;
    const hash = createHash("sha256");
    for await (const piece of bytesAt(path).open()) hash.update(piece);
    hashes.set(path, hash.digest("hex"));
  }
  return hashes;
}
