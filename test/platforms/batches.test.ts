import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, type TestContext, test } from "node:test";
import Anthropic, { toFile } from "@anthropic-ai/sdk";
import fc from "fast-check";
import { listen } from "../../packages/gateway/src/doors/node.ts";
import { createGateway, type GatewayOptions } from "../../packages/gateway/src/gateway.ts";
import { freshDirectory } from "../../packages/gateway/src/store/fixtures/directories.ts";
import { openStore } from "../../packages/gateway/src/store/open-store.ts";
import { createUpstream } from "../../packages/gateway/src/upstream/load-upstream.ts";
import { type Fake, type FakeOptions, startFake } from "../fakes/fake.ts";

// Message batches through the gateway, with the official client in front and fakes behind that take what their platforms take.

const numRuns = process.env.FOVEA_SOAK === undefined ? 15 : 2_000;
const fixture = (name: string) =>
  readFileSync(join(import.meta.dirname, "../../packages/client/src/media/fixtures", name));
const PICTURES = {
  "image/png": fixture("png-rgb.png"),
  "image/jpeg": fixture("jpeg-baseline.jpg"),
} as const;
type PictureType = keyof typeof PICTURES;
const cat = readFileSync(join(import.meta.dirname, "../../examples/photos/cat.png"));
const hashOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const MODEL = "claude-opus-5-5";

async function setup(
  t: TestContext,
  platform: "anthropic" | "aws",
  options: FakeOptions = {},
  more: Partial<GatewayOptions> = {},
) {
  const fake = await startFake(platform, options);
  const store = await openStore(freshDirectory());
  const upstream = await createUpstream(settingsOf(fake), fake.credentials.env);
  const gateway = createGateway({
    engine: { model: "recorder-1", answer: async () => ({ text: "" }), close: async () => undefined },
    upstream,
    store,
    auth: "keys",
    ...more,
  });
  const server = await listen(gateway, { port: 0, drainTimeoutMs: 500 });
  t.after(async () => {
    await server.close();
    await gateway.close();
    await fake.close();
  });
  async function enter(name: string) {
    const workspace = await store.keys.addWorkspace(name);
    const { secret } = await store.keys.addKey(workspace.id, name);
    const client = new Anthropic({ apiKey: secret, baseURL: server.url, maxRetries: 0 });
    return { client, secret };
  }
  return { fake, store, enter };
}

/** The fake of the Claude API is told by settings: its own variable is not read, for it often names Fovea itself. */
function settingsOf({ platform, credentials }: Fake) {
  return platform === "anthropic"
    ? { platform: "anthropic" as const, baseUrl: credentials.baseURL }
    : { platform: "aws" as const };
}

const base64 = (bytes: Uint8Array, media_type: PictureType = "image/png") => ({
  type: "image" as const,
  source: { type: "base64" as const, media_type, data: Buffer.from(bytes).toString("base64") },
});
const question = (content: Anthropic.ContentBlockParam[]) => ({
  model: MODEL,
  max_tokens: 20,
  messages: [{ role: "user" as const, content }],
});

