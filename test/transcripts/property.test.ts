import assert from "node:assert/strict";
import { test } from "node:test";
import { repairTranscript, type TranscriptChange } from "@fovea/client";
import fc from "fast-check";
import { startFake } from "../fakes/fake.ts";
import { officialClient } from "../platforms/clients.ts";
import { asSent, FORMATS, type Message } from "./formats.ts";
import { fixture, flatPng, image, imageOf, noisyPng, text } from "./pictures.ts";

// Any mixture of good and bad blocks, in any form, on platforms with small limits: repaired once, it is accepted, needs nothing more, and all that was
// not repaired is what it was.

const numRuns = process.env.FOVEA_SOAK === undefined ? 25 : 600;
const LIMITS = { maxImageChars: 12_000, maxRequestBytes: 60_000, maxEdgePx: 300, manyFrom: 5, manyMaxEdgePx: 150 };
const CAPABILITIES = {
  maxImageBase64Bytes: LIMITS.maxImageChars,
  maxRequestBytes: LIMITS.maxRequestBytes,
  maxEdgePx: LIMITS.maxEdgePx,
  manyImages: LIMITS.manyFrom - 1,
  manyImagesMaxEdgePx: LIMITS.manyMaxEdgePx,
};
const MODEL = "claude-opus-5-5";

const small = await flatPng(40, 30);
const BLOCKS: readonly unknown[] = [
  image(small),
  image(small, "image/jpeg"),
  image(await flatPng(200, 100)),
  image(await flatPng(400, 100)),
  image(await noisyPng(60, 50)),
  image(await noisyPng(80, 70)),
  imageOf(""),
  imageOf(small.toString("base64url")),
  imageOf(`data:image/gif;base64,${small.toString("base64")}`),
  image(Buffer.from("<html>no picture</html>")),
  image(small.subarray(0, 60)),
  image(fixture("media/fixtures/other.tiff"), "image/tiff"),
  image(fixture("media/fixtures/jpeg-exif-6.jpg"), "image/jpeg"),
  { type: "image", source: { type: "base64", media_type: "image/png" } },
  { type: "image", source: { type: "url", url: "http://example.com/a.png" } },
  text("words"),
  text('quotes " and \\ and \u0000'),
];
const block = fc.constantFrom(...BLOCKS);
const tool = fc
  .array(block, { maxLength: 4 })
  .map((content) => ({ type: "tool_result", tool_use_id: "toolu_1", content }));
const user: fc.Arbitrary<Message> = fc
  .array(fc.oneof({ weight: 3, arbitrary: block }, { weight: 1, arbitrary: tool }), { minLength: 1, maxLength: 6 })
  .map((content) => ({ role: "user", content }));
const assistant: fc.Arbitrary<Message> = fc
  .array(fc.constantFrom(text("Yes."), { type: "thinking", thinking: "Hm.", signature: "c2lnbmF0dXJl" }), {
    minLength: 1,
    maxLength: 3,
  })
  .map((content) => ({ role: "assistant", content }));
const messages = fc.array(fc.oneof(user, user, assistant), { minLength: 1, maxLength: 8 });

/** Both with nothing where something changed: the content of a message, for what is removed from a list moves what is behind it. */
function blanked(value: unknown, paths: readonly string[]): unknown {
  const copy: unknown = JSON.parse(JSON.stringify(value));
  for (const path of paths) {
    const keys = path.split(".");
    const end = keys.lastIndexOf("content", keys.indexOf("content") + 1);
    const parent = keys.slice(0, end).reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], copy);
    (parent as Record<string, unknown>).content = null;
  }
  return copy;
}

function assertOnlyThere(before: string, after: string, changes: readonly TranscriptChange[], asLines: boolean): void {
  const [old, now] = asLines ? [before.split("\n"), after.split("\n")] : [[before], [after]];
  assert.equal(now.length, old.length);
  for (const [index, line] of old.entries()) {
    const paths = changes.filter((one) => one.line === index + 1 && one.at !== "").map(({ at }) => at);
    if (paths.length === 0) assert.equal(now[index], line);
    else assert.deepEqual(blanked(JSON.parse(now[index] ?? ""), paths), blanked(JSON.parse(line), paths));
  }
}

test("any transcript", { timeout: 600_000 }, async () => {
  const fake = await startFake("anthropic", { limits: LIMITS });
  const client = officialClient("anthropic", fake.credentials);
  try {
    await fc.assert(
      fc.asyncProperty(messages, fc.constantFrom(...FORMATS), async (given, format) => {
        const before = format.write(given, MODEL);
        const options = { model: MODEL, capabilities: CAPABILITIES, fetchUrl: null };
        const { transcript, report } = await repairTranscript(Buffer.from(before), options);
        const after = Buffer.from(transcript).toString();
        assert.equal(report.ok, true, JSON.stringify(report.changes));
        assert.equal(report.healthy, after === before);
        assertOnlyThere(before, after, report.changes, format.ending === ".jsonl");

        const again = await repairTranscript(transcript, options);
        assert.deepEqual(again.report.changes, []);
        assert.equal(again.transcript, transcript);

        const sent = asSent(format.read(after));
        await client.messages.create({ model: MODEL, max_tokens: 1, messages: sent as never });
        fake.clear();
      }),
      { numRuns, seed: 20_261_123 },
    );
  } finally {
    await fake.close();
  }
});
