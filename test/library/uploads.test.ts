import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, test } from "node:test";
import { createFileLedger, createFovea, createMemoryLedger, type FoveaOptions, type Progress } from "@fovea/client";
import sharp from "sharp";
import { type Fake, startFake } from "../fakes/fake.ts";
import { cat, catPath } from "../inputs/makers.ts";
import { officialClient } from "../platforms/clients.ts";

// Upload once: by `method: "file"` and by `upload()`, against a fake that keeps files as the Claude API does.

describe("uploads", { timeout: 60_000 }, () => {
  let fake: Fake;
  const client = (options: FoveaOptions = {}) =>
    createFovea({
      client: officialClient("anthropic", fake.credentials),
      platform: "anthropic",
      model: "claude-opus-4-8",
      ...options,
    });
  const uploaded = (): number =>
    fake.requests.filter(({ method, target }) => method === "POST" && target.startsWith("/v1/files")).length;
  beforeEach(async () => {
    fake = await startFake("anthropic");
  });
  afterEach(() => fake.close());

  test("a path by method file is uploaded once, for a day, however often and by however many calls it is asked about", async () => {
    const fovea = client();
    const before = Date.now();
    const answers = await Promise.all([1, 2, 3].map(() => fovea.ask(catPath, "?", { method: "file" })));
    const streamed = await fovea.stream(cat, "?", { method: "file" }).answer;
    const ids = new Set([...answers, streamed].map(({ images }) => images.lines[0]?.fileId));
    assert.equal(ids.size, 1);
    assert.equal(uploaded(), 1);
    assert.deepEqual([answers[0]?.plan.steps[0]?.action, streamed.plan.steps[0]?.action], ["upload", "reference"]);
    const [file] = fake.files.values();
    const lasts = (Number(file?.expiresAt) - before) / 1000;
    assert.ok(Math.abs(lasts - 86_400) < 60, String(lasts));
  });

  test("nothing is uploaded that nobody asked for, and nothing at all where the policy says never", async () => {
    await client().ask(catPath, "?");
    await assert.rejects(client().ask(catPath, "?", { method: "file", uploads: "never" }), {
      code: "capability.uploads",
    });
    assert.equal(uploaded(), 0);
  });

  test("with uploads auto, what would make the request too long goes as a file; what fits does not", async () => {
    const fovea = client({ uploads: "auto", capabilities: { maxRequestBytes: 300_000 } });
    const small = await sharp(cat).resize(100).png().toBuffer();
    const { images } = await fovea.ask([catPath, small], "?");
    assert.deepEqual(
      images.lines.map(({ method, step }) => [method, step]),
      [
        ["file", "upload"],
        ["base64", "inline"],
      ],
    );
    assert.equal(uploaded(), 1);
  });

  test("what upload() put there is found by later calls that say nothing of it", async () => {
    const fovea = client();
    const first = await fovea.upload(catPath);
    const second = await fovea.upload(cat);
    assert.deepEqual([first.reused, second.reused, first.fileId === second.fileId], [false, true, true]);
    assert.deepEqual([first.expiresAt, first.mediaType, first.bytes], [null, "image/png", cat.length]);
    const { images } = await fovea.ask(catPath, "?");
    assert.deepEqual([images.lines[0]?.step, images.lines[0]?.fileId], ["reference", first.fileId]);
    assert.equal(uploaded(), 1);
  });

  test("a large picture is uploaded in the size the model sees, and found there by ask", async () => {
    const large = await sharp({ create: { width: 4000, height: 3000, channels: 3, background: "teal" } })
      .jpeg()
      .toBuffer();
    const fovea = client();
    const { fileId, bytes, mediaType } = await fovea.upload(large);
    assert.equal(mediaType, "image/jpeg");
    assert.ok(bytes < large.length);
    const { images } = await fovea.ask(large, "?", { method: "file" });
    const [line] = images.lines;
    assert.equal(line?.fileId, fileId);
    assert.ok((line?.sent?.width ?? 0) > 1000 && (line?.sent?.width ?? 4000) < 4000);
    assert.equal(uploaded(), 1);
    const whole = await fovea.upload(large, { fit: "never" });
    assert.equal(whole.bytes, large.length);
  });

  test("PDFs, texts, urls and streams are uploaded too; a file id, several pages and a platform's file are not", async () => {
    const fovea = client();
    const pdf = new URL("../../examples/documents/invoice.pdf", import.meta.url);
    const found = await fovea.upload(pdf, { expiresInSeconds: 7200, filename: "may.pdf" });
    assert.equal(found.mediaType, "application/pdf");
    assert.ok(Math.abs((found.expiresAt ?? 0) - Date.now() - 7_200_000) < 60_000);
    assert.equal(fake.files.get(found.fileId)?.filename, "may.pdf");
    const readme = await fovea.upload(new URL("../../examples/documents/README.md", import.meta.url));
    assert.equal(readme.mediaType, "text/plain");
    assert.equal((await fovea.upload(new Blob([new Uint8Array(cat)]).stream())).bytes, cat.length);
    await assert.rejects(fovea.upload({ fileId: readme.fileId }), { code: "input.already-file" });
    await assert.rejects(fovea.upload([catPath] as never), TypeError);
    await assert.rejects(fovea.upload(catPath, { expiresInSeconds: 5 }), TypeError);
  });

  for (const how of ["forgotten", "expired"] as const)
    test(`a file that the platform has ${how} is uploaded again, and the request sent once more`, async () => {
      const fovea = client();
      const stream = new Blob([new Uint8Array(cat)]).stream();
      const first = await fovea.ask(catPath, "?", { method: "file" });
      const lose = () => {
        if (how === "expired") fake.expireAll();
        else for (const id of [...fake.files.keys()]) fake.forget(id);
      };
      lose();
      // A stream, which cannot be read again for the second try.
      const second = await fovea.ask(stream, "?", { method: "file" });
      assert.notEqual(second.images.lines[0]?.fileId, first.images.lines[0]?.fileId);
      assert.equal(uploaded(), 2);
      lose();
      const streamed = await fovea.stream(catPath, "?", { method: "file" }).answer;
      assert.ok(streamed.text.length > 0);
      assert.equal(uploaded(), 3);
      assert.equal(fake.requests.at(-1)?.status, 200);
    });

  test("all files of the same bytes that the platform has lost are forgotten before the second try", async () => {
    const fovea = client();
    await fovea.ask(catPath, "?", { method: "file" });
    // One that stays is another file.
    await fovea.upload(catPath);
    assert.equal(fake.files.size, 2);
    for (const id of fake.files.keys()) fake.forget(id);
    const { images } = await fovea.ask(catPath, "?", { method: "file" });
    assert.equal(images.out, 1);
    assert.equal(uploaded(), 3);
  });

  test("a file of the caller's own that is gone is the platform's error, sent once", async () => {
    const fovea = client();
    const { fileId } = await fovea.ask(catPath, "?", { method: "file" }).then(({ images }) => ({
      fileId: images.lines[0]?.fileId ?? "",
    }));
    fake.forget(fileId);
    const sent = fake.requests.length;
    await assert.rejects(fovea.ask({ fileId }, "?"), { status: 404 });
    assert.equal(fake.requests.length, sent + 1);
  });

  test("what prune() is to keep is a list of ids: one text would be none of them", async () => {
    const fovea = client();
    const { fileId } = await fovea.upload(catPath);
    for (const keep of [fileId, 5, [5], { 0: fileId }])
      await assert.rejects(fovea.prune({ keep: keep as never }), {
        name: "TypeError",
        message: /^keep must be a list/,
      });
    assert.equal(fake.files.size, 1);
    assert.deepEqual(await fovea.prune({ keep: new Set([fileId]) }), { deleted: [], kept: [] });
  });

  test("a ledger in a file is shared by several, and prune() takes away what nothing needs", async () => {
    const folder = await mkdtemp(join(tmpdir(), "fovea-ledger-"));
    try {
      const ledger = join(folder, "uploads");
      const first = await client({ ledger: createFileLedger(ledger) }).upload(catPath);
      const other = client({ ledger: createFileLedger(ledger) });
      const { images, plan } = await other.ask(catPath, "?");
      assert.deepEqual([images.lines[0]?.fileId, plan.steps[0]?.action], [first.fileId, "reference"]);
      assert.equal(uploaded(), 1);
      assert.deepEqual((await other.prune({ keep: [first.fileId] })).deleted, []);
      assert.deepEqual((await other.prune()).deleted, [first.fileId]);
      assert.equal(fake.files.size, 0);
      assert.equal((await other.ask(catPath, "?")).images.lines[0]?.method, "base64");
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test("a plan with a file id that the platform cannot use and nobody here can read is not ok, as the call is refused", async () => {
    for (const platform of ["bedrock", "vertex", "compatible"] as const) {
      const fovea = createFovea({ platform, baseURL: fake.url, apiKey: "k" });
      const { ok, problems } = await fovea.plan("file_011CNha8iCJcU1wXNR6q4V8w");
      assert.deepEqual([ok, problems.map(({ code }) => code)], [false, ["capability.step"]], platform);
      await assert.rejects(fovea.ask({ fileId: "file_1" }, "?"), {
        code: "capability.step",
        at: "messages.0.content.0",
      });
      const chat = fovea.conversation();
      assert.equal((await chat.plan({ fileId: "file_1" }, "?")).ok, false);
      await assert.rejects(chat.ask({ fileId: "file_1" }, "?"), { code: "capability.step" });
    }
    assert.equal(fake.requests.length, 0);
  });

  test("a plan without a ledger asks nobody, and says what would be uploaded", async () => {
    const plan = await createFovea({ platform: "anthropic" }).plan(catPath, { method: "file" });
    assert.equal(plan.steps[0]?.action, "upload");
    assert.equal(fake.requests.length, 0);
  });

  test("a plan with a ledger needs no client, and knows what its client has uploaded", async () => {
    const ledger = createMemoryLedger();
    const nowhere = await createFovea({ platform: "foundry", ledger }).plan(catPath);
    assert.equal(nowhere.steps[0]?.action, "inline");
    const { fileId } = await client({ ledger }).upload(catPath);
    const [step] = (await client({ ledger }).plan(catPath)).steps;
    assert.deepEqual([step?.action, step?.fileId], ["reference", fileId]);
  });

  test("an upload tells how far it is, to its last byte, and nothing after the call", async () => {
    const told: Progress[] = [];
    const answer = await client().ask(catPath, "?", { method: "file", onProgress: (one) => void told.push(one) });
    const before = told.length;
    const uploads = told.flatMap((one) => (one.type === "uploading" ? [one] : []));
    assert.deepEqual(told[0], { type: "opening", name: "cat.png" });
    assert.deepEqual(uploads.at(-1), {
      type: "uploading",
      name: "cat.png",
      sentBytes: cat.length,
      totalBytes: cat.length,
    });
    assert.deepEqual(
      uploads.map(({ sentBytes }) => sentBytes),
      uploads.map(({ sentBytes }) => sentBytes).sort((a, b) => a - b),
    );
    assert.equal(told.at(-1)?.type, "sending");
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(told.length, before);
    assert.equal(answer.images.out, 1);
  });

  test("a signal ends the wait for an upload, and nothing is asked", async () => {
    fake.behave("hang", 1, "files");
    const controller = new AbortController();
    const fovea = client();
    const asking = fovea.ask(catPath, "?", {
      method: "file",
      signal: controller.signal,
      onProgress: ({ type }) => type === "uploading" && controller.abort(new Error("enough")),
    });
    await assert.rejects(asking, /enough|abort/i);
    assert.equal(fake.files.size, 0);
    assert.equal(fake.requests.filter(({ target }) => target.startsWith("/v1/messages")).length, 0);
  });
});
