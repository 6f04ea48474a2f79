// Reads a whole body into one piece of memory. Reserve it in the pool first: bodyBytes says how much.
import { Buffer } from "node:buffer";
import { bodyTooLong, declaredLength } from "./body-length.ts";
import { createSlabs } from "./slabs.ts";
import { forgotPieces } from "./young-garbage.ts";

type Headers = Readonly<Record<string, string>>;

export interface HeldBody {
  readonly bytes: Uint8Array;
  /**
   * Nothing reads the bytes any more, nor any view of them: their memory is used for another body, and views of it are empty from then on.
   * Without a call the collector frees it.
   */
  giveBack(): void;
}

/** Memory belongs to the process: every gateway in it takes from here. */
const SLABS = createSlabs();

/** @throws ReplyError 413 when the body is longer than `maxBytes`, or says it will be; errors of the body as they are */
export async function readBody(body: AsyncIterable<Uint8Array>, headers: Headers, maxBytes: number): Promise<HeldBody> {
  const declared = declaredLength(headers);
  if (declared === null) return { bytes: await readPieces(body, maxBytes), giveBack: () => undefined };
  if (declared > maxBytes) throw bodyTooLong(maxBytes);
  return readInto(body, declared, maxBytes);
}

/** One allocation of the declared length, so that a body is never in memory twice. */
async function readInto(body: AsyncIterable<Uint8Array>, length: number, maxBytes: number): Promise<HeldBody> {
  // A body that breaks off leaves its memory to the collector.
  const { bytes, giveBack } = SLABS.take(length);
  let at = 0;
  for await (const piece of body) {
    // A server's parser ends at the declared length; in process, nobody but us holds a caller to it.
    if (at + piece.length > length) throw bodyTooLong(Math.min(length, maxBytes));
    bytes.set(piece, at);
    at += piece.length;
    forgotPieces(piece.length);
  }
  return { bytes: bytes.subarray(0, at), giveBack };
}

async function readPieces(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of body) {
    length += piece.length;
    if (length > maxBytes) throw bodyTooLong(maxBytes);
    pieces.push(piece);
  }
  return pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces, length);
}
