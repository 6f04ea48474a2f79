// What a proxy does that was not made for images: the body collected, parsed, and passed on; printed again, when something is to be changed in it.
import { Agent, type IncomingMessage, type RequestListener, request as send } from "node:http";

export function parseAndPass(sink: string, print: boolean): RequestListener {
  const { hostname, port } = new URL(sink);
  const agent = new Agent({ keepAlive: true });
  return async (request, response) => {
    const bytes = await collect(request);
    const value: unknown = JSON.parse(bytes.toString("utf8"));
    const body = print ? JSON.stringify(value) : bytes;
    const headers = { "content-length": Buffer.byteLength(body), "content-type": "application/json" };
    const upstream = send({ hostname, port, path: request.url, method: "POST", headers, agent }, (reply) => {
      response.writeHead(reply.statusCode ?? 502, { "content-type": reply.headers["content-type"] });
      reply.pipe(response);
    });
    upstream.on("error", () => response.destroy());
    upstream.end(body);
  };
}

export async function collect(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}
