// The floor: what Node takes to pass a request on without looking at it. Nothing that passes bodies through Node's http can be faster.
import { Agent, type RequestListener, request as send } from "node:http";

export function pipeTo(sink: string): RequestListener {
  const { hostname, port } = new URL(sink);
  const agent = new Agent({ keepAlive: true });
  return (request, response) => {
    const { "content-length": length = "0", "content-type": type = "application/json" } = request.headers;
    const headers = { "content-length": length, "content-type": type };
    const upstream = send({ hostname, port, path: request.url, method: request.method, headers, agent }, (reply) => {
      response.writeHead(reply.statusCode ?? 502, { "content-type": reply.headers["content-type"] });
      response.flushHeaders();
      reply.pipe(response);
    });
    upstream.on("error", () => response.destroy());
    // A stream whose reader leaves would go on for ever.
    response.on("close", () => response.writableFinished || upstream.destroy());
    request.pipe(upstream);
  };
}
