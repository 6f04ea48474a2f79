// A platform that refuses a thinking block whose past has changed, by one byte of one picture: no conversation of ours makes it refuse.
import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { ALL, isPrefix, picture, startTalk, WITH_FILES } from "./talk.ts";

const directory = mkdtempSync(join(tmpdir(), "fovea-talk-"));
after(() => rm(directory, { recursive: true, force: true }));

test("the fake refuses a changed picture, a picture by another method, and a missing one, with the words of the platform", async () => {
  await using talk = await startTalk("anthropic", { thinking: true });
  const { fake } = talk;
  const post = (body: object) =>
    fetch(`${fake.url}/v1/messages`, {
      method: "POST",
      headers: {
        "x-api-key": fake.credentials.key ?? "",
        "anthropic-version": "2026-10-21",
        "content-type": "application/json",
      },
      body: JSON.stringify({ model: "claude-opus-5-5", max_tokens: 9, ...body }),
    });
  const image = async (number: number) => ({
    type: "image",
    source: { type: "base64", media_type: "image/png", data: (await picture(number)).toString("base64") },
  });
  const first = { role: "user", content: [await image(1)] };
  const reply = (await (await post({ messages: [first] })).json()) as { content: unknown[] };
  const rest = [
    { role: "assistant", content: reply.content },
    { role: "user", content: "And?" },
  ];
  assert.equal((await post({ messages: [first, ...rest] })).status, 200);
  for (const changed of [
    { role: "user", content: [await image(2)] },
    { role: "user", content: [{ type: "text", text: "(removed)" }] },
    { role: "user", content: [{ ...(await image(1)), transformations: { oversized_image: "downsize" } }] },
  ]) {
    const refused = await post({ messages: [changed, ...rest] });
    assert.equal(refused.status, 400);
    assert.match(
      await refused.text(),
      /messages\.1\.content\.0: Invalid `signature` in `thinking` block\. The block is bound to a different/,
    );
  }
  assert.equal((await post({ system: "new", messages: [first, ...rest] })).status, 400);
  assert.equal(
    (
      await post({
        messages: [{ ...first, content: [{ ...(await image(1)), cache_control: { type: "ephemeral" } }] }, ...rest],
      })
    ).status,
    200,
  );
});

describe("a conversation keeps its past", () => {
  for (const platform of ALL)
    test(`on ${platform}: pictures in several turns, whole and streamed, saved and loaded`, async () => {
      await using talk = await startTalk(platform, { thinking: true });
      const options = { directory: join(directory, platform), system: "Answer in one word." };
      const first = talk.conversation(options);
      await first.ask([await picture(1, 2400, 1200), await picture(2)], "What are these?");
      const stream = first.stream([await picture(3, 3000, 200)], "And this?");
      let heard = "";
      for await (const piece of stream) heard += piece;
      assert.equal(heard, (await stream.answer).text);
      await first.ask("Which is the largest?");

      const second = talk.elsewhere({ ...options });
      await second.load(JSON.parse(JSON.stringify(await first.save())));
      assert.deepEqual(second.messages, first.messages);
      await second.ask([await picture(4)], "And now?");
      const answer = await second.ask("Thank you.");
      assert.equal(answer.turn, 5);

      const sent = talk.messages();
      assert.deepEqual(
        sent.map(({ status }) => status),
        [200, 200, 200, 200, 200],
      );
      for (let index = 1; index < sent.length; index++)
        assert.ok(isPrefix(sent[index - 1] as (typeof sent)[0], sent[index] as (typeof sent)[0]), `request ${index}`);
      const last = sent.at(-1)?.images ?? [];
      assert.equal(last.length, 4);
      const method = WITH_FILES.has(platform) ? "file" : "base64";
      assert.ok(last.every((one) => one.method === method && one.sha256 !== null));
    });

  for (const platform of ["anthropic", "vertex", "foundry-azure"] as const)
    test(`on ${platform}: the origin of a url picture changes it at turn 2, and deletes it at turn 3`, async () => {
      let asked = 0;
      const pictures = [await picture(1), await picture(2)];
      const origin = createServer((_request, response) => {
        const bytes = pictures[asked++];
        if (bytes === undefined) response.writeHead(404).end();
        else response.writeHead(200, { "content-type": "image/png" }).end(bytes);
      });
      await new Promise<void>((resolve) => origin.listen(0, "127.0.0.1", resolve));
      const at = `http://127.0.0.1:${(origin.address() as AddressInfo).port}`;
      try {
        await using talk = await startTalk(platform, { thinking: true }, { openedOrigins: [at] });
        const chat = talk.conversation();
        await chat.ask(`${at}/photo.png`, "What is this?");
        await chat.ask("What else?");
        await chat.ask("And what else?");
        assert.equal(asked, 1);
        const seen = talk.messages().map(({ images }) => images.map(({ sha256 }) => sha256));
        assert.equal(new Set(seen.flat()).size, 1);
        assert.equal(seen.flat().length, 3);
        assert.ok(talk.messages().every(({ status }) => status === 200));
      } finally {
        origin.close();
      }
    });

  test("a url goes as it is where that was asked for, and stays so", async () => {
    await using talk = await startTalk("anthropic", { thinking: true });
    const chat = talk.conversation({ method: "url" });
    await chat.ask("https://example.com/a.png", "What is this?");
    await chat.ask([await picture(1)], "And this?", { method: "base64" });
    await chat.ask("Thanks.", { method: "file" });
    assert.deepEqual(
      talk
        .messages()
        .at(-1)
        ?.images.map(({ method }) => method),
      ["url", "base64"],
    );
  });

  test("after a picture was mended: the turn after it is accepted", async () => {
    await using talk = await startTalk("anthropic", { thinking: true, limits: { maxEdgePx: 300 } });
    const chat = talk.conversation({ fit: "legal" });
    const answer = await chat.ask([await picture(1, 200, 100), await picture(2, 400, 200)], "What are these?");
    assert.equal(answer.mended.length, 1);
    await chat.ask("And now?");
    await chat.ask([await picture(3, 100, 100)], "And this?");
    assert.deepEqual(
      talk.messages().map(({ status }) => status),
      [400, 200, 200, 200],
    );
  });

  test("after files expired: the same bytes go up again, and what was said stands", async () => {
    await using talk = await startTalk("anthropic", { thinking: true });
    const chat = talk.conversation();
    await chat.ask([await picture(1), await picture(2)], "What are these?");
    talk.fake.expireAll();
    const answer = await chat.ask("And now?");
    assert.deepEqual([answer.sent.requests, answer.sent.uploads.length], [2, 2]);
    await chat.ask("And now?");
    assert.deepEqual(
      talk.messages().map(({ status }) => status),
      [200, 404, 200, 200],
    );
    const [first, , , last] = talk.messages();
    assert.deepEqual(
      last?.images.map(({ sha256 }) => sha256),
      first?.images.map(({ sha256 }) => sha256),
    );
  });
});
