// A turn that the platform refuses for a picture: mended once and sent again, or reported, and never kept.
import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { type Conversation, FoveaError } from "@fovea/client";
import type { FakePlatform } from "../fakes/fake.ts";
import { photograph, picture, startTalk, WITH_FILES } from "./talk.ts";

const directory = mkdtempSync(join(tmpdir(), "fovea-repair-"));
after(() => rm(directory, { recursive: true, force: true }));

/** What the next request with that words would send, and so what is kept. */
const kept = (chat: Conversation): string => JSON.stringify(chat.messages);

describe("a picture that the platform finds too large", () => {
  for (const platform of ["anthropic", "bedrock-legacy", "vertex", "foundry"] as FakePlatform[])
    test(`on ${platform}: is made smaller once, in the form it was sent in, and stays so`, async () => {
      await using talk = await startTalk(platform, { limits: { maxEdgePx: 300 }, thinking: true });
      const chat = talk.conversation({ fit: "legal" });
      const answer = await chat.ask([await picture(1, 200, 100), await picture(2, 600, 200)], "What are these?");
      assert.equal(answer.mended.length, 1);
      const [mended] = answer.mended;
      assert.deepEqual([mended?.at, mended?.kind], ["messages.0.content.3", "dimensions"]);
      assert.match(mended?.message ?? "", /exceed max allowed size/);
      assert.equal(answer.sent.requests, 2);
      const [refused, accepted] = talk.messages();
      assert.deepEqual([refused?.status, accepted?.status], [400, 200]);
      assert.equal(accepted?.images[0]?.sha256, refused?.images[0]?.sha256);
      assert.notEqual(accepted?.images[1]?.sha256, refused?.images[1]?.sha256);
      assert.equal(accepted?.images[1]?.sha256, mended?.to);
      assert.ok(accepted?.images.every(({ method }) => method === (WITH_FILES.has(platform) ? "file" : "base64")));
      const before = kept(chat);
      await chat.ask("And now?");
      assert.ok(kept(chat).startsWith(before.slice(0, -1)));
    });

  test("among many: each that is named, and nothing else", async () => {
    await using talk = await startTalk("anthropic", { limits: { manyFrom: 3, manyMaxEdgePx: 300 } });
    const chat = talk.conversation({ fit: "legal", uploads: "never" });
    const sizes = [200, 500, 250, 400] as const;
    const answer = await chat.ask(await Promise.all(sizes.map((width, index) => picture(index, width, 100))), "?");
    assert.deepEqual(
      answer.mended.map(({ at, kind }) => [at, kind]),
      [
        ["messages.0.content.3", "many-images"],
        ["messages.0.content.7", "many-images"],
      ],
    );
    const [refused, accepted] = talk.messages();
    assert.deepEqual(
      accepted?.images.map(({ sha256 }, index) => sha256 === refused?.images[index]?.sha256),
      [true, false, true, false],
    );
  });

  test("a picture of an earlier turn is made smaller too, where no thinking is bound to it, and stays so", async () => {
    await using talk = await startTalk("anthropic", { limits: { manyFrom: 2, manyMaxEdgePx: 300 } });
    const chat = talk.conversation({ fit: "legal", uploads: "never" });
    await chat.ask(await picture(1, 500, 100), "What is this?");
    const answer = await chat.ask(await picture(2, 100, 100), "And this?");
    assert.deepEqual(
      answer.mended.map(({ at }) => at),
      ["messages.0.content.0"],
    );
    const before = kept(chat);
    await chat.ask("And now?");
    assert.ok(kept(chat).startsWith(before.slice(0, -1)));
    assert.equal(talk.messages().filter(({ status }) => status !== 200).length, 1);
  });

  test("one that thinking is bound to is reported with both named, and the turn is taken back", async () => {
    await using talk = await startTalk("anthropic", { thinking: true, limits: { manyFrom: 2, manyMaxEdgePx: 300 } });
    const chat = talk.conversation({ fit: "legal" });
    await chat.ask(await picture(1, 500, 100), "What is this?");
    const before = kept(chat);
    await assert.rejects(chat.ask(await picture(2, 100, 100), "And this?"), (error) => {
      assert.ok(FoveaError.isInstance(error));
      assert.equal(error.code, "input.before-thinking");
      assert.match(error.message, /messages\.0\.content\.0 .*messages\.1\.content\.0/);
      assert.equal((error.cause as { status?: number }).status, 400);
      return true;
    });
    assert.equal(kept(chat), before);
    await chat.ask("Never mind. What was the first?");
    assert.equal(talk.messages().at(-1)?.status, 200);
  });
});

