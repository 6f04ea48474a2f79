// A fetch whose requests go to a platform of the configuration, which proves who it is in its own way: for an official client that knows none of that.
import { type Fetch, formBehind } from "@fovea/client/internal/files/form-fetch";
import type { Upstream } from "@fovea/gateway";

/** What of an official client's headers goes on. Credentials are the upstream's own. */
const KEPT = ["accept", "content-type"] as const;

/** For calls of the Files API: without a body, or with a form that was made to be read while it is sent. */
export function upstreamFetch(upstream: Upstream): Fetch {
  return async (input, init = {}) => {
    const { pathname, search } = new URL(input instanceof Request ? input.url : input);
    const form = formBehind(init.body);
    if (form === null && init.body !== undefined && init.body !== null)
      throw new TypeError("only forms go to a platform this way");
    const given = new Headers(init.headers);
    const kept = KEPT.flatMap((name) => {
      const value = given.get(name);
      return value === null ? [] : [[name, value] as const];
    });
    const open = form === null ? nothing : () => form.open();
    const reply = await upstream.send({
      method: init.method ?? "GET",
      target: pathname + search,
      headers: { "anthropic-version": "2023-06-01", ...Object.fromEntries(kept) },
      length: form?.length ?? 0,
      body: open(),
      rehearse: open,
      signal: init.signal ?? new AbortController().signal,
    });
    const body = typeof reply.body === "string" ? reply.body : await textOf(reply.body);
    return new Response(body, { status: reply.status, headers: { ...reply.headers } });
  };
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

async function textOf(body: AsyncIterable<string | Uint8Array>): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of body) pieces.push(Buffer.from(piece as Uint8Array));
  return Buffer.concat(pieces).toString();
}
