// The body of a batch as it goes out: its own bytes, and in place of each request's params what was made of them.
import type { Prepared } from "./prepared.ts";

export interface JoinedBody {
  /** In bytes. */
  readonly length: number;
  /** Counts the sources that go out, and fails before its last byte when one is missing. To be read once. */
  readonly body: AsyncIterable<Uint8Array>;
  /** The same bytes once more, not counted. */
  rehearse(): AsyncIterable<Uint8Array>;
  /** Images whose sources have gone out. */
  images(): number;
}

type Rewritten = NonNullable<Prepared["rewritten"]>;

/** `prepared` in the order of the bytes. */
export function joinBody(bytes: Uint8Array, prepared: readonly Prepared[]): JoinedBody {
  const changed = prepared.flatMap(({ place, rewritten }) => (rewritten === null ? [] : [{ place, rewritten }]));
  const length = prepared.reduce((sum, { place, length }) => sum + length - (place.end - place.start), bytes.length);

  async function* write(open: (rewritten: Rewritten) => AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let from = 0;
    for (const { place, rewritten } of changed) {
      yield bytes.subarray(from, place.start);
      yield* open(rewritten);
      from = place.end;
    }
    // Never empty: the brackets of the batch stand in it. So what fails in a request fails before the last byte.
    yield bytes.subarray(from);
  }

  return {
    length,
    body: write(({ counted }) => counted.body),
    rehearse: () => write(({ spliced }) => spliced.open()),
    images: () => changed.reduce((sum, { rewritten }) => sum + rewritten.counted.images(), 0),
  };
}
