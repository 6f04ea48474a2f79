// AWS's event stream, cut into its frames while it arrives: four bytes of length (themselves counted), twelve more of head, and the rest.
// Source: Amazon Transcribe documentation, "Event stream encoding", read 2026-11-22; the codec checks both sums.

/** Prelude, its sum, and the sum of the whole: a frame of nothing. */
const MIN_FRAME_BYTES = 16;
/** The service's own limit is 16 MiB of payload. */
const MAX_FRAME_BYTES = 17 * 1024 * 1024;

/** @throws BrokenFrames when a length cannot be, or the stream ends inside a frame; what `body` throws */
export async function* framesOf(body: AsyncIterable<string | Uint8Array>): AsyncGenerator<Uint8Array[]> {
  let held: Buffer[] = [];
  let heldBytes = 0;
  let wanted = 4;
  for await (const piece of body) {
    const bytes = viewOf(piece);
    held.push(bytes);
    heldBytes += bytes.length;
    if (heldBytes < wanted) continue;
    // Joined when a frame is whole, not with every piece of a long one.
    let rest = held.length === 1 ? bytes : Buffer.concat(held);
    const frames: Uint8Array[] = [];
    for (;;) {
      if (rest.length < 4) {
        wanted = 4;
        break;
      }
      wanted = rest.readUInt32BE(0);
      if (wanted < MIN_FRAME_BYTES || wanted > MAX_FRAME_BYTES) {
        if (frames.length > 0) yield frames;
        throw new BrokenFrames("a frame of impossible length");
      }
      if (rest.length < wanted) break;
      frames.push(rest.subarray(0, wanted));
      rest = rest.subarray(wanted);
    }
    held = rest.length === 0 ? [] : [rest];
    heldBytes = rest.length;
    if (frames.length > 0) yield frames;
  }
  if (heldBytes > 0) throw new BrokenFrames("it ended inside a frame");
}

/** The stream is not what AWS sends, or not all of it. */
export class BrokenFrames extends Error {}

function viewOf(piece: string | Uint8Array): Buffer {
  return typeof piece === "string" ? Buffer.from(piece) : Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
}
