// Two workspaces behind one credential of a platform: neither sees, uses or lists what is the other's, and no key of a caller goes on.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { createMemoryStore } from "@fovea/gateway";
import { fixture } from "../../packages/gateway/src/handlers/messages/fixtures/bodies.ts";
import { type Behind, behind, PLATFORMS, WITH_FILES } from "./behind.ts";

const PNG = fixture("png-rgb.png");
const byFile = (file_id: string): object => ({
  model: "claude-opus-4-8",
  max_tokens: 10,
  messages: [{ role: "user", content: [{ type: "image", source: { type: "file", file_id } }] }],
});

for (const platform of PLATFORMS)
  describe(platform, { timeout: 120_000 }, () => {
    let at: Behind;
    const keys: Record<string, string>[] = [];
    const files: string[] = [];
    before(async () => {
      const store = createMemoryStore();
      at = await behind(platform, { store, auth: "keys", files: { foreignFiles: true } });
      for (const name of ["mine", "yours"]) {
        const workspace = await store.keys.addWorkspace(name);
        const { secret } = await store.keys.addKey(workspace.id, "laptop");
        keys.push({ "x-api-key": secret });
        files.push(await at.upload(PNG, "image/png", { "x-api-key": secret }));
      }
    });
    after(async () => {
      // Whatever was asked, as a bearer too, in headers or query.
      assert.deepEqual(at.fake.leaks, []);
      await at.close();
    });

    const get = async (path: string, who: number) => {
      const headers = { "anthropic-version": "2023-06-01", ...keys[who] };
      const response = await at.gateway.fetch(`http://fovea${path}`, { headers });
      return { status: response.status, json: (await response.json()) as { data?: readonly { id: string }[] } };
    };
    const asked = () => at.fake.requests.filter(({ target }) => !target.includes("/v1/files"));

    test("each uses its own file, of the same bytes, and each has an upload of its own", async () => {
      for (const who of [0, 1]) {
        const response = await at.ask("/v1/messages", byFile(files[who] ?? ""), keys[who]);
        assert.equal(response.status, 200, await response.text());
      }
      assert.equal(at.fake.files.size, WITH_FILES.has(platform) ? 2 : 0);
      const refs = asked().map(({ images }) => images[0]?.ref ?? null);
      if (WITH_FILES.has(platform)) assert.equal(new Set(refs).size, 2, "nobody points to the other's");
    });

    test("neither uses the other's file, nor what was uploaded for the other, whatever is configured", async () => {
      const before = asked().length;
      for (const [who, other] of [
        [0, 1],
        [1, 0],
      ] as const) {
        const theirs = at.lines[other]?.workspace;
        assert.ok(theirs !== undefined);
        const onPlatform = asked()[other]?.images[0]?.ref ?? null;
        for (const id of [files[other] ?? "", ...(onPlatform === null ? [] : [onPlatform])]) {
          // Without a row of its own, an id of the gateway is a platform's to know: it knows none.
          const response = await at.ask("/v1/messages", byFile(id), keys[who]);
          const text = await response.text();
          assert.equal(response.status, 404, text);
          assert.match(text, new RegExp(`File \`${id}\` not found`));
        }
      }
      for (const { status } of asked().slice(before)) assert.equal(status, 404);
      assert.equal(at.fake.files.size, WITH_FILES.has(platform) ? 2 : 0);
    });

    test("neither lists or reads the other's files, and nobody lists the platform's", async () => {
      for (const [who, other] of [
        [0, 1],
        [1, 0],
      ] as const) {
        const { json } = await get("/v1/files", who);
        assert.deepEqual(
          json.data?.map(({ id }) => id),
          [files[who]],
        );
        assert.equal((await get(`/v1/files/${files[other]}`, who)).status, 404);
        assert.deepEqual((await get(`/v1/files?ids[]=${files[other]}`, who)).json.data, []);
      }
    });

    test("a deletion by one leaves the other's upload where it is", async () => {
      const headers = { "anthropic-version": "2023-06-01", ...keys[1] };
      for (const [id, status] of [
        [files[0], 404],
        [files[1], 200],
      ] as const) {
        const response = await at.gateway.fetch(`http://fovea/v1/files/${id}`, { method: "DELETE", headers });
        assert.equal(response.status, status);
      }
      const left = WITH_FILES.has(platform) ? 1 : 0;
      for (let waits = 0; at.fake.files.size > left && waits < 200; waits++)
        await new Promise((resolve) => setTimeout(resolve, 10));
      assert.equal(at.fake.files.size, left);
      const response = await at.ask("/v1/messages", byFile(files[0] ?? ""), keys[0]);
      assert.equal(response.status, 200, await response.text());
      assert.equal(at.fake.files.size, left);
    });

    test("keys are taken in both spellings, and go no further in any", async () => {
      const secret = keys[0]?.["x-api-key"] ?? "";
      const body = { ...byFile(files[0] ?? ""), metadata: { user_id: "u" } };
      const spellings: Record<string, string>[] = [
        { authorization: `Bearer ${secret}` },
        { "x-api-key": secret, cookie: secret, "x-secret": secret },
      ];
      for (const headers of spellings) {
        const response = await at.ask(`/v1/messages?beta=true`, body, headers);
        assert.equal(response.status, 200, await response.text());
      }
      for (const { headers } of at.fake.requests) assert.ok(!JSON.stringify(headers).includes(secret.slice(10)));
    });
  });
