import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import Anthropic from "@anthropic-ai/sdk";
import { repairTranscript } from "@fovea/client";
import { inFolder } from "../../packages/cli/src/commands/fixtures/run.ts";
import { type Fake, startFake } from "../fakes/fake.ts";
import { asSent, FORMATS, LINES, type Message } from "./formats.ts";
import { flatPng, image, text } from "./pictures.ts";

// Models that bind their thinking to everything before it: a repaired picture takes the thinking behind it along.

const MODEL = "claude-opus-5-5";
const { folder, fovea } = inFolder();

const clientOf = ({ credentials: { baseURL, key } }: Fake): Anthropic =>
  new Anthropic({ baseURL, apiKey: key, maxRetries: 0 });

async function answered(fake: Fake, messages: readonly Message[]): Promise<Message> {
  const { content } = await clientOf(fake).messages.create({
    model: MODEL,
    max_tokens: 64,
    messages: asSent(messages) as never,
  });
  return { role: "assistant", content };
}

/** Two turns with thinking, a picture of 2400 px in the second, and then so many pictures that it is too large. */
async function poisoned(fake: Fake): Promise<Message[]> {
  const history: Message[] = [{ role: "user", content: [image(await flatPng(800, 600)), text("What is this?")] }];
  history.push(await answered(fake, history));
  history.push({ role: "user", content: [image(await flatPng(2400, 1200)), text("And this?")] });
  history.push(await answered(fake, history));
  const many = await Promise.all(Array.from({ length: 20 }, async (_, at) => image(await flatPng(40 + at, 30, at))));
  history.push({ role: "user", content: [...many, text("And these?")] });
  return history;
}

const thinkingIn = (messages: readonly Message[]): number =>
  messages.reduce((sum, { content }) => sum + (JSON.stringify(content).match(/"type":"thinking"/g)?.length ?? 0), 0);

describe("thinking that is bound to a picture", { timeout: 60_000 }, () => {
  test("goes with it, and only that: the repaired transcript is accepted, in every form", async () => {
    const fake = await startFake("anthropic", { thinking: true });
    try {
      const history = await poisoned(fake);
      assert.equal(thinkingIn(history), 2);
      await assert.rejects(answered(fake, history), /for many-image requests: 2000 pixels/);
      for (const [index, format] of FORMATS.entries()) {
        const file = join(folder, `thinking-${index}${format.ending}`);
        writeFileSync(file, format.write(history, MODEL));
        const { exit, out } = await fovea(["doctor", file, "-m", MODEL]);
        assert.equal(exit, 0, out);
        assert.match(out, /Done: 1 mended, 1 without its thinking\./);
        const repaired = format.read(readFileSync(file, "utf8"));
        // What stood before the picture is valid still.
        assert.deepEqual(
          repaired.slice(0, 2),
          asSent(history.slice(0, 2)).map((one, at) => ({ ...repaired[at], ...one })),
        );
        assert.equal(thinkingIn(repaired), 1);
        await answered(fake, repaired);

        // And it had to go: with it, the repaired transcript would be refused.
        const kept = repaired.map((one, at) => (at === 3 ? (history[3] as Message) : one));
        await assert.rejects(answered(fake, kept), /bound to a different conversation/);
      }
    } finally {
      await fake.close();
    }
  });

  test("stays where the model does not bind it, and where the request has it dropped anyway", async () => {
    const fake = await startFake("anthropic", { thinking: true });
    try {
      const history = await poisoned(fake);
      const loose = await repairTranscript(history, { model: "claude-opus-4-8" });
      assert.equal(thinkingIn(loose.transcript), 2);
      const thinking = { type: "adaptive", block_binding: { prefix_mismatch_behavior: "drop_block" } };
      const dropping = await repairTranscript({ model: MODEL, thinking, messages: history });
      assert.deepEqual(
        dropping.report.changes.map(({ change }) => change),
        ["mended"],
      );
    } finally {
      await fake.close();
    }
  });

  test("a message of nothing but thinking keeps something to say", async () => {
    const history: Message[] = [
      { role: "user", content: [image(Buffer.from("no picture"))] },
      { role: "assistant", content: [{ type: "thinking", thinking: "Hm.", signature: "c2ln" }] },
      { role: "user", content: "Go on." },
    ];
    const { transcript, report } = await repairTranscript(Buffer.from(LINES.write(history, MODEL)), { model: MODEL });
    assert.deepEqual(
      report.changes.map(({ change }) => change),
      ["removed", "thinking-removed"],
    );
    const [, second] = LINES.read(Buffer.from(transcript).toString());
    assert.match(JSON.stringify(second?.content), /^\[\{"type":"text","text":"\[Thinking removed/);
  });
});
