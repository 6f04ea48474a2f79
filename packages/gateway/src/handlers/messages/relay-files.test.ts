// Files of the store on platforms with a Files API, and everything that can become of them there.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { PLATFORMS } from "@fovea/client/internal/platform/platforms";
import { filesApi, json, notFound } from "../../uploads/fixtures/files-api.ts";
import type { FilePolicy, Upstream } from "../../upstream/upstream.ts";
import { ask, byFile, byUrl, fromTool, image, JPEG, PDF, PNG, pdf, sized, text64 } from "./fixtures/bodies.ts";
import { harness } from "./fixtures/harness.ts";

const URL_A = "https://example.com/a.png";
const LARGE = sized(100, 100, 8_000_000);
const policy = (uploads: FilePolicy["uploads"], foreignFiles = false): Partial<Upstream> => ({
  files: { uploads, foreignFiles },
});
const contentOf = (message: unknown): unknown =>
  (message as { messages: readonly { content: unknown }[] }).messages[0]?.content;
const hash = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

test("what was sent as a file is uploaded once and pointed to, in strict too; what was not is not", async () => {
  for (const mode of ["mend", "strict"] as const) {
    const upstream = filesApi();
    const h = harness({ upstream });
    const id = await h.upload(PNG, "image/png");
    const document = await h.upload(PDF, "application/pdf");
    const notes = await h.upload(Buffer.from("naïve notes"), "text/plain");
    const body = ask([
      byFile(id),
      byUrl(URL_A),
      fromTool(byFile(id)),
      byFile(document, "document"),
      byFile(notes, "document"),
      image(JPEG, "image/jpeg"),
    ]);
    for (const turn of [0, 1]) {
      const told = await h.post(body, mode);
      assert.equal(told.status, 200, told.text);
      assert.deepEqual(contentOf(upstream.messages[turn]), [
        byFile("file_platform0"),
        byUrl(URL_A),
        fromTool(byFile("file_platform0")),
        byFile("file_platform1", "document"),
        byFile("file_platform2", "document"),
        image(JPEG, "image/jpeg"),
      ]);
      const [first, ...rest] = turn === 0 ? ["upload", "reference", "upload", "upload"] : Array(4).fill("reference");
      assert.equal(
        told.headers["fovea-mended"],
        `messages.0.content.0=${first}:anthropic, messages.0.content.2.content.0=${rest[0]}:anthropic, messages.0.content.3=${rest[1]}:anthropic, messages.0.content.4=${rest[2]}:anthropic`,
      );
      assert.deepEqual(
        h.lines[turn]?.images.map(({ method, step }) => `${method} ${step}`),
        [`file ${first}`, "url keep", `file ${rest[0]}`, "base64 keep"],
      );
      assert.equal(h.lines[turn]?.platform, "anthropic");
      assert.equal(told.headers["fovea-images"], "in=4 out=4");
    }
    assert.deepEqual(
      [...upstream.kept.values()].map(({ sha256, mediaType }) => [sha256, mediaType]),
      [
        [hash(PNG), "image/png"],
        [hash(PDF), "application/pdf"],
        [hash(Buffer.from("naïve notes")), "text/plain"],
      ],
    );
    assert.equal(upstream.calls.filter((call) => call === "POST /v1/files").length, 3);
  }
});

test("where nothing may be uploaded, files go as base64 and as text, in strict too", async () => {
  for (const mode of ["mend", "strict"] as const) {
    const upstream = filesApi(policy("never"));
    const h = harness({ upstream });
    const id = await h.upload(PNG, "image/png");
    const document = await h.upload(PDF, "application/pdf");
    const notes = await h.upload(Buffer.from("naïve notes"), "text/plain");
    const told = await h.post(ask([byFile(id), byFile(document, "document"), byFile(notes, "document")]), mode);
    assert.equal(told.status, 200, told.text);
    assert.deepEqual(contentOf(upstream.messages[0]), [
      image(PNG),
      pdf(PDF),
      { type: "document", source: { type: "text", media_type: "text/plain", data: "naïve notes" } },
    ]);
    assert.deepEqual(upstream.calls, ["POST /v1/messages"]);
  }
});

test("tokens are counted of pictures in the body: ours are inlined and urls fetched; strict refuses them as the API does", async () => {
  const upstream = filesApi();
  const h = harness({ upstream, urls: { [URL_A]: JPEG, "https://example.com/a.pdf": PDF } });
  const id = await h.upload(PNG, "image/png");
  const blocks = [byFile(id), byUrl(URL_A), byUrl("https://example.com/a.pdf", "document")];
  const told = await h.count(ask(blocks));
  assert.equal(told.status, 200, told.text);
  assert.deepEqual(contentOf(upstream.messages[0]), [image(PNG), image(JPEG, "image/jpeg"), pdf(PDF)]);
  assert.deepEqual(upstream.calls, ["POST /v1/messages/count_tokens"]);
  for (const block of blocks.slice(0, 2)) assert.equal((await h.count(ask([block]), "strict")).status, 400);
  assert.equal(upstream.calls.length, 1);
});

