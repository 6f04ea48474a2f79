import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { type FarEnd, farEnd } from "./far-end.ts";
import { CAT } from "./kind.ts";
import { cat, catPath } from "./makers.ts";

describe("a file id", { timeout: 120_000 }, () => {
  let end: FarEnd;
  let bedrock: FarEnd;
  before(async () => {
    end = await farEnd("anthropic");
    bedrock = await farEnd("bedrock");
  });
  after(() => Promise.all([end.close(), bedrock.close()]));

  test("that upload() gave is sent as a file where there are files, and as its bytes where there are none", async () => {
    for (const [one, method] of [
      [end, "file"],
      [bedrock, "base64"],
    ] as const) {
      const { fileId, reused, mediaType, bytes } = await one.fovea.upload(catPath);
      assert.deepEqual([reused, mediaType, bytes], [false, "image/png", cat.length]);
      for (const input of [fileId, { fileId }]) {
        const [seen] = await one.ask(input);
        assert.deepEqual([seen?.method, seen?.sha256], [method, CAT]);
      }
      const [streamed] = await one.stream({ fileId });
      assert.equal(streamed?.sha256, CAT);
    }
  });

  test("that nobody gave is the platform's error, as the client throws it", async () => {
    const { images } = await end.fovea.ask(catPath, "?", { method: "file" });
    const id = images.lines[0]?.fileId ?? "";
    await assert.rejects(end.ask({ fileId: `${id}x` }), { status: 404 });
  });

  test("that can be none is refused before anything is sent", async () => {
    const sent = end.behind.fake.requests.length;
    await assert.rejects(end.ask({ fileId: "../secrets" }), { code: "input.file-id" });
    assert.equal(end.behind.fake.requests.length, sent);
  });
});
