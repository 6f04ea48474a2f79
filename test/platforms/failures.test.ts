// Platforms that answer with errors, fall silent, break off or talk nonsense: the caller is told the right thing, nothing is sent twice, no picture is
// uploaded twice, and no memory is kept.
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { fixture, sized } from "../../packages/gateway/src/handlers/messages/fixtures/bodies.ts";
import type { Behaviour } from "../fakes/fake.ts";
import { type Behind, behind, PLATFORMS, WITH_FILES } from "./behind.ts";
import { eventsOf } from "./events.ts";

const PNG = fixture("png-rgb.png");
const LARGE = sized(100, 100, 1_000_000);
const TIMEOUTS = { headersTimeoutMs: 400, idleTimeoutMs: 400 };

const inline = (bytes: Uint8Array): object => ({
  type: "image",
  source: { type: "base64", media_type: "image/png", data: Buffer.from(bytes).toString("base64") },
});
const byFile = (file_id: string): object => ({ type: "image", source: { type: "file", file_id } });
const bodyOf = (content: readonly object[], stream: boolean): object => ({
  model: "claude-opus-4-8",
  max_tokens: 10,
  messages: [{ role: "user", content }],
  ...(stream ? { stream } : {}),
});

interface Wire {
  readonly error?: { readonly type?: string; readonly message?: string };
}

