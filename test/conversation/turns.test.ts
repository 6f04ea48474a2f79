// What a turn is: what it takes, what it says, and that nothing of it is left when it fails.
import assert from "node:assert/strict";
import { createReadStream, type ReadStream } from "node:fs";
import { describe, test } from "node:test";
import { type Conversation, createFovea, FoveaError, type Progress, type TurnOptions, toolResult } from "@fovea/client";
import { MODEL, officialClient } from "../platforms/clients.ts";
import { bodyOf, isPrefix, picture, startTalk } from "./talk.ts";

const state = (chat: Conversation): string => JSON.stringify([chat.turns, chat.messages]);
const codeOf = (code: string) => (error: unknown) => FoveaError.isInstance(error) && error.code === code;

describe("a turn", () => {
  test("sends everything that was said, as it was sent, and the reply as it came", async () => {
    await using talk = await startTalk("anthropic", { thinking: true });
    const chat = talk.conversation({
      system: "Be brief.",
      tools: [{ name: "look", input_schema: { type: "object" } }],
    });
    const answer = await chat.ask(await picture(1), "What is this?");
    assert.equal(answer.turn, 1);
    assert.equal(answer.kept, true);
    assert.equal(answer.images.out, 1);
    assert.equal(answer.plan.policy.uploads, "auto");
    assert.deepEqual(
      answer.plan.diagnostics.map(({ code }) => code).filter((code) => code === "upload.persists"),
      ["upload.persists"],
    );
    await chat.ask("And now?");
    const [first, second] = talk.messages();
    assert.ok(first && second && isPrefix(first, second));
    const body = bodyOf(second);
    assert.deepEqual((body.messages[1] as { content: unknown }).content, answer.message.content);
    assert.deepEqual(body.tools, [{ name: "look", input_schema: { type: "object" } }]);
    assert.equal(chat.turns, 2);
    assert.ok(Object.isFrozen(chat.messages[0]?.content[0]));
  });

  test("labels pictures as soon as there are several, and counts on through the conversation", async () => {
    await using talk = await startTalk();
    const chat = talk.conversation();
    await chat.ask(await picture(1), "What is this?");
    await chat.ask([await picture(2), await picture(3)], "And these?");
    await chat.ask({ input: await picture(4), label: "The last one" }, "And this?");
    const texts = chat.messages.flatMap(({ role, content }) =>
      role === "user" ? content.map(({ text }) => text) : [],
    );
    assert.deepEqual(
      texts.filter((text) => text !== undefined),
      ["What is this?", "Image 2:", "Image 3:", "And these?", "The last one:", "And this?"],
    );
  });

  test("takes results of tools with pictures in them, which come first", async () => {
    const content = [{ type: "tool_use", id: "toolu_1", name: "look", input: { where: "left", count: 3 } }];
    await using talk = await startTalk("anthropic", {
      thinking: true,
      reply: ({ messages }) => ((messages as unknown[]).length === 1 ? { content, stopReason: "tool_use" } : null),
    });
    for (const streamed of [false, true]) {
      const chat = talk.conversation();
      if (streamed) await chat.stream("Look.").answer;
      else await chat.ask("Look.");
      assert.deepEqual(chat.messages[1]?.content.at(-1), content[0]);
      await assert.rejects(chat.ask("Well?"), codeOf("input.tool-result-missing"));
      const result = toolResult("toolu_1", [{ type: "text", text: "Here:" }, await picture(7)]);
      const answer = await chat.ask([await picture(8), result], "Well?");
      assert.equal(answer.images.out, 2);
      const sent = talk.messages().at(-1);
      assert.deepEqual(
        sent?.images.map(({ at, method }) => [at, method]),
        [
          ["messages.2.content.0.content.1", "file"],
          ["messages.2.content.1", "file"],
        ],
      );
    }
  });

  test("takes official blocks of any kind as they are", async () => {
    await using talk = await startTalk();
    const chat = talk.conversation({ uploads: "never" });
    const data = (await picture(1)).toString("base64");
    const found = { type: "search_result", source: "a.txt", title: "A", content: [{ type: "text", text: "words" }] };
    await chat.ask(
      [
        { type: "image", source: { type: "base64", media_type: "image/jpeg", data } },
        found,
        { type: "text", text: "Look:" },
      ],
      "?",
    );
    assert.deepEqual(bodyOf(talk.messages()[0] as never).messages[0], {
      role: "user",
      content: [
        { type: "image", source: { type: "base64", media_type: "image/png", data } },
        found,
        { type: "text", text: "Look:" },
        { type: "text", text: "?" },
      ],
    });
  });

  test("does not change when the caller's own objects do, nor changes them", async () => {
    await using talk = await startTalk();
    const chat = talk.conversation();
    const mine = { type: "search_result", source: "a.txt", title: "A", content: [{ type: "text", text: "words" }] };
    const answer = await chat.ask([mine], "?");
    mine.title = "changed";
    (answer.message.content[0] as { text: string }).text = "changed";
    await chat.ask("And?");
    const [first, second] = talk.messages();
    assert.ok(first && second && isPrefix(first, second));
    assert.doesNotMatch(second?.body.toString() ?? "", /changed/);
  });

  test("uploads a lost file again from bytes of its own, whatever the caller did with the buffer since", async () => {
    await using talk = await startTalk();
    const chat = talk.conversation();
    const bytes = await picture(1);
    const { sent } = await chat.ask(bytes, "?");
    bytes.fill(0);
    for (const id of talk.fake.files.keys()) talk.fake.forget(id);
    const again = await chat.ask("?");
    assert.deepEqual(
      again.sent.uploads.map(({ sha256 }) => sha256),
      sent.uploads.map(({ sha256 }) => sha256),
    );
    assert.equal(talk.messages().at(-1)?.images[0]?.sha256, sent.uploads[0]?.sha256);
  });

  test("goes on with a reply that the platform paused when it is empty, and is an error when not", async () => {
    let said = 0;
    await using talk = await startTalk("anthropic", {
      reply: () => ({
        content: [{ type: "text", text: `Part ${++said}.` }],
        stopReason: said === 1 ? "pause_turn" : "end_turn",
      }),
    });
    const chat = talk.conversation();
    await assert.rejects(chat.ask(""), codeOf("input.turn-empty"));
    await chat.ask("Search.");
    await chat.ask("");
    await assert.rejects(chat.ask([], ""), codeOf("input.turn-empty"));
    await chat.ask("Thanks.");
    assert.deepEqual(
      bodyOf(talk.messages().at(-1) as never).messages.map((message) => (message as { role: string }).role),
      ["user", "assistant", "assistant", "user"],
    );
  });

  test("that the model declines is told, and left out of what follows", async () => {
    let said = 0;
    await using talk = await startTalk("anthropic", {
      reply: () => (++said === 1 ? { content: [{ type: "text", text: "No." }], stopReason: "refusal" } : null),
    });
    const chat = talk.conversation();
    const declined = await chat.ask("Something.");
    assert.deepEqual([declined.kept, declined.text, chat.messages.length], [false, "No.", 0]);
    const next = await chat.ask("Something else.");
    assert.deepEqual([next.kept, next.turn, chat.messages.length], [true, 1, 2]);
  });

  test("whose reply is empty leaves nothing that no platform takes back", async () => {
    let said = 0;
    await using talk = await startTalk("anthropic", {
      reply: () => (++said === 1 ? { content: [{ type: "text", text: "" }] } : null),
    });
    const chat = talk.conversation();
    await chat.ask("Hm.");
    await chat.ask("And?");
    assert.doesNotMatch(talk.messages().at(-1)?.body.toString() ?? "", /"text":""/);
  });
});

