// The platform of the conversations: counts the bytes and the pictures of every request, keeps uploads in mind by name, and answers at once.
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { ANSWER, MODEL } from "./talk.ts";

/** One request as it arrived. */
export interface Arrived {
  readonly path: string;
  readonly bytes: number;
  /** Image blocks in the body. */
  readonly images: number;
}

export interface TalkPlatform {
  readonly url: string;
  /** What arrived since this was asked last. */
  taken(): readonly Arrived[];
  close(): Promise<void>;
}

export async function startTalkPlatform(): Promise<TalkPlatform> {
  let arrived: Arrived[] = [];
  let files = 0;
  const server = createServer({ keepAliveTimeout: 75_000 }, (request, response) => {
    void readAll(request).then((body) => {
      const path = request.url?.split("?")[0] ?? "";
      arrived.push({ path, bytes: body.length, images: imagesIn(body) });
      const answer = path.endsWith("/v1/files") ? file(++files, uploaded(body, request)) : MESSAGE;
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    taken() {
      const all = arrived;
      arrived = [];
      return all;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const MESSAGE = {
  id: "msg_01",
  type: "message",
  role: "assistant",
  model: MODEL,
  content: [{ type: "text", text: ANSWER }],
  stop_reason: "end_turn",
  stop_sequence: null,
  usage: { input_tokens: 1000, output_tokens: 120 },
};

function file(number: number, bytes: number) {
  const inADay = new Date(Date.now() + 86_400_000).toISOString();
  return {
    id: `file_${String(number).padStart(24, "0")}`,
    type: "file",
    filename: "picture.jpg",
    mime_type: "image/jpeg",
    size_bytes: bytes,
    created_at: new Date().toISOString(),
    downloadable: false,
    expires_at: inADay,
  };
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

function imagesIn(body: Buffer): number {
  let count = 0;
  for (let at = body.indexOf('"type":"image"'); at !== -1; at = body.indexOf('"type":"image"', at + 1)) count++;
  return count;
}

/** Bytes of the part of the form that has a file name. */
function uploaded(body: Buffer, { headers }: IncomingMessage): number {
  const boundary = /boundary="?([^";]+)/.exec(headers["content-type"] ?? "")?.[1] ?? "";
  const start = body.indexOf("\r\n\r\n", body.indexOf("filename=")) + 4;
  return body.indexOf(`\r\n--${boundary}`, start) - start;
}