test("a picture with too many bytes is written in fewer", async () => {
  await using talk = await startTalk("vertex", { limits: { maxImageChars: 100_000 } });
  const chat = talk.conversation({ fit: "legal" });
  const answer = await chat.ask(await photograph(1, 320, 240), "What is this?");
  assert.deepEqual(
    answer.mended.map(({ kind }) => kind),
    ["bytes"],
  );
  assert.equal(talk.messages().at(-1)?.status, 200);
});

test("a picture that no decoder over there takes is written anew, plainly", async () => {
  await using talk = await startTalk();
  const body = JSON.stringify({
    type: "error",
    error: {
      type: "invalid_request_error",
      message: "messages.0.content.0.image.source.base64.data: Could not process image",
    },
  });
  talk.fake.behave({ status: 400, headers: { "content-type": "application/json" }, body }, 1, "messages");
  const chat = talk.conversation({ uploads: "never" });
  const answer = await chat.ask(await photograph(1, 64, 64), "What is this?");
  assert.deepEqual(
    answer.mended.map(({ at, kind }) => [at, kind]),
    [["messages.0.content.0", "unprocessable"]],
  );
});

describe("what cannot be mended", () => {
  test("is reported as the platform said it, after one more try at most", async () => {
    await using talk = await startTalk("anthropic", { limits: { maxEdgePx: 300 } });
    const chat = talk.conversation({ fit: "legal" });
    await chat.ask("Hello.");
    const before = kept(chat);
    const body = JSON.stringify({
      type: "error",
      error: {
        type: "invalid_request_error",
        message:
          "messages.2.content.0.image.source.base64.data: At least one of the image dimensions exceed max allowed size: 300 pixels",
        details: {
          error_code: "image_dimensions_too_large",
          max_side_length_pixels: 300,
          paths: ["messages.2.content.0"],
        },
      },
    });
    talk.fake.behave({ status: 400, headers: { "content-type": "application/json" }, body }, 5, "messages");
    await assert.rejects(chat.ask(await picture(1, 600, 200), "What is this?"), { status: 400 });
    assert.equal(talk.messages().length, 3);
    assert.equal(kept(chat), before);
  });

  test("a url that the platform cannot fetch", async () => {
    await using talk = await startTalk();
    const chat = talk.conversation({ method: "url" });
    const body = JSON.stringify({
      type: "error",
      error: {
        type: "invalid_request_error",
        message: "Unable to download the file. Please verify the URL and try again.",
      },
    });
    talk.fake.behave({ status: 400, headers: { "content-type": "application/json" }, body }, 1, "messages");
    await assert.rejects(chat.ask("https://example.com/a.png", "What is this?"), { status: 400 });
    assert.deepEqual([chat.messages.length, talk.messages().length], [0, 1]);
  });

  test("a file of somebody else's that is gone", async () => {
    await using talk = await startTalk();
    const chat = talk.conversation();
    await assert.rejects(chat.ask({ fileId: "file_011CNha8iCJcU1wXNR6q4V8w" }, "What is this?"), { status: 404 });
    assert.deepEqual([chat.messages.length, talk.messages().length], [0, 1]);
  });
});

