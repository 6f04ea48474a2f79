// A request made ready and sent. Where the platform has lost a file that was uploaded here, it is uploaded again, and the request sent once more.
import type { Lane } from "./lane.ts";
import { lostFiles } from "./lost-files.ts";
import type { Lowered } from "./lowered.ts";
import type { MessageLike } from "./messages-client.ts";
import { openInputs } from "./open-inputs.ts";
import { prepareParts, type Wish } from "./prepare.ts";

export interface Sent {
  readonly message: MessageLike;
  readonly request: Lowered;
}

/** What is made of an attempt: the inputs are opened once, however often it is tried. */
export type Attempt<T> = (request: Lowered) => Promise<T>;

/** @throws what opening, planning, lowering and sending throw */
export async function sendWish(lane: Lane, wish: Wish): Promise<Sent> {
  return attempt(wish, async (request) => ({ request, message: await lane.send(request.body, wish.signal) }));
}

/** Runs an attempt, and a second one where the first failed for files that the platform has lost. */
export async function attempt<T>(wish: Wish, run: Attempt<T>): Promise<T> {
  const parts = await openInputs(wish, true);
  const first = await prepareParts(parts, wish);
  try {
    beforeSending(first, wish);
    return await run(first);
  } catch (error) {
    if (!(await lostFiles(error, first, wish.uploads, wish.signal))) throw error;
  }
  const second = await prepareParts(parts, wish);
  beforeSending(second, wish);
  return run(second);
}

/** The length is only reckoned for somebody who wants to know. */
function beforeSending({ body }: Lowered, { teller, signal }: Wish): void {
  // Nothing is sent for who has left; the official client would say it in its own words.
  signal?.throwIfAborted();
  if (teller.heard) teller.tell({ type: "sending", bytes: Buffer.byteLength(JSON.stringify(body)) });
}
