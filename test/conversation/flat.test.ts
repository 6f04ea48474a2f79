// Twenty turns with ten pictures: what goes over the wire, counted at the far end.
import assert from "node:assert/strict";
import { test } from "node:test";
import { photograph, startTalk, type Talk } from "./talk.ts";

const TURNS = 20;

/** A new picture in every second turn, beginning with the first. */
async function twenty(
  talk: Talk,
  uploads: "auto" | "never",
): Promise<{ perTurn: number[]; uploaded: number; told: number[] }> {
  const chat = talk.conversation({ uploads });
  const told: number[] = [];
  const perTurn: number[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    const before = talk.messages().length;
    const words = `Question number ${String(turn).padStart(2, "0")}`;
    const answer = await (turn % 2 === 0 ? chat.ask([await photograph(turn + 1, 320, 240)], words) : chat.ask(words));
    told.push(answer.sent.requestBytes);
    perTurn.push(
      talk
        .messages()
        .slice(before)
        .reduce((sum, { body }) => sum + body.length, 0),
    );
  }
  const uploaded = talk.fake.requests
    .filter(({ method, target }) => method === "POST" && target.startsWith("/v1/files"))
    .reduce((sum, { body }) => sum + body.length, 0);
  return { perTurn, uploaded, told };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

test("by file id bytes per turn are flat, and all together at most 2 % of base64 that is sent again", async () => {
  await using files = await startTalk();
  await using inline = await startTalk();
  const byFile = await twenty(files, "auto");
  const byBase64 = await twenty(inline, "never");

  assert.equal(files.messages().length, TURNS);
  assert.equal(files.messages().at(-1)?.images.length, 10);
  assert.equal(inline.messages().at(-1)?.images.length, 10);
  // Flat: what a turn adds is its own words and its reply, never a picture of an earlier turn.
  const growth = byFile.perTurn.slice(1).map((bytes, index) => bytes - (byFile.perTurn[index] as number));
  assert.ok(Math.max(...growth) < 700, `a turn added ${Math.max(...growth)} bytes`);
  assert.ok(Math.max(...byFile.perTurn) < 8_000, `a turn took ${Math.max(...byFile.perTurn)} bytes`);
  // By base64 the last turn carries all ten.
  assert.ok((byBase64.perTurn.at(-1) as number) > 10 * 300_000);

  const messages = sum(byFile.perTurn);
  const resent = sum(byBase64.perTurn);
  assert.ok(messages <= 0.02 * resent, `${messages} of ${resent}`);
  // Each picture went up once, whatever that is by itself.
  assert.equal(files.fake.files.size, 10);
  assert.ok(byFile.uploaded < 10 * 240_000);
});

test("what an answer says of bytes is what the platform got", async () => {
  await using talk = await startTalk();
  const { perTurn, told } = await twenty(talk, "auto");
  assert.deepEqual(told, perTurn);
  await using inline = await startTalk("vertex");
  const chat = inline.conversation({
    system: "Be brief: ä ö ü.",
    tools: [{ name: "look", input_schema: { type: "object" } }],
  });
  const first = await chat.ask([await photograph(1), await photograph(2)], "¿Qué es?");
  const second = await chat.ask("And?");
  const [a, b] = inline.messages();
  // The client for Vertex takes the model out of the body and puts the version in: what it was handed has the same length but for those.
  const moved = '"model":"claude-opus-4-8",'.length - '"anthropic_version":"2026-10-21",'.length;
  assert.deepEqual(
    [first.sent.requestBytes - (a?.body.length ?? 0), second.sent.requestBytes - (b?.body.length ?? 0)],
    [moved, moved],
  );
});
