// Message threads: the platform holds the conversation, the official client's helper says when everything goes again, and pictures stay what they were.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createFovea, FoveaError } from "@fovea/client";
import { startFake } from "../fakes/fake.ts";
import { MODEL, officialClient } from "../platforms/clients.ts";
import { bodyOf, picture, startTalk } from "./talk.ts";

const threadOf = (recorded: Parameters<typeof bodyOf>[0]) => bodyOf(recorded).thread as { type: string } | undefined;
const imagesIn = (recorded: Parameters<typeof bodyOf>[0]): string[] =>
  bodyOf(recorded).messages.flatMap((message) =>
    (message as { content: { type: string }[] }).content
      .filter(({ type }) => type === "image")
      .map((block) => JSON.stringify(block)),
  );

describe("with threads", () => {
  for (const platform of ["anthropic", "aws", "google-cloud", "foundry"] as const)
    for (const uploads of ["auto", "never"] as const)
      test(`on ${platform}, uploads ${uploads}: a turn sends what is new, and a replay sends every picture byte for byte`, async () => {
        await using talk = await startTalk(platform, { thinking: true });
        const chat = talk.conversation({ threads: true, uploads, system: "Be brief." });
        await chat.ask([await picture(1), await picture(2, 2400, 300)], "What are these?");
        await chat.ask(await picture(3), "And this?");
        await chat.stream("And now?").answer;
        const held = talk.messages();
        assert.deepEqual(
          held.map(threadOf).map((thread) => thread?.type),
          ["create", "continue", "continue"],
        );
        assert.deepEqual(
          held.map(({ images }) => images.length),
          [2, 1, 0],
        );

        talk.fake.forgetThreads();
        const answer = await chat.ask("And after that?");
        assert.equal(answer.images.out, 3);
        const [first, second, , refused, replay] = talk.messages();
        assert.deepEqual([refused?.status, replay?.status], [404, 200]);
        assert.equal(threadOf(replay as never)?.type, "create");
        assert.deepEqual(imagesIn(replay as never), [...imagesIn(first as never), ...imagesIn(second as never)]);
        assert.deepEqual(
          replay?.images.map(({ sha256, method }) => [sha256, method]),
          [...(first?.images ?? []), ...(second?.images ?? [])].map(({ sha256, method }) => [sha256, method]),
        );
        assert.equal(chat.turns, 4);
        await chat.ask("Thanks.");
        assert.equal(threadOf(talk.messages().at(-1) as never)?.type, "continue");
      });

  test("a turn that fails in the middle of its reply is taken back, though the helper keeps what it heard", async () => {
    await using talk = await startTalk("anthropic", { thinking: true });
    const chat = talk.conversation({ threads: true });
    await chat.ask(await picture(1), "What is this?");
    const before = JSON.stringify(chat.messages);
    talk.fake.behave("cut-stream", 1, "messages");
    await assert.rejects(chat.stream(await picture(2), "And this?").answer);
    assert.equal(JSON.stringify(chat.messages), before);
    await chat.ask("And now?");
    const last = talk.messages().at(-1);
    assert.deepEqual([last?.status, last?.images.length], [200, 1]);
    assert.doesNotMatch(last?.body.toString() ?? "", /And this\?/);
  });

  test("a refused picture is mended, and a lost file uploaded again", async () => {
    await using talk = await startTalk("anthropic", { thinking: true, limits: { maxEdgePx: 300 } });
    const chat = talk.conversation({ threads: true, fit: "legal" });
    await chat.ask("Hello.");
    const answer = await chat.ask(await picture(1, 600, 100), "What is this?");
    assert.equal(answer.mended.length, 1);
    talk.fake.expireAll();
    talk.fake.forgetThreads();
    const again = await chat.ask("And now?");
    assert.equal(again.sent.uploads.length, 1);
    assert.equal(talk.messages().at(-1)?.status, 200);
  });

  test("bytes of a turn are those of what is new", async () => {
    await using talk = await startTalk();
    const chat = talk.conversation({ threads: true, uploads: "never" });
    const first = await chat.ask(await picture(1), "What is this?");
    const second = await chat.ask("And now?");
    const [a, b] = talk.messages();
    // The helper adds what it wants to be sent.
    assert.equal(a?.body.length, first.sent.requestBytes + ',"stream":false,"thread":{"type":"create"}'.length);
    assert.equal(b?.body.length, second.sent.requestBytes + ',"stream":false'.length);
  });
});

describe("where there are no threads", () => {
  for (const platform of ["bedrock", "bedrock-legacy", "vertex", "compatible"] as const)
    test(`${platform}: refused when the conversation is made`, async () => {
      const fovea = createFovea({ platform, apiKey: "x", baseURL: "http://127.0.0.1:9" });
      assert.throws(
        () => fovea.conversation({ threads: true }),
        (error) => {
          assert.ok(FoveaError.isInstance(error) && error.code === "capability.threads");
          assert.match(error.message, /has no message threads/);
          return true;
        },
      );
    });

  test("a client without the helper: refused at the first turn, which leaves nothing", async () => {
    const fake = await startFake("anthropic");
    const { messages } = officialClient("anthropic", fake.credentials);
    const bare = createFovea({ client: { messages } as never, platform: "anthropic", model: MODEL.anthropic });
    const chat = bare.conversation({ threads: true, uploads: "never" });
    await assert.rejects(chat.ask("?"), (error) => FoveaError.isInstance(error) && error.code === "capability.threads");
    assert.deepEqual([fake.requests.length, chat.messages.length], [0, 0]);
    await fake.close();
  });
});