describe("files that the platform has lost", () => {
  test("go up again from memory, all at once, and the turn is sent again once", async () => {
    await using talk = await startTalk();
    const chat = talk.conversation();
    await chat.ask([await picture(1), await picture(2), await picture(3)], "?");
    const [one, two] = [...talk.fake.files.keys()];
    talk.fake.forget(one as string);
    talk.fake.forget(two as string);
    const answer = await chat.ask("And now?");
    assert.deepEqual([answer.sent.requests, answer.sent.uploads.length], [2, 2]);
    assert.ok(answer.sent.uploads.every(({ found }) => !found));
    const again = await chat.ask("And now?");
    assert.deepEqual([again.sent.requests, again.sent.uploads], [1, []]);
  });

  test("are renewed before they expire, unasked", async (t) => {
    let now = Date.now();
    await using talk = await startTalk("anthropic", { now: () => now });
    const chat = talk.conversation({ directory: join(directory, "renewed") });
    await chat.ask([await picture(1)], "?");
    now += 86_400_000 - 60_000;
    t.mock.timers.enable({ apis: ["Date"], now });
    const answer = await chat.ask("And now?");
    assert.deepEqual([answer.sent.requests, answer.sent.uploads.length], [1, 1]);
    assert.equal(talk.messages().at(-1)?.status, 200);
  });

  test("do not go up again where uploads are never allowed: neither before they expire nor after", async (t) => {
    let now = Date.now();
    await using talk = await startTalk("anthropic", { now: () => now });
    const where = { directory: join(directory, "never") };
    const before = talk.conversation(where);
    await before.ask([await picture(1)], "?");
    const chat = talk.conversation({ ...where, uploads: "never" });
    await chat.load(await before.save());
    now += 86_400_000 - 60_000;
    t.mock.timers.enable({ apis: ["Date"], now });
    const answer = await chat.ask("And now?");
    assert.deepEqual([answer.sent.requests, answer.sent.uploads], [1, []]);
    const [id] = [...talk.fake.files.keys()];
    talk.fake.forget(id as string);
    await assert.rejects(chat.ask("And now?"), { code: "capability.uploads", at: "messages.0.content.0" });
    assert.equal(talk.fake.files.size, 0);
    assert.equal(chat.turns, 2);
  });

  test("and whose bytes are nowhere are an error that names the picture", async () => {
    await using talk = await startTalk();
    const first = talk.conversation();
    await first.ask([await picture(1)], "?");
    const second = talk.elsewhere();
    await second.load(await first.save());
    talk.fake.forget([...talk.fake.files.keys()][0] as string);
    const before = JSON.stringify(second.messages);
    await assert.rejects(second.ask("And now?"), (error) => {
      assert.ok(FoveaError.isInstance(error));
      assert.equal(error.code, "input.picture-missing");
      assert.equal(error.at, "messages.0.content.0");
      assert.match(error.message, /sha256 [0-9a-f]{64} .*no longer on the platform, and no directory was given/);
      return true;
    });
    assert.equal(JSON.stringify(second.messages), before);
  });
});

describe("uploads that nobody asked for and the platform refuses", () => {
  test("are done without, and the conversation does not try again", async () => {
    await using talk = await startTalk();
    talk.fake.behave({ status: 403 }, 10, "files");
    const chat = talk.conversation();
    const answer = await chat.ask([await picture(1)], "?");
    assert.deepEqual(answer.sent.uploads, []);
    await chat.ask([await picture(2)], "?");
    const files = talk.fake.requests.filter(({ target }) => target.startsWith("/v1/files"));
    assert.equal(files.length, 1);
    assert.ok(
      talk
        .messages()
        .at(-1)
        ?.images.every(({ method }) => method === "base64"),
    );
  });

  test("but what was asked for by file is an error", async () => {
    await using talk = await startTalk();
    talk.fake.behave({ status: 403 }, 10, "files");
    const chat = talk.conversation({ method: "file" });
    await assert.rejects(chat.ask([await picture(1)], "?"), { status: 403 });
    assert.equal(chat.messages.length, 0);
  });
});

test("a file that is found instead of a lost one, and is lost itself, is not what is sent", async () => {
  await using talk = await startTalk("anthropic", { thinking: true });
  const first = talk.conversation();
  await first.ask(await picture(1), "?");
  const chat = talk.elsewhere();
  await chat.load(await first.save());
  talk.fake.behave({ status: 400 }, 1, "messages");
  await assert.rejects(chat.ask(await picture(1), "The same bytes, as a file of its own."));
  talk.fake.expireAll();
  const answer = await chat.ask("And now?").catch((error: unknown) => error);
  // Nothing keeps the bytes of the loaded picture but the failed turn.
  assert.equal((answer as { sent?: { requests: number } }).sent?.requests, 2);
  assert.equal(talk.messages().at(-1)?.status, 200);
});

test("a platform that takes an upload and then no file gets base64, and is not asked again", async () => {
  await using talk = await startTalk("anthropic", { thinking: true, limits: { image: ["base64", "url"] } });
  const chat = talk.conversation();
  await chat.ask([await picture(1), await picture(2)], "?");
  await chat.ask([await picture(3)], "?");
  assert.deepEqual(
    talk.messages().map(({ status, images }) => [status, ...images.map(({ method }) => method)]),
    [
      [400, "file", "file"],
      [200, "base64", "base64"],
      [200, "base64", "base64", "base64"],
    ],
  );
  const asked = talk.conversation({ method: "file" });
  await assert.rejects(asked.ask([await picture(1)], "?"), { status: 400 });
});
