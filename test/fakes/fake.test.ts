import assert from "node:assert/strict";
import { request } from "node:http";
import { describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import sharp from "sharp";
import { type Fake, type FakeOptions, type FakePlatform, startFake } from "./fake.ts";

// How a fake misbehaves when told to, what it records, and the shapes of files and batches that the official clients do not show.

const body = (more: object = {}): string =>
  JSON.stringify({ model: "claude-opus-4-8", max_tokens: 5, messages: [{ role: "user", content: "Hi." }], ...more });

async function withFake(
  work: (fake: Fake, send: (target: string, init?: RequestInit, key?: string) => Promise<Response>) => Promise<void>,
  options: FakeOptions = {},
  platform: FakePlatform = "anthropic",
): Promise<void> {
  const fake = await startFake(platform, options);
  const send = (target: string, init: RequestInit = {}, key = fake.credentials.key ?? ""): Promise<Response> =>
    fetch(`${fake.credentials.baseURL}${target}`, {
      ...init,
      headers: { "x-api-key": key, "anthropic-version": "2026-10-21", ...init.headers },
    });
  try {
    await work(fake, send);
  } finally {
    await fake.close();
  }
}
const post = (text: string): RequestInit => ({
  method: "POST",
  body: text,
  headers: { "content-type": "application/json" },
});
const idOf = async (response: Response): Promise<string> => ((await response.json()) as { id: string }).id;

describe("a fake", { timeout: 30_000 }, () => {
  test("answers as it was told, as often as it was told, and then as the platform would", () =>
    withFake(async (fake, send) => {
      fake.behave({ status: 529, headers: { "retry-after": "2" } }, 2);
      fake.behave({ status: 429 }, 1, "files");
      const overloaded = await send("/v1/messages", post(body()));
      assert.deepEqual([overloaded.status, overloaded.headers.get("retry-after")], [529, "2"]);
      assert.equal(((await overloaded.json()) as { error: { type: string } }).error.type, "overloaded_error");
      assert.equal((await send("/v1/messages", post(body()))).status, 529);
      assert.equal((await send("/v1/messages", post(body()))).status, 200);
      assert.equal((await send("/v1/files")).status, 429);
      assert.equal((await send("/v1/files")).status, 200);
      assert.deepEqual(
        fake.requests.map(({ status }) => status),
        [529, 529, 200, 429, 200],
      );
      fake.clear();
      assert.equal(fake.requests.length, 0);
    }));

  test("answers before the body is read when told so, and closes", () =>
    withFake(async (fake) => {
      fake.behave({ status: 413, early: true });
      const { hostname, port } = new URL(fake.url);
      const headers = { "content-length": 1_000_000, "x-api-key": fake.credentials.key ?? "" };
      const sending = request({ hostname, port, method: "POST", path: "/v1/messages", headers });
      sending.on("error", () => undefined).write('{"model"');
      const status = await new Promise((resolve) => sending.on("response", ({ statusCode }) => resolve(statusCode)));
      assert.equal(status, 413);
      assert.equal(fake.requests[0]?.status, 413);
      sending.destroy();
    }));

  test("words a status as its platform does", async () => {
    const said = (platform: FakePlatform, status: number) =>
      new Promise<string>((resolve, reject) => {
        void withFake(
          async (fake, send) => {
            fake.behave({ status });
            resolve(await (await send("/x", post("{}"))).text());
          },
          {},
          platform,
        ).catch(reject);
      });
    assert.match(await said("bedrock-legacy", 429), /^\{"message":/);
    assert.match(await said("vertex", 429), /"code":429,.*"status":"RESOURCE_EXHAUSTED"/);
    assert.match(await said("foundry", 401), /^\{"error":\{"code":"401"/);
    assert.match(await said("bedrock", 500), /"type":"api_error"/);
  });

  test("hangs until the client goes away", () =>
    withFake(async (fake, send) => {
      fake.behave("hang");
      await assert.rejects(send("/v1/messages", { ...post(body()), signal: AbortSignal.timeout(200) }));
      assert.equal(fake.requests[0]?.status, 0);
    }));

  test("cuts a stream in its middle, and a whole reply before its declared length", () =>
    withFake(async (fake, send) => {
      fake.behave("cut-stream");
      const stream = await send("/v1/messages", post(body({ stream: true })));
      assert.equal(stream.status, 200);
      let got = "";
      await assert.rejects(async () => {
        for await (const piece of stream.body ?? []) got += Buffer.from(piece).toString();
      });
      assert.match(got, /message_start/);
      assert.doesNotMatch(got, /message_stop/);
      fake.behave("cut-body");
      const whole = await send("/v1/messages", post(body()));
      await assert.rejects(whole.text());
    }));

  test("answers garbage, whole and streamed, and an error in the middle of a stream", () =>
    withFake(async (fake, send) => {
      fake.behave("garbage", 2);
      await assert.rejects((await send("/v1/messages", post(body()))).json());
      const stream = await send("/v1/messages", post(body({ stream: true })));
      assert.equal(stream.headers.get("content-type"), "text/event-stream; charset=utf-8");
      assert.doesNotMatch(await stream.text(), /^event:/m);
      fake.behave("error-event");
      const broken = await (await send("/v1/messages", post(body({ stream: true })))).text();
      assert.match(broken, /event: error\ndata: \{"type":"error","error":\{"type":"overloaded_error"/);
    }));

  test("counts a request that breaks off, and records nothing of it", () =>
    withFake(async (fake) => {
      const { hostname, port } = new URL(fake.url);
      const sending = request({
        hostname,
        port,
        method: "POST",
        path: "/v1/messages",
        headers: { "content-length": 100 },
      });
      sending.on("error", () => undefined).write('{"model"');
      await new Promise((resolve) => setTimeout(resolve, 50));
      sending.destroy();
      while (fake.broken === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      assert.equal(fake.requests.length, 0);
    }));

  test("refuses a body that is no JSON, a field no API has, and what the newer version no longer takes", () =>
    withFake(async (_, send) => {
      const of = async (text: string, version?: string): Promise<string> => {
        const headers = { ...(version === undefined ? {} : { "anthropic-version": version }) };
        const response = await send("/v1/messages", { ...post(text), headers });
        return `${response.status} ${((await response.json()) as { error?: { message: string } }).error?.message ?? ""}`;
      };
      assert.match(await of("{"), /^400 .*JSON/);
      assert.match(await of(body({ fovea: 1 })), /^400 fovea: Extra inputs are not permitted/);
      assert.match(await of(body({ temperature: 1 })), /^400 temperature/);
      assert.match(await of(body({ temperature: 1 }), "2023-06-01"), /^200/);
      assert.match(await of(body(), "2024-01-01"), /^400 anthropic-version/);
    }));
});

describe("a body", { timeout: 30_000 }, () => {
  const picture = async (width: number, height: number, transformations: object): Promise<string> => {
    const bytes = await sharp({ create: { width, height, channels: 3, background: "teal" } })
      .png()
      .toBuffer();
    const source = { type: "base64", media_type: "image/png", data: bytes.toString("base64") };
    return body({ messages: [{ role: "user", content: [{ type: "image", source, transformations }] }] });
  };

  test("may come compressed to the Claude API, and only as it says", () =>
    withFake(
      async (_, send) => {
        const packed = (bytes: Buffer, encoding: string): Promise<Response> =>
          send("/v1/messages", {
            method: "POST",
            body: new Uint8Array(bytes),
            headers: { "content-type": "application/json", "content-encoding": encoding },
          });
        assert.equal((await packed(gzipSync(body()), "gzip")).status, 200);
        assert.equal((await packed(Buffer.from(body()), "gzip")).status, 400);
        assert.equal((await packed(gzipSync(body()), "br")).status, 400);
        const large = await packed(gzipSync(body({ metadata: { user_id: "x".repeat(5000) } })), "gzip");
        assert.equal(large.status, 413);
        assert.match(await large.text(), /request_body_too_large_after_decoding/);
      },
      { limits: { maxRequestBytes: 4000 } },
    ));

  test("with an image marked to be refused rather than made smaller is refused with the size that it would get", () =>
    withFake(async (_, send) => {
      const of = async (width: number, height: number, model: string): Promise<string> => {
        const text = (await picture(width, height, { oversized_image: "error" })).replace("claude-opus-4-8", model);
        return (await send("/v1/messages", post(text))).text();
      };
      assert.match(await of(1920, 1080, "claude-opus-4-8"), /"type":"message"/);
      assert.match(
        await of(1920, 1080, "claude-haiku-4-5"),
        /downsized to 1456x819; scale the image to at most 1456x819/,
      );
      assert.match(await of(2000, 1500, "claude-haiku-4-5"), /downsized to 1270x952/);
      assert.match(await of(100, 8000, "claude-opus-4-8"), /downsized to 32x2576/);
      assert.match(await of(8000, 6000, "claude-opus-4-8"), /downsized to 2212x1659/);
    }));
});

describe("files of a fake", { timeout: 30_000 }, () => {
  const form = (fields: Record<string, string> = {}): RequestInit => {
    const data = new FormData();
    data.append("file", new File(["words"], "a.txt", { type: "text/plain" }));
    for (const [name, value] of Object.entries(fields)) data.append(name, value);
    return { method: "POST", body: data };
  };
  const BETA = { headers: { "anthropic-beta": "files-api-2025-04-14" } };

  test("belong to the credential that uploaded them", () =>
    withFake(async (fake, send) => {
      const other = fake.addCredentials().key ?? "";
      const id = await idOf(await send("/v1/files", form()));
      assert.equal((await send(`/v1/files/${id}`)).status, 200);
      assert.equal((await send(`/v1/files/${id}`, {}, other)).status, 404);
      assert.equal((await send(`/v1/files/${id}`, { method: "DELETE" }, other)).status, 404);
      assert.deepEqual(await (await send("/v1/files", {}, other)).json(), { data: [], next_page: null });
      const used = body({
        messages: [{ role: "user", content: [{ type: "document", source: { type: "file", file_id: id } }] }],
      });
      assert.equal((await send("/v1/messages", post(used), other)).status, 404);
      assert.equal((await send("/v1/messages", post(used))).status, 200);
      const picture = used.replace("document", "image");
      assert.equal((await send("/v1/messages", post(picture))).status, 400);
    }));

  test("have today's shapes, and with the beta header the older ones", () =>
    withFake(async (_, send) => {
      const id = await idOf(await send("/v1/files", form()));
      const old = (await (await send("/v1/files?limit=1", BETA)).json()) as Record<string, unknown>;
      assert.deepEqual([old.has_more, old.first_id, old.last_id], [false, id, id]);
      assert.equal("expires_at" in ((await (await send(`/v1/files/${id}`, BETA)).json()) as object), false);
      assert.equal(((await (await send(`/v1/files/${id}`)).json()) as { expires_at: unknown }).expires_at, null);
      assert.equal((await send("/v1/files?after_id=a")).status, 400);
    }));

  test("are refused with a lifetime out of range, or a part nobody knows", () =>
    withFake(async (_, send) => {
      assert.equal((await send("/v1/files", form({ expires_in_seconds: "3599" }))).status, 400);
      assert.equal((await send("/v1/files", form({ expires_in_seconds: "7776000" }))).status, 200);
      assert.equal((await send("/v1/files", form({ purpose: "vision" }))).status, 400);
      assert.equal((await send("/v1/files", post("{}"))).status, 400);
    }));
});

describe("batches of a fake", { timeout: 30_000 }, () => {
  const batch = (...ids: string[]): RequestInit =>
    post(JSON.stringify({ requests: ids.map((custom_id) => ({ custom_id, params: JSON.parse(body()) })) }));

  test("stay in progress as long as they were told, and are cancelled then, and deleted only after that", () =>
    withFake(
      async (_, send) => {
        const id = await idOf(await send("/v1/messages/batches", batch("a", "b")));
        const path = `/v1/messages/batches/${id}`;
        const status = async (target: string, init?: RequestInit): Promise<string> =>
          ((await (await send(target, init)).json()) as { processing_status: string }).processing_status;
        assert.equal(await status(path), "in_progress");
        assert.equal((await send(`${path}/results`)).status, 404);
        assert.equal((await send(path, { method: "DELETE" })).status, 400);
        assert.equal(await status(`${path}/cancel`, post("{}")), "canceling");
        assert.equal(await status(path), "ended");
        const lines = (await (await send(`${path}/results`)).text()).trim().split("\n");
        assert.deepEqual(
          lines.map((line) => JSON.parse(line)),
          ["b", "a"].map((custom_id) => ({ custom_id, result: { type: "canceled" } })),
        );
        assert.equal((await send(path, { method: "DELETE" })).status, 200);
        assert.equal((await send(path)).status, 404);
      },
      { batchMs: 3_600_000 },
    ));

  test("belong to the credential that made them, and name their rows apart", () =>
    withFake(async (fake, send) => {
      const other = fake.addCredentials().key ?? "";
      const id = await idOf(await send("/v1/messages/batches", batch("a")));
      assert.equal((await send(`/v1/messages/batches/${id}`, {}, other)).status, 404);
      assert.deepEqual(((await (await send("/v1/messages/batches", {}, other)).json()) as { data: unknown }).data, []);
      for (const wrong of [batch("a", "a"), batch(), batch("a b"), batch("x".repeat(65))])
        assert.equal((await send("/v1/messages/batches", wrong)).status, 400);
    }));
});
