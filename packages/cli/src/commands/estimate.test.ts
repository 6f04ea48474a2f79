import assert from "node:assert/strict";
import { copyFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import sharp from "sharp";
import { inFolder } from "./fixtures/run.ts";

const examples = join(import.meta.dirname, "../../../../examples");
const { folder, fovea } = inFolder();
before(async () => {
  copyFileSync(join(examples, "photos/rocket.jpg"), join(folder, "rocket.jpg"));
  copyFileSync(join(examples, "documents/invoice.pdf"), join(folder, "invoice.pdf"));
  const large = { width: 4000, height: 3000, channels: 3, background: "teal" } as const;
  await sharp({ create: large }).png().toFile(join(folder, "large.png"));
});

describe("fovea estimate", () => {
  test("shows tokens, money and bytes of one question", async () => {
    const { exit, out, err } = await fovea([
      "estimate",
      "rocket.jpg",
      "--prompt",
      "What is this?",
      "-m",
      "claude-opus-5-5",
    ]);
    assert.equal(exit, 0, err);
    // 640x427 px are 23 x 16 patches.
    assert.match(out, /^rocket\.jpg +image\/jpeg, 640x427 px +640x427 px, 368 tokens$/m);
    assert.match(out, /^Claude API, claude-opus-5-5, one turn$/m);
    assert.match(out, /^pictures +368$/m);
    // At least 368 tokens, the frame and the words, at $4 a million.
    assert.match(out, /^input, without a cache \* +\$0\.0015\d* to \$0\.0015\d*$/m);
    const length = statSync(join(folder, "rocket.jpg")).size;
    assert.match(out, new RegExp(`^file_id +yes +${length.toLocaleString("en")} +\\d{3}$`, "m"));
    assert.match(out, /^base64 +yes +15\d,\d{3}$/m);
    assert.doesNotMatch(out, /last turn/);
  });

  test("reckons a conversation: every turn sends all before it again, a cache reads it for less", async () => {
    const words = ["estimate", "rocket.jpg", "--turns", "20", "--answer-tokens", "300", "--cache", "5m", "--json"];
    const { exit, out, err } = await fovea(words);
    assert.equal(exit, 0, err);
    const found = JSON.parse(out);
    assert.deepEqual([found.turns, found.cache, found.batch, found.ok], [20, "5m", false, true]);
    assert.ok(found.tokens.allTurns.low >= 20 * 368 + 190 * 300);
    assert.ok(found.cost.inputBy["5m"].high < found.cost.inputBy.none.low / 3);
    // 20 answers of 300 tokens at $10 a million.
    assert.deepEqual(found.cost.output, { low: 0.06, high: 0.06 });
    const [base64, , file] = found.wire;
    assert.ok(file.allTurns.low < base64.allTurns.low / 5);
    assert.equal(found.plan.steps.length, 1);
    assert.equal(err, "");
  });

  test("writes a picture that would be resized, to know its bytes", async () => {
    const { out } = await fovea(["estimate", "large.png", "--json", "-m", "claude-opus-5-5"]);
    const [base64, , file] = JSON.parse(out).wire;
    assert.ok(file.upload > 100 && file.upload < 100_000, String(file.upload));
    assert.ok(base64.firstTurn.low > (file.upload * 4) / 3);
  });

  test("puts several models side by side, one without a price among them", async () => {
    const { exit, out, err } = await fovea([
      "estimate",
      "rocket.jpg",
      "--models",
      "claude-opus-5-5, claude-haiku-4-5,mine",
    ]);
    assert.equal(exit, 0, err);
    const [title, , head, ...rows] = out.split("\n");
    assert.equal(title, "Claude API, one turn");
    assert.match(head ?? "", /^model +visual tokens +input tokens +input +kept 5m +kept 1h +as asked$/);
    assert.match(rows[0] ?? "", /^claude-opus-5-5 +368 /);
    assert.match(rows[1] ?? "", /^claude-haiku-4-5 +368 /);
    assert.match(rows[2] ?? "", /^mine +368 .*no price/);
    assert.match(out, /^note: mine: There is no published price for mine\.$/m);
  });

  test("counts the pages of a PDF, and says where a platform takes no file_id", async () => {
    const { out } = await fovea(["estimate", "invoice.pdf", "--platform", "bedrock", "--batch"]);
    assert.match(out, /^pages of PDFs +3,000 to 15,568$/m);
    assert.match(out, /^file_id +no /m);
    assert.match(out, /^note: Amazon Bedrock has no batches\.$/m);
  });

  test("tells where the sums stand what is in none of them", async () => {
    const { exit, out, err } = await fovea(["estimate", "rocket.jpg", "https://example.com/a.png"]);
    assert.equal(exit, 0, err);
    assert.match(out, /^tokens of input, without 1 unknown$/m);
    assert.match(out, /^cost, without 1 unknown$/m);
    assert.match(out, /^note: The tokens of 1 block are not known yet and not counted\.$/m);
  });

  test("says what is wrong with the command line", async () => {
    for (const [words, message] of [
      [["estimate"], /No input was given/],
      [["estimate", "rocket.jpg", "--turns", "0"], /whole number from 1 up/],
      [["estimate", "rocket.jpg", "--models", "a,,b"], /commas between/],
      [["estimate", "rocket.jpg", "--models", "a", "-m", "b"], /exclude each other/],
      [["estimate", "rocket.jpg", "--turns", "20000"], /at most 10000 turns/],
    ] as const) {
      const { exit, out, err } = await fovea([...words]);
      assert.equal(exit, 2, words.join(" "));
      assert.equal(out, "");
      assert.match(err, message);
    }
  });
});
