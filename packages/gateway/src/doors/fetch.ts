// The door for use in one process: a `fetch` that never opens a socket. An official SDK takes it as its `fetch` option.
import type { GatewayReply, GatewayRequest } from "../exchange.ts";

export type FetchDoor = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** Turns a request handler into a `fetch`. Scheme and host of the URL are ignored. */
export function createFetchDoor(handle: (request: GatewayRequest) => Promise<GatewayReply>): FetchDoor {
  return async (input, init) => {
    const request = new Request(input, init as RequestInit);
    request.signal.throwIfAborted();
    const { pathname, searchParams } = new URL(request.url);
    const reply = await handle({
      method: request.method,
      path: pathname,
      query: searchParams,
      headers: Object.fromEntries(request.headers),
      body: request.body ? piecesOf(request.body) : nothing(),
      signal: request.signal,
    });
    return new Response(typeof reply.body === "string" ? reply.body : streamOf(reply.body), {
      status: reply.status,
      headers: reply.headers,
    });
  };
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

async function* piecesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) yield piece.value;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function streamOf(pieces: AsyncIterable<string | Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = pieces[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(typeof value === "string" ? encoder.encode(value) : value);
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}
