// Bodies that come slowly, without end, or not at all.
import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { describe, test } from "node:test";
import { API, HEADERS, RIGHT, WRONG } from "./fixtures/request.ts";
import { foveaFetch } from "./fovea-fetch.ts";
import type { FetchInput } from "./outgoing.ts";

const never = async () => assert.fail("nothing is to be sent");

/** A stream that gives its first byte and no more; `ended` says whether somebody has cancelled it. */
function stuck() {
  const state = { ended: false };
  const stream = new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode("{")),
    cancel: () => {
      state.ended = true;
    },
  });
  return { stream, state };
}

const posted = (body: unknown, more: object = {}): RequestInit =>
  ({ method: "POST", headers: HEADERS, body, duplex: "half", ...more }) as RequestInit;

describe("a body that stops coming", () => {
  test("is left with the signal's reason, and its stream is ended", async () => {
    const { stream, state } = stuck();
    const controller = new AbortController();
    const reply = foveaFetch({ fetch: never })(API, posted(stream, { signal: controller.signal }));
    const gone = new Error("gone");
    setTimeout(() => controller.abort(gone), 20);
    await assert.rejects(reply, (error) => error === gone);
    assert.equal(state.ended, true);
  });

  test("also as the body of a Request, and as a stream of Node", async () => {
    for (const make of [
      (signal: AbortSignal) => [new Request(API, posted(stuck().stream, { signal })), undefined] as const,
      (signal: AbortSignal) => [API, posted(new Readable({ read: () => undefined }), { signal })] as const,
    ]) {
      const controller = new AbortController();
      const [input, init] = make(controller.signal);
      const reply = foveaFetch({ fetch: never })(input, init);
      setTimeout(() => controller.abort(new Error("gone")), 20);
      await assert.rejects(reply, /gone/);
    }
  });
});

test("a Request without end is read no further than `maxBytes`", async () => {
  let given = 0;
  const stream = new ReadableStream({
    pull(controller) {
      given += 65_536;
      if (given > 50_000_000) controller.close();
      else controller.enqueue(new Uint8Array(65_536).fill(32));
    },
  });
  const reply = await foveaFetch({ fetch: never, maxBytes: 1_000_000 })(new Request(API, posted(stream)));
  assert.equal(reply.status, 413);
  assert.ok(given < 2_000_000, `${given} bytes were read`);
});

describe("a body that cannot be read is the caller's mistake, and thrown as a fetch throws it", () => {
  test("a stream that fails", async () => {
    const failed = new Error("disk");
    const stream = new ReadableStream({ start: (controller) => controller.error(failed) });
    await assert.rejects(foveaFetch({ fetch: never })(API, posted(stream)), (error) => error === failed);
  });

  test("a Request that was used before", async () => {
    const request = new Request(API, posted(RIGHT));
    await request.text();
    await assert.rejects(foveaFetch({ fetch: never })(request), TypeError);
  });
});

test("a body of another service that cannot be uncompressed goes on as it came", async () => {
  const sent: (RequestInit | undefined)[] = [];
  const fetch = foveaFetch({
    fetch: async (_input, init) => {
      sent.push(init);
      return new Response("passed");
    },
  });
  for (const encoding of ["br", "gzip"]) {
    const init = { method: "POST", headers: { "content-encoding": encoding }, body: new Uint8Array([1, 2, 3]) };
    assert.equal(await (await fetch("https://telephone.example/v1/messages", init)).text(), "passed");
    assert.equal(sent.at(-1), init);
  }
});

describe("what runtimes have beside the standard goes with a request that is changed", () => {
  const sent: [FetchInput, RequestInit | undefined][] = [];
  const fetch = foveaFetch({
    fetch: async (...args) => {
      sent.push(args as [FetchInput, RequestInit | undefined]);
      return new Response("{}");
    },
  });
  const beside = { dispatcher: { dispatch: () => true }, proxy: "http://proxy.example" };

  test("and its settings stay, as an object too", async () => {
    await fetch(API, posted(WRONG, { ...beside, redirect: "error" }));
    await fetch(new Request(API, posted(WRONG, { redirect: "error", credentials: "omit" })), beside as RequestInit);
    const [[, init], [request, more]] = sent as [(typeof sent)[number], (typeof sent)[number]];
    assert.ok(request instanceof Request);
    assert.deepEqual([init?.redirect, request.redirect, request.credentials], ["error", "error", "omit"]);
    assert.equal(await request.text(), RIGHT);
    for (const one of [init, more])
      assert.deepEqual(
        { dispatcher: Reflect.get(one ?? {}, "dispatcher"), proxy: Reflect.get(one ?? {}, "proxy") },
        beside,
      );
    assert.deepEqual(more, beside);
  });

  test("and with the upload of its picture", async () => {
    const seen: [string, unknown][] = [];
    const uploading = foveaFetch({
      method: "file",
      fetch: async (input, init) => {
        const { pathname } = new URL(String(input));
        seen.push([pathname, Reflect.get(init ?? {}, "proxy")]);
        if (pathname !== "/v1/files") return new Response("{}");
        await new Response(init?.body).arrayBuffer();
        return Response.json({ type: "file", id: "file_1", expires_at: null });
      },
    });
    await uploading(API, posted(RIGHT, beside));
    assert.deepEqual(seen, [
      ["/v1/files", beside.proxy],
      ["/v1/messages", beside.proxy],
    ]);
  });

  test("a signal that `init` takes away ends nothing", async () => {
    const request = new Request(API, posted(WRONG, { signal: AbortSignal.abort() }));
    assert.equal((await fetch(request, { signal: null })).status, 200);
  });

  test("headers are spelled as they were", async () => {
    const headers = { "Content-Type": "application/json", "X-Api-Key": "k", "anthropic-version": "2023-06-01" };
    await fetch(API, posted(WRONG, { headers }));
    assert.deepEqual(sent.at(-1)?.[1]?.headers, headers);
  });
});

test("urls give no more together than `maxBytes`", async () => {
  const content = [1, 2, 3].map((n) => ({ type: "image", source: { type: "url", url: `https://example.com/${n}` } }));
  const body = JSON.stringify({ model: "claude-opus-4-8", messages: [{ role: "user", content }] });
  const bytes = Buffer.from(/"data":"([^"]+)"/.exec(RIGHT)?.[1] ?? "", "base64");
  let given = 0;
  const fetch = foveaFetch({
    fetch: never,
    maxBytes: 20_000,
    async fetchUrl(url, call) {
      await call?.reserve?.(8_000);
      given += 1;
      return { bytes, finalUrl: String(url), address: "192.0.2.1", hops: 0, declared: null };
    },
  });
  const reply = await fetch("https://proxy.example/v1/messages", posted(body));
  assert.deepEqual([reply.status, given], [413, 2]);
  assert.match(await reply.text(), /messages\.0\.content\.2: .*`maxBytes`/);
});
