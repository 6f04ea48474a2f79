// The bytes that a span's text decodes to: a beginning of them for facts, all of them as a stream.
import type { BytesRef } from "../content/edit.ts";
import type { ByteTools } from "./byte-tools.ts";
import { lettersEndOneByOne } from "./letters.ts";
import { characterAt, type Span, widthAt } from "./span.ts";

/** Letters decoded at a time: 192 KiB of bytes. A multiple of four. */
const CHUNK_LETTERS = 4 * 65_536;

/** Bytes in the decoded text. */
export function decodedBytes({ letters }: Span): number {
  return Math.floor((letters * 3) / 4);
}

/** The first `count` bytes, or all where there are fewer. */
export function firstBytes(bytes: Uint8Array, span: Span, count: number, { decode }: ByteTools): Uint8Array {
  const { value = new Uint8Array() } = letters(bytes, span, Math.ceil(count / 3) * 4).next();
  return decode(value).subarray(0, count);
}

/** The last bytes, at least `count` of them; null where the text is escaped, and its end not found from behind, or where there are fewer. */
export function lastBytes(bytes: Uint8Array, span: Span, count: number, { decode }: ByteTools): Uint8Array | null {
  const from = Math.floor((span.letters - Math.ceil(count / 3) * 4) / 4) * 4;
  return span.escaped || from < 0 ? null : decode(bytes.subarray(span.start + from, span.start + span.letters));
}

/** All bytes, decoded while they are read. The body's bytes must stay as they are until then. */
export function bytesOfSpan(bytes: Uint8Array, span: Span, { decode }: ByteTools): BytesRef {
  return {
    length: decodedBytes(span),
    async *open() {
      for (const chunk of letters(bytes, span, CHUNK_LETTERS)) yield decode(chunk);
    },
  };
}

/** The letters, without padding, at most `size` at a time: views of the body where nothing is escaped. */
function* letters(bytes: Uint8Array, span: Span, size: number): Generator<Uint8Array, undefined> {
  const { start, end, escaped } = span;
  let at = start;
  for (let left = span.letters; left > 0; left -= size) {
    const count = Math.min(size, left);
    if (!escaped) {
      yield bytes.subarray(at, at + count);
      at += count;
      continue;
    }
    const chunk = new Uint8Array(count);
    for (let to = 0; to < count; ) {
      const run = lettersEndOneByOne(bytes, at, Math.min(end, at + count - to));
      chunk.set(bytes.subarray(at, run), to);
      to += run - at;
      at = run;
      if (to === count) break;
      chunk[to++] = characterAt(bytes, at, end);
      at += widthAt(bytes, at);
    }
    yield chunk;
  }
}
