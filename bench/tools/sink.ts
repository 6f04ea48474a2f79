// The platform behind the servers: reads a body to its end without looking at it, and answers in a few bytes, or with a stream of events.
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createPace, type Pace } from "./pace.ts";

/** Events of a streamed answer, and what lies between them. */
const EVENTS = 5;
const PAUSE_MS = 4;

/** Where it has a picture, which whoever fetches it may keep. */
export const PICTURE_TARGET = "/picture.png";

export interface Sink {
  /** Answers in a few bytes. */
  readonly url: string;
  /** Another address, where every answer is a short stream of events: what is asked says nothing of it, for a gateway passes on only what it knows. */
  readonly streamUrl: string;
  /** Another, where every answer is a stream without an end. */
  readonly pacedUrl: string;
  readonly pace: Pace;
  /** What stands at `PICTURE_TARGET`. */
  picture(bytes: Uint8Array): void;
  close(): Promise<void>;
}

export async function startSink(): Promise<Sink> {
  const pace = createPace();
  let picture: Uint8Array = new Uint8Array();
  const whole = await open((request, response) => {
    if (request.url === PICTURE_TARGET) {
      response.writeHead(200, { "content-type": "image/png", "cache-control": "max-age=300" });
      response.end(picture);
    } else {
      response.writeHead(200, { "content-type": "application/json" });
      response.end('{"type":"message","content":[{"type":"text","text":"drained"}]}');
    }
  });
  const stream = await open((_request, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    let left = EVENTS;
    const next = (): void => {
      response.write('event: content_block_delta\ndata: {"type":"content_block_delta"}\n\n');
      if (--left === 0) response.end();
      else setTimeout(next, PAUSE_MS);
    };
    next();
  });
  const paced = await open((_request, response) => pace.add(response));
  return {
    url: urlOf(whole),
    streamUrl: urlOf(stream),
    pacedUrl: urlOf(paced),
    pace,
    picture(bytes) {
      picture = bytes;
    },
    async close() {
      pace.stop();
      await Promise.all([whole, stream, paced].map(end));
    },
  };
}

/** `answer` is asked when the request has been read to its end. */
async function open(answer: RequestListener): Promise<Server> {
  const server = createServer({ keepAliveTimeout: 75_000 }, (request, response) => {
    request.resume();
    request.on("end", () => answer(request, response));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function end(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
