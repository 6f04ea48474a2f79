// What is answered to bytes that are no HTTP request: there is no request to hand on, so the reply is written to the socket itself.
import type { Socket } from "node:net";
import { errorReply, ReplyError } from "../reply/envelope.ts";
import { newId } from "../reply/id.ts";

const REASONS: Readonly<Record<number, string>> = {
  400: "Bad Request",
  408: "Request Timeout",
  431: "Request Header Fields Too Large",
};

/** Answers once and ends the connection. */
export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  // A connection that is gone, or a reply that was under way: nothing can be said.
  if (error.code === "ECONNRESET" || !socket.writable || socket.bytesWritten > 0) {
    socket.destroy();
    return;
  }
  const { status, headers, body } = errorReply(refusalOf(error.code), newId("req"));
  const lines = Object.entries({ ...headers, "content-length": Buffer.byteLength(String(body)), connection: "close" });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  socket.end(`HTTP/1.1 ${status} ${REASONS[status]}\r\n${head}\r\n${body}`);
  socket.once("finish", () => socket.destroySoon());
}

function refusalOf(code: string | undefined): ReplyError {
  if (code === "HPE_HEADER_OVERFLOW") return new ReplyError(431, "The request's headers are too long.");
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return new ReplyError(408, "The request did not come in time.");
  return new ReplyError(400, "This is not an HTTP request that can be read.");
}
