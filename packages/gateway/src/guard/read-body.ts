// Reads a whole body into one piece of memory. Reserve it in the pool first: bodyBytes says how much.
import { Buffer } from "node:buffer";
import type { Body } from "../exchange.ts";
import { bodyTooLong, declaredLength } from "./body-length.ts";
import { createLettersWatch } from "./known-letters.ts";
import { createSlabs } from "./slabs.ts";

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
export async function readBody(body: Body, headers: Headers, maxBytes: number): Promise<HeldBody> {
  const declared = declaredLength(headers);
  if (declared === null) return { bytes: await readPieces(body, maxBytes), giveBack: () => undefined };
  if (declared > maxBytes) throw bodyTooLong(maxBytes);
  return readInto(body, declared, maxBytes);
}

/** One allocation of the declared length, so that a body is never in memory twice. */
async function readInto(body: Body, length: number, maxBytes: number): Promise<HeldBody> {
  // A body that breaks off leaves its memory to the collector.
  const { bytes, giveBack } = SLABS.take(length);
  const look = createLettersWatch(bytes.buffer);
  let at = 0;
  await takeAll(body, (piece) => {
    // A server's parser ends at the declared length; in process, nobody but us holds a caller to it.
    if (at + piece.length > length) throw bodyTooLong(Math.min(length, maxBytes));
    bytes.set(piece, at);
    look(piece, at);
    at += piece.length;
  });
  return { bytes: bytes.subarray(0, at), giveBack };
}

async function readPieces(body: Body, maxBytes: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of body) {
    length += piece.length;
    if (length > maxBytes) throw bodyTooLong(maxBytes);
    pieces.push(piece);
  }
  return pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces, length);
}

async function takeAll(body: Body, take: (piece: Uint8Array) => void): Promise<void> {
  if (body.takeAll !== undefined) return body.takeAll(take);
  for await (const piece of body) take(piece);
}
