// Marks of caching on the wire: where they stand, that they move, and that nothing else does.
import assert from "node:assert/strict";
import { test } from "node:test";
import { bodyOf, isPrefix, photograph, startTalk } from "./talk.ts";

/** Paths of what is marked. */
function marked(value: unknown, at = ""): string[] {
  if (typeof value !== "object" || value === null) return [];
  const here = "cache_control" in value ? [at] : [];
  return [...here, ...Object.entries(value).flatMap(([key, one]) => marked(one, at === "" ? key : `${at}.${key}`))];
}

test("marks move on with the conversation, and the thinking that is bound to what they stand on stays valid", async () => {
  for (const platform of ["anthropic", "vertex", "bedrock-legacy"] as const) {
    await using talk = await startTalk(platform, { thinking: true });
    const chat = talk.conversation({ system: "Be brief. ".repeat(1_000) });
    await chat.ask(await photograph(1, 600, 600), "What is this?");
    await chat.ask("And now?");
    await chat.ask("And after that?");
    const sent = talk.messages();
    assert.deepEqual(
      sent.map((one) => marked(bodyOf(one))),
      [
        ["system.0", "messages.0.content.1"],
        ["system.0", "messages.0.content.1", "messages.2.content.0"],
        ["system.0", "messages.2.content.0", "messages.4.content.0"],
      ],
    );
    assert.ok(sent.every(({ status }) => status === 200));
    assert.ok(isPrefix(sent[0] as never, sent[1] as never) && isPrefix(sent[1] as never, sent[2] as never));
    assert.deepEqual(marked(chat.messages), []);
  }
});

test("short prompts have none; nor has anything where they are off, or the caller set some", async () => {
  await using talk = await startTalk();
  const long = "Be brief. ".repeat(1_000);
  await talk.conversation().ask("Hello.");
  await talk.conversation({ system: long, cache: false }).ask("Hello.");
  await talk
    .conversation({ system: [{ type: "text", text: long, cache_control: { type: "ephemeral" } }] })
    .ask([{ type: "text", text: long }], "Hello.");
  assert.deepEqual(
    talk.messages().map((one) => marked(bodyOf(one))),
    [[], [], ["system.0"]],
  );
  assert.deepEqual(bodyOf(talk.messages()[1] as never).system, [{ type: "text", text: long }]);
});