test("a picture over the platform's bytes is uploaded for a day where that is allowed, and refused with the sum where not", async () => {
  const over = /The image is 10666744 bytes as base64; the most for Claude API is 10485760/;
  for (const block of [image(LARGE), fromTool(image(LARGE))]) {
    const asked = filesApi();
    const refused = await harness({ upstream: asked }).post(ask([block]));
    assert.equal(refused.status, 400);
    assert.match(refused.json.error.message, over);
    assert.deepEqual(asked.calls, []);

    const upstream = filesApi(policy("auto"));
    const h = harness({ upstream });
    for (let times = 0; times < 2; times++) {
      const told = await h.post(ask([block, image(PNG)]));
      assert.equal(told.status, 200, told.text);
    }
    assert.deepEqual(
      [...upstream.kept.values()].map(({ sha256, expiresInSeconds }) => [sha256, expiresInSeconds]),
      [[hash(LARGE), "86400"]],
    );
    assert.deepEqual(
      h.lines.map(({ images }) => images.map(({ step }) => step)),
      [
        ["upload", "keep"],
        ["reference", "keep"],
      ],
    );
    const strict = await h.post(ask([block]), "strict");
    assert.match(strict.json.error.message, /exceeds 10 MB maximum/, "strict edits nothing");
  }
  const bedrock = filesApi({ platform: PLATFORMS.bedrock, ...policy("auto") });
  const told = await harness({ upstream: bedrock }).post(ask([image(sized(100, 100, 4_000_000))]));
  assert.match(told.json.error.message, /5242880|5,242,880/);
  assert.deepEqual(bedrock.calls, []);
});

test("a file that the platform has forgotten is uploaded again and the request sent once more", async () => {
  const upstream = filesApi();
  const h = harness({ upstream });
  const [one, two] = [await h.upload(PNG, "image/png"), await h.upload(JPEG, "image/jpeg")];
  const body = ask([byFile(one), byFile(two), fromTool(byFile(one))], { stream: true });
  await h.post(body);
  upstream.kept.delete("file_platform0");
  const told = await h.post(body);
  assert.equal(told.status, 200, told.text);
  assert.deepEqual(contentOf(upstream.messages[2]), [
    byFile("file_platform2"),
    byFile("file_platform1"),
    fromTool(byFile("file_platform2")),
  ]);
  assert.deepEqual(upstream.calls.slice(-4), [
    "POST /v1/messages",
    "GET /v1/files?ids%5B%5D=file_platform1",
    "POST /v1/files",
    "POST /v1/messages",
  ]);
  assert.deepEqual(
    h.lines[1]?.images.map(({ step }) => step),
    ["upload", "reference", "reference"],
  );
  assert.equal(told.headers["fovea-images"], "in=3 out=3");
});

test("of many files that are gone all are uploaded again, also where the platform cannot be asked which", async () => {
  for (const silent of [false, true]) {
    const upstream = filesApi();
    const h = harness({ upstream });
    const blocks = await Promise.all(
      [PNG, JPEG, sized(9, 9)].map(async (bytes) => byFile(await h.upload(bytes, null))),
    );
    await h.post(ask(blocks));
    upstream.kept.clear();
    upstream.instead = ({ method }) => (silent && method === "GET" ? json(500, {}) : null);
    const told = await h.post(ask(blocks));
    assert.equal(told.status, 200, told.text);
    assert.equal(upstream.kept.size, 3);
    assert.equal(upstream.calls.filter((call) => call === "POST /v1/files").length, 6);
    assert.equal(upstream.messages.length, silent ? 5 : 3);
  }
});

test("a platform that lists its newest files whatever it is asked does not make others be uploaded again", async () => {
  const upstream = filesApi();
  const h = harness({ upstream });
  const blocks = await Promise.all([PNG, JPEG].map(async (bytes) => byFile(await h.upload(bytes, null))));
  await h.post(ask(blocks));
  upstream.kept.delete("file_platform0");
  upstream.instead = ({ method }) => (method === "GET" ? json(200, { data: [{ id: "file_somebody" }] }) : null);
  const told = await h.post(ask(blocks));
  assert.equal(told.status, 200, told.text);
  assert.equal(upstream.calls.filter((call) => call === "POST /v1/files").length, 3);
});

