// The collection of garbage: blobs whose row has had no file for an hour, and blobs that never got a row (a crash between the two).
import type { Blobs } from "./blobs.ts";
import type { FileRows } from "./file-rows.ts";

/** How long garbage lies, in ms: an hour, in which readers end and uploads get their rows. */
export const GRACE_MS = 3600 * 1000;

export interface CollectOptions {
  readonly rows: FileRows;
  readonly blobs: Blobs;
  /** Names kept by uploads under way, however long they take (a machine may sleep between the blob and its row). */
  readonly inHand: ReadonlySet<string>;
  /** ms since 1970. */
  readonly now: number;
  /** Default an hour. */
  readonly graceMs?: number;
}

/** Collects once; how many blobs were removed. */
export async function collect({ rows, blobs, inHand, now, graceMs = GRACE_MS }: CollectOptions): Promise<number> {
  let removed = 0;
  const remove = async (name: string) => {
    await blobs.remove(name);
    removed += 1;
  };
  for (const name of await rows.collect(now, graceMs)) await remove(name);
  for await (const names of blobs.names()) {
    // First who is in hand, then who has a row: in the other order a row could come in between.
    const strangers = names.filter((name) => !inHand.has(name));
    const known = strangers.length === 0 ? new Set() : await rows.known(strangers);
    for (const name of strangers) {
      if (known.has(name)) continue;
      const writtenAt = await blobs.writtenAt(name);
      if (writtenAt !== null && writtenAt <= now - graceMs) await remove(name);
    }
  }
  return removed;
}
