// What is answered to bytes that are no HTTP request: there is no request to hand on, so the reply is written to the socket itself.
import type { Socket } from "node:net";
import { errorReply, ReplyError } from "../reply/envelope.ts";
import { newId } from "../reply/id.ts";

const REASONS: Readonly<Record<number, string>> = {
  400: "Bad Request",
  408: "Request Timeout",
  431: "Request Header Fields Too Large",
};

/**
 * Answers once and ends the connection.
 * @param inRequest the headers of a request have come, so what is wrong is in its body
 */
export function answerClientError(error: Error & { code?: string }, socket: Socket, inRequest: boolean): void {
  // A connection that is gone, or a reply that was under way: nothing can be said.
  if (error.code === "ECONNRESET" || !socket.writable || socket.bytesWritten > 0) {
    socket.destroy();
    return;
  }
  const { status, headers, body } = errorReply(refusalOf(error.code, inRequest), newId("req"));
  const lines = Object.entries({ ...headers, "content-length": Buffer.byteLength(String(body)), connection: "close" });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  socket.end(`HTTP/1.1 ${status} ${REASONS[status]}\r\n${head}\r\n${body}`);
  socket.once("finish", () => socket.destroySoon());
}

function refusalOf(code: string | undefined, inRequest: boolean): ReplyError {
  if (code === "HPE_HEADER_OVERFLOW") return new ReplyError(431, "The request's headers are too long.");
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return new ReplyError(408, "The request did not come in time.");
  // The client has ended its side, and may still listen.
  if (code === "HPE_INVALID_EOF_STATE") {
    const what = inRequest
      ? "body broke off: the connection ended before all of it"
      : "headers broke off: the connection ended before the last";
    return new ReplyError(400, `The request's ${what} had come.`, {
      error_code: "gateway.broken-off",
      title: "The request broke off",
      fix: "Send it again, whole: a content-length that is too large has the same effect.",
    });
  }
  return new ReplyError(400, "This is not an HTTP request that can be read.");
}