test("an expired file is uploaded again whether or not the platform names it, and only once", async () => {
  const error = { type: "not_found_error", message: "A file has expired.", details: { error_code: "file_expired" } };
  const upstream = filesApi();
  const h = harness({ upstream });
  const id = await h.upload(PNG, "image/png");
  await h.post(ask([byFile(id)]));
  upstream.instead = ({ target }) => (target === "/v1/messages" ? json(404, { type: "error", error }) : null);
  const told = await h.post(ask([byFile(id)]));
  assert.deepEqual([told.status, told.json.error], [404, error], "what it says the second time is the caller's");
  assert.deepEqual(upstream.calls.slice(2), ["POST /v1/messages", "POST /v1/files", "POST /v1/messages"]);
});

test("another 404, and a 404 about another file, go to the caller as they are", async () => {
  const upstream = filesApi();
  const h = harness({ upstream });
  const id = await h.upload(PNG, "image/png");
  const replies = [
    json(404, { type: "error", error: { type: "not_found_error", message: "model: x" } }),
    json(400, {}),
    { status: 404, headers: {}, body: "<html>File not found" },
  ];
  for (const reply of replies) {
    upstream.instead = ({ target }) => (target === "/v1/messages" ? reply : null);
    const told = await h.post(ask([byFile(id)]));
    assert.deepEqual([told.status, told.text], [reply.status, reply.body]);
  }
  assert.equal(upstream.calls.filter((call) => call === "POST /v1/files").length, 1);
  assert.equal(upstream.calls.filter((call) => call === "POST /v1/messages").length, replies.length);
});

test("an upload that the platform refuses is told with the block and the platform's words, and nothing is asked", async () => {
  const upstream = filesApi();
  const h = harness({ upstream });
  const id = await h.upload(PNG, "image/png");
  const error = { type: "rate_limit_error", message: "Slow down." };
  upstream.instead = () => json(429, { type: "error", error }, { "retry-after": "3" });
  const told = await h.post(ask([image(JPEG, "image/jpeg"), byFile(id)]));
  assert.deepEqual(
    [told.status, told.json.error.type, told.json.error.message, told.headers["retry-after"], told.headers["fovea-at"]],
    [
      429,
      "rate_limit_error",
      "messages.0.content.1: anthropic did not take the upload of this file: Slow down.",
      "3",
      "messages.0.content.1",
    ],
  );
  assert.deepEqual(upstream.calls, ["POST /v1/files"]);
  assert.equal(told.headers["fovea-images"], "in=2 out=0");
});

test("many new files are uploaded four at a time, and none is begun behind one that failed", async () => {
  const upstream = filesApi();
  const h = harness({ upstream });
  const pictures = Array.from({ length: 10 }, (_, index) => sized(20, 20 + index));
  const ids = await Promise.all(pictures.map((bytes) => h.upload(bytes, "image/png")));
  const body = ask([...ids, ...ids].map((id) => byFile(id)));
  let [running, most, refused] = [0, 0, 0];
  upstream.instead = async ({ target }) => {
    if (target !== "/v1/files") return null;
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, 20));
    running--;
    return most === 4 && refused++ === 0 ? json(400, {}) : null;
  };
  const failed = await h.post(body);
  assert.equal(failed.status, 400, failed.text);
  assert.match(failed.headers["fovea-at"] ?? "", /^messages\.0\.content\.\d$/);
  assert.deepEqual([most, upstream.calls.length, upstream.messages.length], [4, 4, 0]);
  const told = await h.post(body);
  assert.equal(told.status, 200, told.text);
  assert.equal(upstream.kept.size, 10);
  const steps = h.lines[1]?.images.map(({ step }) => step) ?? [];
  assert.deepEqual([steps.length, steps.slice(10)], [20, Array(10).fill("reference")]);
});

test("a foreign file id passes only where that is configured, and never one that another workspace put there", async () => {
  const body = ask([byFile("file_foreign")]);
  const closed = await harness({ upstream: filesApi() }).post(body);
  assert.equal(closed.status, 404);
  const upstream = filesApi(policy("asked", true));
  upstream.kept.set("file_foreign", { sha256: "", mediaType: "image/png", filename: "", expiresInSeconds: null });
  const h = harness({ upstream });
  const passed = await h.post(body);
  assert.equal(passed.status, 200, passed.text);
  assert.deepEqual(contentOf(upstream.messages[0]), [byFile("file_foreign")]);
  upstream.kept.delete("file_foreign");
  assert.equal((await h.post(body)).status, 404);
  assert.equal(upstream.messages.length, 2, "nothing of ours was missing");
  assert.equal((await h.count(body)).status, 404);

  const id = await h.upload(PNG, "image/png");
  await h.post(ask([byFile(id)]));
  const stolen = ask([byFile("file_platform0")]);
  assert.equal((await h.post(stolen)).status, 200);
  const caller = { workspace: "other", keyId: null };
  const told = await h.post(stolen, "mend", { caller });
  assert.equal(told.status, 404);
  assert.match(told.json.error.message, /File `file_platform0` not found/);
  const compatible = filesApi({ ...policy("asked", true), platform: PLATFORMS.compatible });
  assert.equal((await harness({ upstream: compatible }).post(body)).status, 404);
});

