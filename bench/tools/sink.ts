// The platform behind the servers: reads a body to its end without looking at it, and answers in a few bytes, or with a stream of events.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createPace, PACED_TARGET, type Pace } from "./pace.ts";

/** As `URLSearchParams` prints it, so that it arrives as it was asked. */
export const STREAM_TARGET = "/v1/messages?answer=stream";
/** Events of a streamed answer, and what lies between them. */
const EVENTS = 5;
const PAUSE_MS = 4;

/** Where it has a picture, which whoever fetches it may keep. */
export const PICTURE_TARGET = "/picture.png";

export interface Sink {
  readonly url: string;
  readonly pace: Pace;
  /** What stands at `PICTURE_TARGET`. */
  picture(bytes: Uint8Array): void;
  close(): Promise<void>;
}

export async function startSink(): Promise<Sink> {
  const pace = createPace();
  let picture: Uint8Array = new Uint8Array();
  const server = createServer({ keepAliveTimeout: 75_000 }, (request, response) => {
    request.resume();
    request.on("end", () => {
      if (request.url === PACED_TARGET) pace.add(response);
      else if (request.url === PICTURE_TARGET) {
        response.writeHead(200, { "content-type": "image/png", "cache-control": "max-age=300" });
        response.end(picture);
      } else if (request.url === STREAM_TARGET) {
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
    pace,
    picture(bytes) {
      picture = bytes;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        pace.stop();
      }),
  };
}