for (const platform of ["anthropic", "aws"] as const)
  describe(`batches on ${platform}`, { timeout: 120_000 }, () => {
    test("the official client makes one with base64, url and file, waits for it, reads its results, and deletes it", async (t) => {
      // The test moves the platform's clock, by less than a signature may be off: no machine is so slow that the batch ends before.
      let aheadMs = 0;
      const { fake, enter } = await setup(t, platform, { batchMs: 60_000, now: () => Date.now() + aheadMs });
      const { client } = await enter("a");
      const file = await client.files.upload({ file: await toFile(cat, "cat.png", { type: "image/png" }) });
      const requests = [
        { custom_id: "base64", params: question([base64(cat)]) },
        {
          custom_id: "url",
          params: question([{ type: "image", source: { type: "url", url: "https://example.com/cat.png" } }]),
        },
        {
          custom_id: "file",
          params: question([
            {
              type: "tool_result",
              tool_use_id: "toolu_1",
              content: [{ type: "image", source: { type: "file", file_id: file.id } }],
            },
          ]),
        },
        { custom_id: "text", params: question([{ type: "text", text: "no picture" }]) },
      ];
      const made = await client.messages.batches.create({ requests }).withResponse();
      assert.equal(made.response.headers.get("fovea-images"), "in=3 out=3");
      const { id } = made.data;
      assert.equal(made.data.processing_status, "in_progress");
      const created = fake.requests.findLast(({ method, target }) => method === "POST" && target.includes("/batches"));
      assert.deepEqual(
        created?.images.map(({ at, sha256, ref }) => [at, sha256 ?? ref]),
        [
          ["requests.0.params.messages.0.content.0", hashOf(cat)],
          ["requests.1.params.messages.0.content.0", "https://example.com/cat.png"],
          ["requests.2.params.messages.0.content.0.content.0", hashOf(cat)],
        ],
      );
      await assert.rejects(client.messages.batches.delete(id), Anthropic.BadRequestError);
      assert.equal((await client.messages.batches.retrieve(id)).processing_status, "in_progress");

      aheadMs = 60_000;
      const batch = await client.messages.batches.retrieve(id);
      assert.equal(batch.processing_status, "ended");
      assert.equal(batch.results_url, `/v1/messages/batches/${id}/results`);
      const results: Record<string, string> = {};
      for await (const { custom_id, result } of await client.messages.batches.results(id))
        results[custom_id] = result.type;
      assert.deepEqual(results, { base64: "succeeded", url: "succeeded", file: "succeeded", text: "succeeded" });
      assert.equal((await client.messages.batches.delete(id)).type, "message_batch_deleted");
      await assert.rejects(client.messages.batches.retrieve(id), Anthropic.NotFoundError);
      assert.deepEqual(fake.leaks, []);
    });

    test("a batch that runs is cancelled, and lists are read page by page, also by who deletes on the way", async (t) => {
      const { enter } = await setup(t, platform, { batchMs: 600_000 });
      const { client } = await enter("a");
      const made: string[] = [];
      for (let index = 0; index < 5; index++) {
        const requests = [{ custom_id: "x", params: question([base64(cat)]) }];
        made.unshift((await client.messages.batches.create({ requests })).id);
      }
      const listed: string[] = [];
      for await (const { id } of client.messages.batches.list({ limit: 2 })) {
        listed.push(id);
        assert.equal((await client.messages.batches.cancel(id)).processing_status, "canceling");
        assert.equal((await client.messages.batches.retrieve(id)).request_counts.canceled, 1);
        await client.messages.batches.delete(id);
      }
      assert.deepEqual(listed, made);
      assert.deepEqual((await client.messages.batches.list()).data, []);
    });

    test("of two workspaces on one credential neither sees, lists, reads, cancels or deletes the other's", async (t) => {
      const { fake, enter } = await setup(t, platform);
      const [a, b] = [await enter("a"), await enter("b")];
      const ids: string[] = [];
      for (const { client } of [a, b])
        ids.push((await client.messages.batches.create({ requests: [{ custom_id: "x", params: question([]) }] })).id);
      const [first, second] = ids as [string, string];
      for (const [one, own, other] of [
        [a, first, second],
        [b, second, first],
      ] as const) {
        const { client, secret } = one;
        assert.deepEqual(
          (await client.messages.batches.list()).data.map(({ id }) => id),
          [own],
        );
        const before = fake.requests.length;
        for (const attempt of [
          () => client.messages.batches.retrieve(other),
          () => client.messages.batches.results(other),
          () => client.get(`/v1/messages/batches/${other}/results`),
          () => client.messages.batches.cancel(other),
          () => client.messages.batches.delete(other),
        ])
          await assert.rejects(attempt(), (error: unknown) => {
            assert.ok(error instanceof Anthropic.NotFoundError);
            return error.message.includes(`Message Batch ${other} not found.`);
          });
        assert.equal(fake.requests.length, before, "the platform was not asked");
        assert.ok(
          !fake.requests.some(({ headers, body }) => JSON.stringify(headers).includes(secret) || body.includes(secret)),
        );
      }
      for (const [{ client }, id] of [
        [a, first],
        [b, second],
      ] as const)
        assert.equal((await client.messages.batches.retrieve(id)).processing_status, "ended");
      assert.deepEqual(fake.leaks, []);
    });

    test("files of one workspace are not to be had in the batch of another", async (t) => {
      const { fake, enter } = await setup(t, platform);
      const [a, b] = [await enter("a"), await enter("b")];
      const file = await a.client.files.upload({ file: await toFile(cat, "cat.png", { type: "image/png" }) });
      const params = question([{ type: "image", source: { type: "file", file_id: file.id } }]);
      const create = b.client.messages.batches.create({ requests: [{ custom_id: "x", params }] });
      await assert.rejects(create, Anthropic.NotFoundError);
      assert.equal(fake.requests.length, 0);
    });
  });

test(`property: images in are images out, request by request, in ${numRuns} batches`, {
  timeout: 600_000,
}, async (t) => {
  const { fake, enter } = await setup(t, "anthropic");
  const { client } = await enter("a");
  const ids = {} as Record<PictureType, string>;
  for (const [type, bytes] of Object.entries(PICTURES))
    ids[type as PictureType] = (await client.files.upload({ file: await toFile(bytes, "a", { type }) })).id;

  const types = fc.constantFrom(...(Object.keys(PICTURES) as PictureType[]));
  const picture = fc.record({
    type: types,
    declared: types,
    method: fc.constantFrom("base64" as const, "file" as const),
    nested: fc.boolean(),
  });
  const batches = fc.array(fc.array(fc.option(picture), { maxLength: 4 }), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(batches, async (batch) => {
      const expected: [string, string][] = [];
      const requests = batch.map((pictures, request) => {
        const content = pictures.map((one, index): Anthropic.ContentBlockParam => {
          if (one === null) return { type: "text", text: `\u0000 "data":"${"A".repeat(5000)}" base64` };
          const { type, declared, method, nested } = one;
          const at = `requests.${request}.params.messages.0.content.${index}${nested ? ".content.0" : ""}`;
          expected.push([at, hashOf(PICTURES[type])]);
          const block: Anthropic.ImageBlockParam =
            method === "file"
              ? { type: "image", source: { type: "file", file_id: ids[type] } }
              : base64(PICTURES[type], declared);
          return nested ? { type: "tool_result", tool_use_id: "toolu_1", content: [block] } : block;
        });
        return { custom_id: `r${request}`, params: question(content) };
      });
      fake.clear();
      const { response } = await client.messages.batches.create({ requests }).withResponse();
      const created = fake.requests.find(({ target }) => target.includes("/batches"));
      assert.deepEqual(
        created?.images.map(({ at, sha256 }) => [at, sha256]),
        expected,
      );
      assert.equal(response.headers.get("fovea-images"), `in=${expected.length} out=${expected.length}`);
      const sent = JSON.parse(created?.body.toString() ?? "") as typeof requests extends (infer R)[]
        ? { requests: R[] }
        : never;
      assert.deepEqual(sent.requests.map(withoutSources), requests.map(withoutSources));
    }),
    { seed: 5, numRuns },
  );
});

/** Sources are what may differ. */
function withoutSources(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, one) => (key === "source" ? null : one)));
}
