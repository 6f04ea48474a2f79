import assert from "node:assert/strict";
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { toFile } from "@anthropic-ai/sdk";
import { cat, counter, type OpenGateway, openGateway, root, SDKS } from "./fixtures/gateway.ts";

// client.files and client.beta.files of the official TypeScript SDK on a real socket.

const OLD = ["files-api-2025-04-14"];
const COUNT = 250;

describe("the files of the official TypeScript SDK", { timeout: 120_000 }, () => {
  let gateway: OpenGateway;
  before(async () => {
    gateway = await openGateway(counter);
  });
  after(() => gateway.close());

  for (const [version, Client] of SDKS) {
    const client = () => new Client({ apiKey: gateway.apiKey, baseURL: gateway.baseURL, maxRetries: 0 });
    const words = (name: string) => toFile(Buffer.from(`words of ${name}`), name, { type: "text/plain" });

    test(`${version}: files.upload, retrieveMetadata and delete`, async () => {
      const { files } = client();
      // A stream has no type of its own: it is proven.
      const stream = createReadStream(join(root, "examples/photos/cat.png"));
      const file = await files.upload({ file: stream, expires_in_seconds: 3600 });
      const { id, created_at, ...rest } = file;
      assert.deepEqual(rest, {
        type: "file",
        filename: "cat.png",
        mime_type: "image/png",
        size_bytes: cat.length,
        downloadable: false,
        expires_at: new Date(Date.parse(created_at) + 3_600_000).toISOString(),
      });
      assert.deepEqual(await files.retrieveMetadata(id), file);
      assert.deepEqual(await files.delete(id), { id, type: "file_deleted" });
      await assert.rejects(files.retrieveMetadata(id), Client.NotFoundError);
    });

    test(`${version}: beta.files with the beta header has the shape of before, without it the general one`, async () => {
      const { files } = client().beta;
      const general = await files.upload({ file: await words("a.txt") });
      assert.equal(general.expires_at, null);
      const old = await files.retrieveMetadata(general.id, { betas: OLD });
      assert.equal("expires_at" in old, false);
      const body = await (await files.list({ limit: 1, betas: OLD }).asResponse()).json();
      assert.deepEqual([body.first_id, body.last_id, "next_page" in body], [general.id, general.id, false]);
      const page = await (await files.list({ limit: 1 }).asResponse()).json();
      assert.deepEqual(Object.keys(page), ["data", "next_page"]);
      assert.deepEqual(await files.delete(general.id, { betas: OLD }), { id: general.id, type: "file_deleted" });
    });

    test(`${version}: ${COUNT} files come in pages, newest first, by either namespace and either kind of cursor`, async () => {
      const { files, beta } = client();
      const ids: string[] = [];
      for (let index = 0; index < COUNT; index += 1) {
        gateway.clock.aheadMs += 1000;
        ids.unshift((await files.upload({ file: await words(`${index}.txt`) })).id);
      }
      const listed: Record<string, string[]> = { general: [], beta: [], after: [], before: [] };
      for await (const { id } of files.list()) listed.general?.push(id);
      for await (const { id } of beta.files.list({ limit: 99 })) listed.beta?.push(id);
      // The SDK's own iterator knows `page` alone; the old cursors are followed by hand, to the end and back.
      type Old = { data: { id: string }[]; has_more: boolean; first_id: string; last_id: string };
      const old = (query: object) =>
        client().get<Old>("/v1/files", { query, headers: { "anthropic-beta": OLD.join() } });
      let page = await old({ limit: 60 });
      for (;;) {
        listed.after?.push(...page.data.map(({ id }) => id));
        if (!page.has_more) break;
        page = await old({ limit: 60, after_id: page.last_id });
      }
      listed.before?.unshift(...page.data.map(({ id }) => id));
      do {
        page = await old({ limit: 60, before_id: page.first_id });
        listed.before?.unshift(...page.data.map(({ id }) => id));
      } while (page.has_more);
      for (const [way, found] of Object.entries(listed)) assert.deepEqual(found, ids, way);

      const chosen = await files.list({ ids: [ids[3] ?? "", "file_unknown", ids[200] ?? ""] });
      assert.deepEqual([chosen.data.map(({ id }) => id), chosen.hasNextPage()], [[ids[3], ids[200]], false]);
    });

    test(`${version}: whoever deletes what the list gives, while it gives it, deletes all`, async () => {
      const { files } = client();
      let deleted = 0;
      for await (const { id } of files.list({ limit: 20 })) {
        await files.delete(id);
        deleted += 1;
      }
      assert.equal(deleted, COUNT);
      assert.deepEqual((await files.list()).data, []);
    });

    test(`${version}: a second workspace sees nothing of the first's files`, async () => {
      const { id } = await client().files.upload({ file: await words("secret.txt") });
      const other = new Client({
        apiKey: await gateway.keyOfAnotherWorkspace(version),
        baseURL: gateway.baseURL,
        maxRetries: 0,
      });
      assert.deepEqual((await other.files.list()).data, []);
      assert.deepEqual((await other.files.list({ ids: [id] })).data, []);
      await assert.rejects(other.files.retrieveMetadata(id), Client.NotFoundError);
      await assert.rejects(other.files.delete(id), Client.NotFoundError);
      await assert.rejects(other.files.download(id), Client.NotFoundError);
      const content = [{ type: "image" as const, source: { type: "file" as const, file_id: id } }];
      await assert.rejects(
        other.messages.create({ model: "claude-opus-4-8", max_tokens: 9, messages: [{ role: "user", content }] }),
        Client.NotFoundError,
      );
      await client().files.delete(id);
    });
  }
});