for (const platform of PLATFORMS)
  describe(platform, { timeout: 120_000 }, () => {
    let at: Behind;
    let id = "";
    before(async () => {
      at = await behind(platform, { timeouts: TIMEOUTS });
      id = await at.upload(PNG, "image/png");
    });
    beforeEach(() => at.fake.clear());
    after(() => at.close());

    const asks = () => at.fake.requests.filter(({ target }) => !target.includes("/v1/files"));
    const uploads = () =>
      at.fake.requests.filter(({ method, target }) => method === "POST" && target.includes("/v1/files"));

    /** Asks with a picture in the body and one of the store, and reads the reply to its end. */
    async function ask(stream: boolean): Promise<{ response: Response; text: string; broken: unknown }> {
      const response = await at.ask("/v1/messages", bodyOf([inline(LARGE), byFile(id)], stream));
      const { text, broken } = await read(response);
      return { response, text, broken };
    }

    /** Whatever happened, the next request is served, its file was uploaded once, and nothing is held for what is over. */
    async function well(): Promise<void> {
      const { response, text } = await ask(false);
      assert.equal(response.status, 200, text);
      const there = [...at.fake.files.values()].map(({ sha256 }) => sha256);
      assert.equal(there.length, WITH_FILES.has(platform) ? 1 : 0, "no upload was doubled");
      await nothingHeld(at);
    }

    for (const status of [400, 429, 500, 529])
      test(`${status} goes to the caller as it is, with its body, and is not sent again`, async () => {
        for (const stream of [false, true]) {
          at.fake.clear();
          at.fake.behave({ status, headers: { "retry-after": "7" } }, 1, "messages");
          const { response, text } = await ask(stream);
          assert.equal(response.status, status);
          assert.equal(response.headers.get("retry-after"), "7");
          const { error } = JSON.parse(text) as Wire;
          assert.ok((error?.message ?? "").includes(`The fake was told to answer ${status}.`), text);
          assert.ok(error?.type !== undefined, text);
          assert.equal(asks().length, 1);
        }
        await well();
      });

    test("silence ends with 504, and nothing is sent again", async () => {
      for (const stream of [false, true]) {
        at.fake.clear();
        at.fake.behave("hang", 1, "messages");
        const { response, text } = await ask(stream);
        assert.equal(response.status, 504, text);
        assert.equal((JSON.parse(text) as Wire).error?.type, "timeout_error");
        assert.equal(asks().length, 1);
      }
      await well();
    });

    test("a caller who leaves while the platform is silent leaves nothing behind", async () => {
      at.fake.behave("hang", 1, "messages");
      const controller = new AbortController();
      const asked = at.ask("/v1/messages", bodyOf([inline(LARGE), byFile(id)], false), {}, controller.signal);
      while (asks().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      // Where the platform was pointed to a file, the request may have to be written once more, so it is still held.
      if (WITH_FILES.has(platform)) assert.ok(at.used() > LARGE.length);
      controller.abort(new Error("gone"));
      await assert.rejects(asked, /gone/);
      await well();
    });

    test("a stream that is cut ends with an error event, not in silence", async () => {
      at.fake.behave("cut-stream", 1, "messages");
      const { response, text, broken } = await ask(true);
      assert.equal(response.status, 200);
      assert.equal(broken, null, "the stream itself ends well");
      const events = eventsOf(Buffer.from(text));
      assert.equal(events[0]?.type, "message_start");
      assert.equal(events.at(-1)?.type, "error", text);
      assert.equal(asks().length, 1);
      await well();
    });

    test("an error in the middle of a stream goes to the caller as an error event", async () => {
      at.fake.behave("error-event", 1, "messages");
      const { text } = await ask(true);
      const last = eventsOf(Buffer.from(text)).at(-1);
      assert.equal(last?.type, "error", text);
      assert.equal(asks().length, 1);
      await well();
    });

    test("a whole reply that is cut breaks off for the caller too, or is told as an error", async () => {
      at.fake.behave("cut-body", 1, "messages");
      const { response, text, broken } = await ask(false);
      assert.ok(broken !== null || response.status >= 500, `${response.status} ${text}`);
      assert.equal(asks().length, 1);
      await well();
    });

    test("what is no reply at all is never taken for one, and is asked for once", async () => {
      for (const stream of [false, true]) {
        at.fake.clear();
        at.fake.behave("garbage", 1, "messages");
        const { response, text } = await ask(stream);
        // Passed on untouched, or told as an error: never a message.
        assert.ok(
          response.status >= 500 || text.includes("not what anyone asked for") || text.includes('"error"'),
          text,
        );
        assert.ok(!text.includes('"type":"message"'));
        assert.equal(asks().length, 1);
      }
      await well();
    });

    if (!WITH_FILES.has(platform)) return;

    test("an upload that goes wrong is told with its block, is sent once, and is made up for by the next request", async () => {
      const wrong: readonly (readonly [Behaviour, number])[] = [
        [{ status: 429, headers: { "retry-after": "7" } }, 429],
        [{ status: 500 }, 500],
        [{ status: 529 }, 529],
        ["hang", 504],
        ["garbage", 502],
        ["cut-body", 502],
      ];
      for (const [behaviour, status] of wrong) {
        const bytes = sized(50, 50, 1000 + status + (behaviour === "garbage" ? 1 : 0));
        const file = await at.upload(bytes, "image/png");
        at.fake.clear();
        at.fake.behave(behaviour, 1, "files");
        const response = await at.ask("/v1/messages", bodyOf([inline(PNG), byFile(file)], false));
        const text = await response.text();
        assert.equal(response.status, status, text);
        assert.match((JSON.parse(text) as Wire).error?.message ?? "", /^messages\.0\.content\.1: /);
        if (status === 429) assert.equal(response.headers.get("retry-after"), "7");
        assert.deepEqual([uploads().length, asks().length], [1, 0], "one upload was tried, and nothing was asked");
        await nothingHeld(at);
        const again = await at.ask("/v1/messages", bodyOf([byFile(file)], false));
        assert.equal(again.status, 200, await again.text());
        assert.equal(uploads().length, 2);
      }
      assert.deepEqual(at.fake.leaks, []);
    });
  });

async function read(response: Response): Promise<{ text: string; broken: unknown }> {
  const pieces: Uint8Array[] = [];
  try {
    for await (const piece of response.body ?? []) pieces.push(piece as Uint8Array);
    return { text: Buffer.concat(pieces).toString(), broken: null };
  } catch (broken) {
    return { text: Buffer.concat(pieces).toString(), broken };
  }
}

/** The pool that all requests share is empty once they are over. */
async function nothingHeld({ used }: Behind): Promise<void> {
  for (let waits = 0; used() > 0 && waits < 200; waits++) await new Promise((resolve) => setTimeout(resolve, 10));
  assert.equal(used(), 0);
}
