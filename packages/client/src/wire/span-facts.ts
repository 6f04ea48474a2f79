// What a span proves: the same as content/block-facts.ts says of its text, from the first bytes alone.
import type { BlockFacts } from "../content/block.ts";
import type { Base64Facts } from "../content/block-facts.ts";
import { problem } from "../errors/errors.ts";
import { FIRST_READ_BYTES } from "../media/bounds.ts";
import { inspect } from "../media/inspect.ts";
import type { ByteTools } from "./byte-tools.ts";
import type { Span } from "./span.ts";
import { decodedBytes, firstBytes } from "./span-bytes.ts";

/** The only flaw that a span can have is its padding; texts with any other are no spans. */
export function factsOfSpan(bytes: Uint8Array, span: Span, tools: ByteTools): Base64Facts {
  const { letters, padding, last } = span;
  const over = letters % 4;
  if (over === 1)
    return {
      base64Length: letters + padding,
      flaws: [],
      facts: { defect: problem("input.base64-length", { length: letters }) },
    };
  const missing = (4 - over) % 4;
  const looseBits = last & (over === 2 ? 15 : over === 3 ? 3 : 0);
  return {
    base64Length: letters + missing,
    flaws: padding === missing && looseBits === 0 ? [] : ["padding"],
    facts: look(bytes, span, tools),
  };
}

function look(bytes: Uint8Array, span: Span, tools: ByteTools): BlockFacts {
  const byteLength = decodedBytes(span);
  let wanted = Math.min(FIRST_READ_BYTES, byteLength);
  for (;;) {
    const found = inspect(firstBytes(bytes, span, wanted, tools), { byteLength });
    if (found.status === "facts") return found.facts;
    if (found.status === "defect") return { defect: found.problem };
    // `inspect` asks for at least twice as much each time, up to the whole file.
    wanted = found.bytes;
  }
}
