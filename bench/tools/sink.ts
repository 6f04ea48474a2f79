// The platform behind the servers: reads a body to its end without looking at it, and answers in a few bytes, or with a stream of events.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export const STREAM_TARGET = "/v1/messages?stream";
/** Events of a streamed answer, and what lies between them. */
const EVENTS = 5;
const PAUSE_MS = 4;

export interface Sink {
  readonly url: string;
  close(): Promise<void>;
}

export async function startSink(): Promise<Sink> {
  const server = createServer({ keepAliveTimeout: 75_000 }, (request, response) => {
    request.resume();
    request.on("end", () => {
      if (request.url === STREAM_TARGET) {
        response.writeHead(200, { "content-type": "text/event-stream" });
        let left = EVENTS;
        const next = (): void => {
          response.write('event: content_block_delta\ndata: {"type":"content_block_delta"}\n\n');
          if (--left === 0) response.end();
          else setTimeout(next, PAUSE_MS);
        };
        next();
      } else {
        response.writeHead(200, { "content-type": "application/json" });
        response.end('{"type":"message","content":[{"type":"text","text":"drained"}]}');
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
