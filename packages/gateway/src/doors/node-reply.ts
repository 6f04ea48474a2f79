// From our reply to Node's: backpressure, HEAD, a reader that leaves, and refusals that come before the body was read.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { GatewayReply } from "../exchange.ts";
import { discard } from "./discard.ts";

/** A body whose rest is at most this long is read to its end, so that the connection can be used again. In bytes. */
const WORTH_KEEPING_BYTES = 256 * 1024;

export interface ReplyOptions {
  /** The connection ends with this reply. */
  readonly last: boolean;
  /** The client was never told to send the body it announced. */
  readonly bodyUnasked: boolean;
}

/** Resolves when the reply has been handed over or its reader is gone. @throws Node's error when a header cannot be sent */
export async function writeReply(
  req: IncomingMessage,
  res: ServerResponse,
  reply: GatewayReply,
  { last, bodyUnasked }: ReplyOptions,
): Promise<void> {
  const short = Number(req.headers["content-length"]) <= WORTH_KEEPING_BYTES && res.shouldKeepAlive && !last;
  const lingers = !req.complete && (bodyUnasked || !short);
  const whole = typeof reply.body === "string";
  const headers: Record<string, string | number> = { ...reply.headers };
  // Told to close, clients stop sending. A stream's end cannot be told without Node ending the connection too, so there nothing is told.
  if (last || (lingers && whole)) headers.connection = "close";
  if (typeof reply.body === "string") headers["content-length"] = Buffer.byteLength(reply.body);
  try {
    res.writeHead(reply.status, headers);
  } catch (error) {
    await unread(reply);
    throw error;
  }
  if (req.method === "HEAD") await unread(reply);
  else if (typeof reply.body === "string") res.write(reply.body);
  else if (!(await writePieces(res, reply.body, reply.headers["content-length"]))) {
    // A reply cut short must not look whole.
    res.destroy();
    return;
  }
  if (lingers) await linger(req, res, whole);
  else if (!res.destroyed) {
    res.end();
    // Nobody reads the short rest of a body; the next request stands behind it.
    if (!req.complete) req.resume();
  }
}

// With its length known the reply is whole for the client before it is ended here; ending it would end the connection while the client still
// writes, and the reset could overtake the reply.
async function linger(req: IncomingMessage, res: ServerResponse, whole: boolean): Promise<void> {
  if (whole) res.flushHeaders();
  else res.end();
  await discard(req);
  if (whole && !res.destroyed) res.end();
  else if (!req.complete) req.socket.destroy();
}

/** What nobody will read is told so. */
async function unread({ body }: GatewayReply): Promise<void> {
  if (typeof body !== "string") await body[Symbol.asyncIterator]().return?.();
}

/** True when every piece was written, and as many bytes as were announced. */
async function writePieces(
  res: ServerResponse,
  body: AsyncIterable<string | Uint8Array>,
  announced: string | undefined,
): Promise<boolean> {
  const pieces = body[Symbol.asyncIterator]();
  const left = (): void => void Promise.resolve(pieces.return?.()).catch(() => undefined);
  res.once("close", left);
  let bytes = 0;
  // The first byte of a stream should not wait for the first event.
  const first = gather(res);
  res.flushHeaders();
  try {
    for (;;) {
      const step = await pieces.next();
      if (res.destroyed || res.closed) return false;
      if (step.done) break;
      bytes += typeof step.value === "string" ? Buffer.byteLength(step.value) : step.value.length;
      if (res.write(step.value)) continue;
      first.send();
      if (!(await drained(res))) return false;
    }
    return announced === undefined || Number(announced) === bytes;
  } catch {
    // The gateway has told its log; here only the reader must learn of it.
    return false;
  } finally {
    res.off("close", left);
  }
}

/**
 * The headers of a reply leave in one write with what of its body has come with them: nothing is sent before everything that is at hand has been
 * dealt with, or the reply has ended.
 */
function gather({ socket }: ServerResponse): { send(): void } {
  let waiting = socket !== null;
  const send = (): void => {
    if (waiting) socket?.uncork();
    waiting = false;
  };
  socket?.cork();
  setImmediate(send);
  return { send };
}

/** False when the reader is gone. */
function drained(res: ServerResponse): Promise<boolean> {
  if (res.destroyed || res.closed) return Promise.resolve(false);
  return new Promise((resolve) => {
    const settle = (): void => {
      res.off("drain", settle);
      res.off("close", settle);
      resolve(!res.destroyed && !res.closed);
    };
    res.on("drain", settle);
    res.on("close", settle);
  });
}
