// GIF without metadata: comments and applications' notes go, except the one that repeats an animation; what is appended goes too.
import { has } from "./bytes.ts";
import { EXTENSION, IMAGE, nextBlock, skipImage, skipSubBlocks, TRAILER, tableBytes } from "./gif.ts";

const COMMENT = 0xfe;
const APPLICATION = 0xff;

export function stripGif(bytes: Uint8Array): Uint8Array[] {
  let at = 13 + tableBytes(bytes[10] as number);
  const kept: Uint8Array[] = [bytes.subarray(0, at)];
  for (;;) {
    const start = at;
    at = nextBlock(bytes, at);
    const kind = at < bytes.length ? bytes[at] : undefined;
    if (kind === TRAILER) return [...kept, bytes.subarray(at, at + 1)];
    const end =
      kind === IMAGE ? skipImage(bytes, at) : kind === EXTENSION ? skipSubBlocks(bytes, at + 2) : bytes.length + 1;
    if (end > bytes.length) return [...kept, bytes.subarray(start)];
    if (kind === IMAGE || keeps(bytes, at)) kept.push(bytes.subarray(at, end));
    at = end;
  }
}

function keeps(bytes: Uint8Array, at: number): boolean {
  const label = bytes[at + 1];
  if (label === COMMENT) return false;
  // NETSCAPE2.0 and its twin say how often an animation runs; a colour profile has an application of its own.
  if (label === APPLICATION)
    return ["NETSCAPE2.0", "ANIMEXTS1.0", "ICCRGBG1012"].some((name) => has(bytes, at + 3, name));
  return true;
}
