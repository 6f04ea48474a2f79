// Image or error, on the wire: the sources that go out are counted while they are written. When one is missing, or went out unchanged where
// an edit should have put another, the body fails before its last byte, and the platform never sees a whole request.
import type { Edit } from "../content/edit.ts";
import { formatPath } from "../content/path.ts";
import type { Scan } from "./scan.ts";
import type { Spliced } from "./splice.ts";
import type { WrittenSource } from "./written.ts";

export interface Counted {
  readonly body: AsyncIterable<Uint8Array>;
  /** Images whose sources have gone out. */
  images(): number;
}

/** @throws Error (the body, when read) before its last piece */
export function counted(scan: Scan, edits: readonly Edit[], spliced: Spliced): Counted {
  /** By path of the block: whether its source is to be another. */
  const expected = new Map(scan.blocks().map(({ at }) => [formatPath(at), false]));
  for (const { at } of edits) if (at.at(-1) === "source") expected.set(formatPath(at.slice(0, -1)), true);
  const written: WrittenSource[] = [];

  async function* body(): AsyncGenerator<Uint8Array> {
    let held: Uint8Array | null = null;
    for await (const piece of spliced.open((source) => written.push(source))) {
      if (held !== null) yield held;
      held = piece;
    }
    check(expected, written);
    if (held !== null) yield held;
  }

  return { body: body(), images: () => written.filter(({ type }) => type === "image").length };
}

function check(expected: ReadonlyMap<string, boolean>, written: readonly WrittenSource[]): void {
  const missing = new Map(expected);
  for (const { at, how } of written) {
    // A source that a larger edit brought along is no one's in particular.
    if (missing.get(at) === (how === "edited")) missing.delete(at);
  }
  if (missing.size > 0 || written.length !== expected.size)
    throw new Error(
      `${expected.size} sources came in, ${written.length} went out; not as planned: ${[...missing.keys()]}`,
    );
}