describe("one turn at a time", () => {
  test("a second one is refused until the first has settled", async () => {
    await using talk = await startTalk();
    const chat = talk.conversation();
    const first = chat.ask("One.");
    await assert.rejects(chat.ask("Two."), codeOf("input.turn-in-progress"));
    await assert.rejects(chat.stream("Three.").answer, codeOf("input.turn-in-progress"));
    await assert.rejects(chat.load({}), codeOf("input.turn-in-progress"));
    await first;
    await chat.ask("Four.");
    assert.deepEqual(
      chat.messages.flatMap(({ role, content }) => (role === "user" ? content.map(({ text }) => text) : [])),
      ["One.", "Four."],
    );
  });

  test("a stream holds it until its answer has settled, heard or not", async () => {
    await using talk = await startTalk("anthropic", { eventMs: 5 });
    const chat = talk.conversation();
    const { answer } = chat.stream("One.");
    await assert.rejects(chat.ask("Two."), codeOf("input.turn-in-progress"));
    await answer;
    await chat.ask("Three.");
    assert.equal(chat.turns, 2);
  });
});

describe("a turn that fails leaves everything as it was", () => {
  const failures = [
    ["a refusal", { status: 400 }],
    ["too many requests", { status: 429 }],
    ["a server that fails", { status: 500 }],
    ["garbage", "garbage"],
    ["a body that is cut", "cut-body"],
  ] as const;
  for (const [name, what] of failures)
    test(`${name}, whole`, async () => {
      await using talk = await startTalk();
      const chat = talk.conversation();
      await chat.ask(await picture(1), "One.");
      const before = state(chat);
      talk.fake.behave(what, 1, "messages");
      await assert.rejects(chat.ask(await picture(2), "Two."));
      assert.equal(state(chat), before);
      await chat.ask("Three.");
      assert.equal(talk.messages().at(-1)?.images.length, 1);
    });

  for (const what of [{ status: 529 }, "garbage", "cut-stream", "error-event"] as const)
    test(`${JSON.stringify(what)}, streamed`, async () => {
      await using talk = await startTalk("anthropic", { thinking: true });
      const chat = talk.conversation();
      await chat.ask(await picture(1), "One.");
      const before = state(chat);
      talk.fake.behave(what, 1, "messages");
      const stream = chat.stream(await picture(2), "Two.");
      await assert.rejects(async () => {
        for await (const _ of stream);
      });
      await assert.rejects(stream.answer);
      assert.equal(state(chat), before);
      await chat.stream("Three.").answer;
      assert.equal(talk.messages().at(-1)?.images.length, 1);
    });

  test("an input that cannot be opened: nothing is sent", async () => {
    await using talk = await startTalk();
    const chat = talk.conversation();
    await assert.rejects(chat.ask(["/nowhere/a.png", await picture(1)], "?"), codeOf("input.not-found"));
    assert.deepEqual([talk.fake.requests.length, chat.messages.length], [0, 0]);
    await chat.ask(await picture(1), "?");
  });

  test("an abort, before and in the middle", async () => {
    await using talk = await startTalk("anthropic", { eventMs: 20 });
    const chat = talk.conversation();
    await assert.rejects(chat.ask("?", { signal: AbortSignal.abort(new Error("no")) }), /no/);
    assert.equal(talk.fake.requests.length, 0);
    talk.fake.behave("hang", 1, "messages");
    await assert.rejects(chat.ask(await picture(1), "?", { signal: AbortSignal.timeout(80) }));
    const stop = new AbortController();
    const stream = chat.stream("?", { signal: stop.signal });
    await assert.rejects(async () => {
      for await (const _ of stream) stop.abort();
    });
    assert.equal(chat.messages.length, 0);
    await chat.ask("?");
    assert.equal(chat.turns, 1);
  });

  test("an abort while a picture is made right: its reason is thrown, and nothing is sent", async () => {
    await using talk = await startTalk("vertex");
    const chat = talk.conversation();
    const stop = new AbortController();
    const onProgress = ({ type }: Progress) => type === "resizing" && stop.abort(new Error("enough"));
    await assert.rejects(chat.ask(await picture(1, 2400, 300), "?", { signal: stop.signal, onProgress }), /enough/);
    assert.deepEqual([talk.messages().length, chat.messages.length], [0, 0]);
  });

  test("streams that nobody will read are closed", async () => {
    await using talk = await startTalk();
    const streams = [1, 2, 3].map(() => createReadStream(import.meta.filename));
    const [first, second, third] = streams as [ReadStream, ReadStream, ReadStream];
    const chat = talk.conversation();
    await assert.rejects(chat.ask(first, "?", { signal: AbortSignal.abort(new Error("no")) }), /no/);
    await assert.rejects(chat.ask([toolResult("toolu_1", ["/nowhere/a.png"]), second], "?"), codeOf("input.not-found"));
    await assert.rejects(chat.ask(toolResult("toolu_1", [third]), "?", { signal: AbortSignal.abort(new Error("no")) }));
    assert.deepEqual(
      streams.map(({ destroyed }) => destroyed),
      [true, true, true],
    );
  });

  test("a loop that is left, or ended by a signal, when the whole reply has arrived already", async () => {
    await using talk = await startTalk();
    const fovea = createFovea({
      client: officialClient("anthropic", talk.fake.credentials),
      platform: "anthropic",
      model: MODEL.anthropic,
    });
    const chat = talk.conversation();
    const ways = [
      (options?: TurnOptions) => chat.stream("?", options),
      (options?: TurnOptions) => fovea.stream([], "?", options),
    ];
    for (const begin of ways)
      for (let times = 0; times < 5; times++) {
        const stream = begin();
        for await (const _ of stream) break;
        await assert.rejects(stream.answer);
        const stop = new AbortController();
        const stopped = begin({ signal: stop.signal });
        await assert.rejects(async () => {
          for await (const _ of stopped) stop.abort();
        });
        await assert.rejects(stopped.answer);
      }
    assert.equal(chat.turns, 0);
    await chat.ask("?");
  });

  test("a loop that is left early", async () => {
    await using talk = await startTalk("anthropic", { eventMs: 20 });
    const chat = talk.conversation();
    const stream = chat.stream("?");
    for await (const _ of stream) break;
    await assert.rejects(stream.answer);
    assert.equal(chat.messages.length, 0);
    await chat.ask("?");
    assert.equal(chat.turns, 1);
  });
});

