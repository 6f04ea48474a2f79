// What goes back over the socket, whole or piece by piece, and the ways in which it can go wrong.
import type { ServerResponse } from "node:http";
import { setImmediate as immediate, setTimeout as pause } from "node:timers/promises";

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | readonly Buffer[];
}

export function bytesOf({ body }: Answer): Buffer {
  if (Buffer.isBuffer(body)) return body;
  return typeof body === "string" ? Buffer.from(body) : Buffer.concat([...body]);
}

const GARBAGE = "<!doctype html><title>Welcome</title>\u0000 not what anyone asked for";

export async function write(
  response: ServerResponse,
  { status, headers, body }: Answer,
  eventMs: number,
): Promise<void> {
  if (typeof body === "string" || Buffer.isBuffer(body)) {
    response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) }).end(body);
    return;
  }
  response.writeHead(status, headers);
  for (const piece of body) {
    response.write(piece);
    await (eventMs === 0 ? immediate() : pause(eventMs));
    if (response.destroyed) return;
  }
  response.end();
}

/** The beginning of the answer, as promised by its headers, and then the end of the connection. */
export async function writeCut(response: ServerResponse, { status, headers, body }: Answer): Promise<void> {
  const pieces = typeof body === "string" || Buffer.isBuffer(body) ? null : body;
  const whole = bytesOf({ status, headers, body });
  const length = pieces === null ? { "content-length": whole.length } : {};
  response.writeHead(status, { ...headers, ...length });
  const part = pieces === null ? whole.subarray(0, whole.length >> 1) : Buffer.concat(pieces.slice(0, 4));
  await new Promise<void>((resolve) => response.write(part, () => resolve()));
  // Long enough for the piece to be read before the reset that follows it.
  await pause(20);
  response.socket?.destroy();
}

export function garbage({ status, headers, body }: Answer): Answer {
  const streamed = typeof body !== "string" && !Buffer.isBuffer(body);
  return { status, headers, body: streamed ? [Buffer.from(GARBAGE)] : GARBAGE };
}
