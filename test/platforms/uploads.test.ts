// A platform's own files: each picture is there once, is found again, and comes back when the platform has forgotten it.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { fixture, sized } from "../../packages/gateway/src/handlers/messages/fixtures/bodies.ts";
import type { FakePlatform } from "../fakes/limits.ts";
import { type Behind, type BehindOptions, behind, WITH_FILES } from "./behind.ts";

const PICTURES = ["png-rgb.png", "png-bilevel.png", "png-palette.png"].map(fixture);
const HASHES = PICTURES.map((bytes) => createHash("sha256").update(bytes).digest("hex"));

const byFile = (file_id: string): object => ({ type: "image", source: { type: "file", file_id } });
const inline = (bytes: Uint8Array): object => ({
  type: "image",
  source: { type: "base64", media_type: "image/png", data: Buffer.from(bytes).toString("base64") },
});
const ask = (content: readonly object[]): object => ({
  model: "claude-opus-4-8",
  max_tokens: 10,
  messages: [{ role: "user", content }],
});

async function withAll(
  options: BehindOptions,
  work: (at: Behind) => Promise<void>,
  platforms: Iterable<FakePlatform> = WITH_FILES,
): Promise<void> {
  for (const platform of platforms) {
    const at = await behind(platform, options);
    try {
      await work(at);
      assert.deepEqual(at.fake.leaks, []);
    } finally {
      await at.close();
    }
  }
}

const uploadsOf = ({ fake }: Behind) =>
  fake.requests.filter(({ method, target }) => method === "POST" && /\/v1\/files$/.test(target));
const asksOf = ({ fake }: Behind) => fake.requests.filter(({ target }) => /\/messages/.test(target));

test("ten conversations at the same time that share three pictures upload each once", { timeout: 120_000 }, () =>
  withAll({}, async (at) => {
    const ids: string[] = [];
    for (const bytes of PICTURES) ids.push(await at.upload(bytes, "image/png"));
    const replies = await Promise.all(
      Array.from({ length: 10 }, async (_, index) => {
        // Each begins with another of them, and asks a second time when the first turn is answered.
        const blocks = [0, 1, 2].map((step) => byFile(ids[(index + step) % 3] ?? ""));
        const turns = [await at.ask("/v1/messages", ask(blocks)), await at.ask("/v1/messages", ask(blocks))];
        return turns.map(({ status }) => status);
      }),
    );
    assert.deepEqual(replies.flat(), Array(20).fill(200));
    assert.equal(uploadsOf(at).length, 3);
    const there = [...at.fake.files.values()].map(({ sha256 }) => sha256);
    assert.deepEqual(there.sort(), [...HASHES].sort());
    for (const { images } of asksOf(at)) {
      assert.deepEqual(new Set(images.map(({ method }) => method)), new Set(["file"]));
      assert.deepEqual(images.map(({ sha256 }) => sha256).sort(), [...HASHES].sort());
    }
    const steps = at.lines.flatMap(({ images }) => images.map(({ step }) => step));
    assert.deepEqual(new Set(steps), new Set(["upload", "reference"]));
  }),
);

for (const [name, lose] of [
  ["has forgotten one", (at: Behind) => at.fake.forget([...at.fake.files.keys()][0] ?? "")],
  ["has let all expire", (at: Behind) => at.fake.expireAll()],
] as const)
  test(`when the platform ${name}, the next request uploads it again and succeeds`, { timeout: 120_000 }, () =>
    withAll({}, async (at) => {
      const ids = [
        await at.upload(PICTURES[0] as Uint8Array, "image/png"),
        await at.upload(PICTURES[1] as Uint8Array, "image/png"),
      ];
      const body = ask([byFile(ids[0] ?? ""), byFile(ids[1] ?? "")]);
      for (const stream of [false, true]) {
        assert.equal((await at.ask("/v1/messages", body)).status, 200);
        const before = uploadsOf(at).length;
        lose(at);
        const response = await at.ask("/v1/messages", { ...body, stream });
        assert.equal(response.status, 200, await response.text());
        const record = asksOf(at).at(-1);
        assert.equal(record?.status, 200);
        assert.deepEqual(
          record?.images.map(({ sha256 }) => sha256),
          HASHES.slice(0, 2),
        );
        const again = uploadsOf(at).length - before;
        assert.ok(again >= 1 && again <= 2, `${again}`);
        assert.equal(response.headers.get("fovea-images"), "in=2 out=2");
      }
      // Ten who find it gone at the same time upload it once.
      const before = uploadsOf(at).length;
      at.fake.forget([...at.fake.files.keys()].at(-1) ?? "");
      const replies = await Promise.all(Array.from({ length: 10 }, () => at.ask("/v1/messages", body)));
      assert.deepEqual(
        replies.map(({ status }) => status),
        Array(10).fill(200),
      );
      assert.ok(uploadsOf(at).length - before <= 1);
    }),
  );

