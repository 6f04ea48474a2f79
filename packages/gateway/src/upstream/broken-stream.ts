// A platform's stream of events that breaks off: the caller is told by an event, as the Claude API tells of an error in the middle of a stream,
// and the stream ends well. Source of the form: claude streaming documentation, read 2026-09-26.

/** Longest beginning of an event that is kept here until the rest of it comes, in bytes. */
const MAX_HELD_BYTES = 64 * 1024;
const LF = 0x0a;
const CR = 0x0d;

/** The content type of server-sent events, not packed. */
export function isEventStream(headers: Readonly<Record<string, string>>): boolean {
  return /^text\/event-stream\b/i.test(headers["content-type"] ?? "") && headers["content-encoding"] === undefined;
}

/**
 * The same bytes, an event being given out when it is whole: half of one could not be taken back.
 * @param tell the event for an error of the body; null to throw it on
 */
export async function* endingWell(
  body: AsyncIterable<string | Uint8Array>,
  tell: (error: unknown) => { readonly type: string; readonly message: string } | null,
): AsyncGenerator<string | Uint8Array> {
  let held: Uint8Array = new Uint8Array();
  let inEvent = false;
  try {
    for await (const piece of body) {
      const bytes: Uint8Array = joined(held, typeof piece === "string" ? new TextEncoder().encode(piece) : piece);
      const whole: number = endOfEvents(bytes);
      const end = bytes.length - whole > MAX_HELD_BYTES ? bytes.length : whole;
      held = bytes.subarray(end);
      if (end === 0) continue;
      inEvent = end !== whole;
      yield bytes.subarray(0, end);
    }
    if (held.length > 0) yield held;
  } catch (error) {
    const told = tell(error);
    if (told === null) throw error;
    yield `${inEvent ? "\n\n" : ""}event: error\ndata: ${JSON.stringify({ type: "error", error: told })}\n\n`;
  }
}

function joined(held: Uint8Array, piece: Uint8Array): Uint8Array {
  if (held.length === 0) return piece;
  const bytes = new Uint8Array(held.length + piece.length);
  bytes.set(held);
  bytes.set(piece, held.length);
  return bytes;
}

/** The byte behind the last empty line; 0 when there is none. */
function endOfEvents(bytes: Uint8Array): number {
  for (let at = bytes.length - 1; at > 0; at--) {
    if (bytes[at] !== LF) continue;
    const before = bytes[at - 1] === CR ? at - 2 : at - 1;
    if (bytes[before] === LF) return at + 1;
  }
  return 0;
}