test("a turn tells of each time that it is sent, and how long that is", async () => {
  await using talk = await startTalk("vertex");
  const told: Progress[] = [];
  const answer = await talk.conversation().ask(await picture(1), "?", { onProgress: (one) => told.push(one) });
  assert.deepEqual(told.at(-1), { type: "sending", bytes: answer.sent.requestBytes });
});

describe("a plan", () => {
  test("speaks of everything that was said and of what would enter, and sends nothing", async () => {
    await using talk = await startTalk();
    const chat = talk.conversation();
    await chat.ask(await picture(1), "?");
    const asked = talk.fake.requests.length;
    const plan = await chat.plan(["https://example.com/a.png", await picture(2, 2400, 300)], "?");
    assert.deepEqual(
      plan.steps.map(({ at, action, needs }) => [at, action, needs]),
      [
        ["messages.0.content.0", "keep", null],
        ["messages.2.content.1", "upload", "fetch"],
        ["messages.2.content.3", "resize", null],
      ],
    );
    assert.equal(talk.fake.requests.length, asked);
    assert.equal(chat.turns, 1);
  });

  test("of a platform without files says so, and when the conversation grows too long", async () => {
    await using talk = await startTalk("vertex", {}, { capabilities: { maxRequestBytes: 4_000 } });
    const chat = talk.conversation();
    await chat.ask(await picture(1), "?");
    const plan = await chat.plan(await picture(2), "x".repeat(4_000));
    assert.deepEqual(
      plan.problems.map(({ code }) => code),
      ["limit.request-bytes"],
    );
    await assert.rejects(chat.ask(await picture(2), "x".repeat(4_000)), codeOf("limit.request-bytes"));
    assert.equal(chat.turns, 1);
  });
});

