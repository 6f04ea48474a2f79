// A file put into a request the plain way: read whole, made a string of base64, printed as JSON.
import { readFile } from "node:fs/promises";
import { Agent, type RequestListener, request as send } from "node:http";
import { join } from "node:path";
import { collect } from "./parse.ts";
import type { ServerSettings } from "./servers.ts";

export const INLINE_FILE = "picture.png";

export function inlineAsString({ sink, directory }: ServerSettings): RequestListener {
  const { hostname, port } = new URL(sink);
  const agent = new Agent({ keepAlive: true });
  return async (request, response) => {
    const body = JSON.parse((await collect(request)).toString("utf8"));
    const data = (await readFile(join(directory, INLINE_FILE))).toString("base64");
    body.messages[0].content[0].source = { type: "base64", media_type: "image/png", data };
    const text = JSON.stringify(body);
    const headers = { "content-length": Buffer.byteLength(text), "content-type": "application/json" };
    const upstream = send({ hostname, port, path: request.url, method: "POST", headers, agent }, (reply) => {
      response.writeHead(reply.statusCode ?? 502, { "content-type": reply.headers["content-type"] });
      reply.pipe(response);
    });
    upstream.on("error", () => response.destroy());
    upstream.end(text);
  };
}
