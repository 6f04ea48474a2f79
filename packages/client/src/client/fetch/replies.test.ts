// Replies that go wrong, lie, or have no end; and what stands around the fetch.
import assert from "node:assert/strict";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, type TestContext, test } from "node:test";
import { API, bodyWith, HEADERS, RIGHT, WRONG } from "./fixtures/request.ts";
import { foveaFetch } from "./fovea-fetch.ts";

const INIT = { method: "POST", headers: HEADERS, body: RIGHT };

async function serving(t: TestContext, answer: RequestListener): Promise<string> {
  const server = createServer((request, response) => {
    request.resume().on("end", () => answer(request, response));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/messages`;
}

describe("a refusal", () => {
  test("that breaks off is the reply that it is, for its reader to see", async (t) => {
    const url = await serving(t, (_request, response) => {
      response.writeHead(400, { "content-type": "application/json", "content-length": 1000 });
      response.write('{"type":', () => setTimeout(() => response.destroy(), 20));
    });
    const reply = await foveaFetch()(url, INIT);
    assert.equal(reply.status, 400);
    await assert.rejects(reply.text());
  });

  test("without end is handed on all the same", async (t) => {
    const url = await serving(t, (_request, response) => {
      response.writeHead(400);
      const more = (): void => {
        if (response.writable) response.write("x".repeat(65_536), () => setImmediate(more));
      };
      more();
    });
    const reply = await foveaFetch()(url, INIT);
    assert.equal(reply.status, 400);
    await reply.body?.cancel();
  });

  test("that gives no text is left with the signal's reason", async (t) => {
    const url = await serving(t, (_request, response) => response.writeHead(400).flushHeaders());
    const controller = new AbortController();
    const reply = foveaFetch()(url, { ...INIT, signal: controller.signal });
    setTimeout(() => controller.abort(new Error("gone")), 100);
    await assert.rejects(reply, /gone/);
  });

  test("that names a limit which leaves nothing of a picture is not believed", async () => {
    const sent: string[] = [];
    const message = (limit: string) => `messages.0.content.0.image.source.base64: ${limit}`;
    for (const limit of [
      "At least one of the image dimensions exceed max allowed size: 1 pixels",
      "image exceeds 5 MB maximum: 5000 bytes > 10 bytes",
    ]) {
      const fetch = foveaFetch({
        fetch: async (_input, init) => {
          sent.push(String(init?.body));
          return Response.json({ type: "error", error: { message: message(limit) } }, { status: 400 });
        },
      });
      for (let turn = 0; turn < 2; turn++) assert.equal((await fetch(API, INIT)).status, 400);
    }
    assert.deepEqual(sent, Array(4).fill(RIGHT));
  });

  test("of one server behind a host says nothing of another that is there", async () => {
    const sent: string[] = [];
    const error = {
      message:
        "messages.0.content.0.image.source.base64.data: At least one of the image dimensions exceed max allowed size: 200 pixels",
    };
    const fetch = foveaFetch({
      fetch: async (input, init) => {
        sent.push(String(input));
        return String(input).includes("/small/") && String(init?.body) === large
          ? Response.json({ type: "error", error }, { status: 400 })
          : new Response("{}");
      },
    });
    const large = await largeBody();
    for (const name of ["small", "wide"])
      assert.equal((await fetch(`https://proxy.example/${name}/v1/messages`, { ...INIT, body: large })).status, 200);
    assert.deepEqual(
      sent.map((url) => new URL(url).pathname.split("/")[1]),
      ["small", "small", "wide"],
    );
  });
});

/** One picture of 300 x 300. */
async function largeBody(): Promise<string> {
  const { default: sharp } = await import("sharp");
  const png = await sharp({ create: { width: 300, height: 300, channels: 3, background: "red" } })
    .png()
    .toBuffer();
  return bodyWith("image/png").replace(/"data":"[^"]+"/, `"data":"${png.toString("base64")}"`);
}

test("who leaves goes at once while keys or a lock are waited for, and nothing is sent afterwards", async () => {
  const authorization =
    "AWS4-HMAC-SHA256 Credential=AKID/20261123/us-east-1/bedrock-mantle/aws4_request, SignedHeaders=host, Signature=00";
  const init = { ...INIT, headers: { ...HEADERS, authorization }, body: WRONG };
  let give: (keys: { accessKeyId: string; secretAccessKey: string }) => void = () => undefined;
  let asked: () => void = () => undefined;
  const isAsked = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const fetch = foveaFetch({
    fetch: async () => assert.fail("nothing is to be sent"),
    credentials: () => {
      asked();
      return new Promise((resolve) => {
        give = resolve;
      });
    },
  });
  const controller = new AbortController();
  const reply = fetch("https://proxy.example/v1/messages", { ...init, signal: controller.signal });
  await isAsked;
  controller.abort(new Error("gone"));
  await assert.rejects(reply, /gone/);
  give({ accessKeyId: "AKID", secretAccessKey: "s" });
  await new Promise((resolve) => setImmediate(resolve));
});

describe("what listeners throw", () => {
  test("is answered, so that no client takes it for a connection that failed and sends again", async () => {
    let sent = 0;
    for (const name of ["onPlan", "onLedger"]) {
      const thrower = () => {
        throw new Error("mine");
      };
      const inner = async () => {
        sent += 1;
        return new Response("{}");
      };
      const reply = await foveaFetch({ fetch: inner, [name]: thrower })(API, INIT);
      assert.deepEqual([reply.status, reply.headers.get("x-should-retry")], [400, "false"]);
      assert.match(
        await reply.text(),
        /onPlan or onLedger\) threw: mine The request had been sent; its reply \(status 200\)/,
      );
    }
    assert.equal(sent, 2);
  });
});

describe("the global fetch", () => {
  test("may be ours, with another library's around it", async (t) => {
    const before = globalThis.fetch;
    t.after(() => {
      globalThis.fetch = before;
    });
    globalThis.fetch = async (_input, init) => new Response(init?.body ?? "none");
    const ours = foveaFetch();
    globalThis.fetch = ours;
    let calls = 0;
    globalThis.fetch = (...args) => {
      calls += 1;
      assert.ok(calls < 10, "without end");
      return ours(...args);
    };
    assert.equal(await (await fetch("https://example.com/")).text(), "none");
    assert.equal(await (await fetch(API, { ...INIT, body: WRONG })).text(), RIGHT);
  });
});