test("options that are none, or not of their kind, are TypeErrors at once", async () => {
  await using talk = await startTalk();
  for (const [options, message] of [
    [{ upload: "auto" }, /upload is no option of conversation/],
    [{ cache: "10m" }, /cache must be false, "5m" or "1h"/],
    [{ maxTokens: 0 }, /maxTokens must be/],
    [{ fields: { messages: [] } }, /fields must be without messages/],
    [{ directory: "" }, /directory must be the path/],
  ] as const)
    assert.throws(() => talk.conversation(options as never), message);
  const chat = talk.conversation();
  await assert.rejects(chat.ask("?", { fields: { stream: true } }), /fields must be without stream/);
  await assert.rejects(chat.ask("?", { colour: "red" } as never), /colour is no option of a turn/);
  // What a conversation is made with holds for all its turns.
  await assert.rejects(chat.ask("?", { model: "claude-opus-5-5" } as never), /model is no option of a turn/);
  await assert.rejects(chat.ask("?", { uploads: "never" } as never), /uploads is no option of a turn/);
  await assert.rejects(chat.ask("?", { maxTokens: 0 }), /maxTokens must be/);
  assert.equal(talk.fake.requests.length, 0);
  await assert.rejects(chat.ask(1 as never), /prompt must be a string/);
});