test("files go to whichever platform answers, also after that changes", async () => {
  const [claude, aws, bedrock] = [
    filesApi(),
    filesApi({ platform: PLATFORMS.aws }),
    filesApi({ platform: PLATFORMS.bedrock }),
  ];
  const h = harness();
  const id = await h.upload(PNG, "image/png");
  for (const upstream of [claude, aws, bedrock, claude]) {
    const told = await h.post(ask([byFile(id)]), "mend", { upstream });
    assert.equal(told.status, 200, told.text);
  }
  assert.deepEqual([claude.kept.size, aws.kept.size, bedrock.kept.size], [1, 1, 0]);
  assert.deepEqual(contentOf(bedrock.messages[0]), [image(PNG)]);
  assert.deepEqual(contentOf(claude.messages[1]), [byFile("file_platform0")]);
});

test("what a platform leaves out is told in a header, cut at a whole entry, and in the ledger", async () => {
  const upstream = filesApi();
  const leftOut = ["anthropic-beta: ä-1", ...Array.from({ length: 200 }, (_, i) => `anthropic-beta: some-beta-${i}`)];
  const composing = { ...upstream, compose: (call: never) => ({ ...upstream.compose(call), leftOut }) };
  const h = harness({ upstream: composing as Upstream });
  const told = await h.post(ask([image(PNG)]));
  const header = told.headers["fovea-left-out"] ?? "";
  assert.match(header, /^anthropic-beta: \?-1, anthropic-beta: some-beta-0, .*some-beta-\d+$/);
  assert.ok(header.length <= 2048 && header.length > 2000);
  assert.deepEqual(h.lines[0]?.leftOut, leftOut);
});

test("the memory of a request that points to files is free when it was sent and the platform has answered, not before", async () => {
  const told: string[] = [];
  const upstream = filesApi();
  const watched = {
    ...upstream,
    send: async (request: Parameters<Upstream["send"]>[0]) => {
      if (request.target !== "/v1/messages") return upstream.send(request);
      const reply = await upstream.send(request);
      told.push(`sent, ${request.onSent === undefined ? "nobody waits" : "and told"}`);
      request.onSent?.();
      return reply;
    },
  } as unknown as Upstream;
  const h = harness({ upstream: watched });
  const id = await h.upload(PNG, "image/png");
  const text = text64(sized(100, 100, 200_000));
  const content = [byFile(id), { type: "image", source: { type: "base64", media_type: "image/png", data: text } }];
  await h.post(ask(content));
  upstream.kept.clear();
  const again = await h.post(ask(content));
  assert.equal(again.status, 200, again.text);
  assert.deepEqual(contentOf(upstream.messages.at(-1)), [byFile("file_platform1"), content[1]]);
  assert.equal(told.length, 3);
});

test("a file that is deleted goes from the platform as well", async () => {
  const upstream = filesApi();
  const h = harness({ upstream });
  const id = await h.upload(PNG, "image/png");
  await h.post(ask([byFile(id)]));
  await h.context.files.delete("local", id);
  await h.context.uploads.dropped("local", hash(PNG));
  await h.context.uploads.settled();
  assert.deepEqual([upstream.calls.at(-1), upstream.kept.size], ["DELETE /v1/files/file_platform0", 0]);
  assert.equal((await h.post(ask([byFile(id)]))).status, 404);
  assert.equal(notFound(id).status, 404);
});

test("a file id of a few bytes becomes a body of megabytes in pieces, and the same once more for a signature", async () => {
  const hashes: string[] = [];
  const pieces: number[] = [];
  const upstream = filesApi({ platform: PLATFORMS.bedrock });
  upstream.instead = async ({ rehearse, body, length }) => {
    for (const reading of [rehearse?.() ?? [], body]) {
      const sum = createHash("sha256");
      let total = 0;
      for await (const piece of reading) {
        assert.ok(piece instanceof Uint8Array);
        pieces.push(piece.length);
        total += piece.length;
        sum.update(piece);
      }
      assert.equal(total, length);
      hashes.push(sum.digest("hex"));
    }
    return json(200, {});
  };
  const h = harness({ upstream });
  const picture = sized(100, 100, 3_900_000);
  const id = await h.upload(picture, "image/png");
  const told = await h.post(ask([byFile(id)]));
  assert.equal(told.status, 200, told.text);
  const expected = hash(Buffer.from(JSON.stringify(ask([image(picture)]))));
  assert.deepEqual(hashes, [expected, expected]);
  assert.ok(Math.max(...pieces) <= 512 * 1024, `${Math.max(...pieces)}`);
});