test("a file with an expiry expires on the platform too, and is there again for a request after that", {
  timeout: 120_000,
}, async () => {
  let time = Date.UTC(2026, 10, 23);
  await withAll(
    { now: () => time, files: { uploads: "auto" } },
    async (at) => {
      const large = inline(sized(100, 100, 8_000_000));
      assert.equal((await at.ask("/v1/messages", ask([large]))).status, 200);
      time += 23 * 3_600_000;
      assert.equal((await at.ask("/v1/messages", ask([large]))).status, 200);
      assert.equal(uploadsOf(at).length, 1);
      const [file] = at.fake.files.values();
      assert.equal((file?.expiresAt ?? 0) - (file?.createdAt ?? 0), 24 * 3_600_000);
      time += 3_600_000 - 60_000;
      const response = await at.ask("/v1/messages", ask([large]));
      assert.equal(response.status, 200, await response.text());
      assert.equal(uploadsOf(at).length, 2, "what expires in a minute counts as gone");
      time += 3_600_000;
      // Signatures and tokens have clocks of their own, which this test does not turn.
    },
    ["anthropic", "foundry"],
  );
});

test("by default nothing is uploaded that was not sent as a file, and nothing at all where that is not wanted", {
  timeout: 120_000,
}, async () => {
  const large = sized(100, 100, 8_000_000);
  await withAll({ urls: { "https://example.com/a.png": PICTURES[0] as Uint8Array } }, async (at) => {
    const url = { type: "image", source: { type: "url", url: "https://example.com/a.png" } };
    assert.equal((await at.ask("/v1/messages", ask([inline(PICTURES[0] as Uint8Array), url]))).status, 200);
    const refused = await at.ask("/v1/messages", ask([inline(large)]));
    assert.equal(refused.status, 400);
    assert.match(await refused.text(), /10666744 bytes as base64; the most for .* is 10485760/);
    assert.equal(uploadsOf(at).length, 0);
  });
  await withAll({ files: { uploads: "never" } }, async (at) => {
    const id = await at.upload(PICTURES[0] as Uint8Array, "image/png");
    assert.equal((await at.ask("/v1/messages", ask([byFile(id)]))).status, 200);
    assert.deepEqual(
      asksOf(at)[0]?.images.map(({ method, sha256 }) => [method, sha256]),
      [["base64", HASHES[0]]],
    );
    assert.equal(uploadsOf(at).length, 0);
  });
});

test("a file that its owner deletes goes from the platform as well", { timeout: 120_000 }, () =>
  withAll({}, async (at) => {
    const [one, same] = [
      await at.upload(PICTURES[0] as Uint8Array, "image/png"),
      await at.upload(PICTURES[0] as Uint8Array, "image/png"),
    ];
    await at.ask("/v1/messages", ask([byFile(one)]));
    const remove = (id: string) =>
      at.gateway.fetch(`http://fovea/v1/files/${id}`, {
        method: "DELETE",
        headers: { "anthropic-version": "2023-06-01" },
      });
    assert.equal((await remove(one)).status, 200);
    assert.equal((await at.ask("/v1/messages", ask([byFile(same)]))).status, 200);
    assert.equal(at.fake.files.size, 1, "another file of the same bytes is there");
    assert.equal((await remove(same)).status, 200);
    for (let waits = 0; at.fake.files.size > 0 && waits < 200; waits++)
      await new Promise((resolve) => setTimeout(resolve, 10));
    assert.equal(at.fake.files.size, 0);
    const gone = at.fake.requests.filter(({ method }) => method === "DELETE").map(({ status }) => status);
    assert.deepEqual(gone, [200]);
  }),
);
