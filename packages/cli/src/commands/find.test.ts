import assert from "node:assert/strict";
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import sharp from "sharp";
import { inFolder } from "./fixtures/run.ts";

const examples = join(import.meta.dirname, "../../../../examples");
const { folder, fovea } = inFolder();
before(() => {
  copyFileSync(join(examples, "photos/coffee.png"), join(folder, "coffee.png"));
  copyFileSync(join(examples, "drawn/receipt.png"), join(folder, "receipt.png"));
});

describe("fovea find with the built-in eyes", () => {
  test("lists boxes on stdout, and everything else on stderr", async () => {
    const { exit, out, err } = await fovea(["find", "coffee.png", "the cup"]);
    assert.equal(exit, 0, err);
    const [head, cup, ...rest] = out.trimEnd().split("\n");
    assert.match(head ?? "", /^label +sure +x1 +y1 +x2 +y2$/);
    assert.match(cup ?? "", /^cup +\d+% +1[67]\d +\d+ +4[01]\d +2\d\d$/);
    assert.deepEqual(rest, []);
    assert.match(err, /built-in eyes[\s\S]*In pixels of the upright picture, 600x400/);
  });

  test("prints one JSON object with --json, and nothing on stderr", async () => {
    const { exit, out, err } = await fovea(["find", "coffee.png", "the cup", "--json"]);
    assert.equal(exit, 0, err);
    const answer = JSON.parse(out);
    assert.deepEqual(Object.keys(answer), ["found", "frame", "notes", "model", "engine", "usage", "plan"]);
    assert.equal(answer.found[0].label, "cup");
    assert.deepEqual(Object.keys(answer.found[0].box), ["x1", "y1", "x2", "y2"]);
    assert.equal(err, "");
  });

  test("exits with 13 when there is none, with an empty list", async () => {
    const plain = await fovea(["find", "coffee.png", "the dog"]);
    assert.deepEqual([plain.exit, plain.out], [13, ""]);
    assert.match(plain.err, /nothing found: "the dog"/);
    const json = await fovea(["find", "coffee.png", "the dog", "--json"]);
    assert.deepEqual([json.exit, JSON.parse(json.out).found], [13, []]);
  });

  test("gives points, and looks at a part alone", async () => {
    const { exit, out } = await fovea(["find", "coffee.png", "the cup", "--points", "--within", "100,0,500,390"]);
    assert.equal(exit, 0);
    assert.match(out, /^label +sure +x +y\ncup +\d+% +2\d\d +1\d\d\n$/);
  });

  test("finds words in print", async () => {
    const { out } = await fovea(["find", "receipt.png", "Total", "--json"]);
    assert.ok(JSON.parse(out).found.length >= 1);
  });
});

describe("a picture whose end is missing", () => {
  test("is refused with what is missing, or looked at and planned as far as it can be seen", async () => {
    const whole = await sharp(join(examples, "photos/coffee.png")).jpeg().toBuffer();
    writeFileSync(join(folder, "cut.jpg"), whole.subarray(0, Math.floor(whole.length * 0.9)));
    const refused = await fovea(["find", "cut.jpg", "the cup"]);
    assert.notEqual(refused.exit, 0);
    assert.match(refused.err, /ends before the picture does[\s\S]*--mend-truncated/);
    const found = await fovea(["find", "cut.jpg", "the cup", "--mend-truncated", "--draw", "cut-drawn.png", "--json"]);
    assert.equal(found.exit, 0, found.err);
    assert.equal(JSON.parse(found.out).found[0].label, "cup");
    assert.equal((await sharp(join(folder, "cut-drawn.png")).metadata()).width, 600);
    assert.notEqual((await fovea(["plan", "cut.jpg"])).exit, 0);
    const planned = await fovea(["plan", "cut.jpg", "--mend-truncated"]);
    assert.equal(planned.exit, 0, planned.err);
    assert.match(planned.out, /600x400 px[\s\S]*note +The file ended before its picture did/);
  });
});

describe("fovea find --tiles", { timeout: 120_000 }, () => {
  test("looks at every part, which is said where nothing was found at the size the model sees", async () => {
    const print = await sharp(join(examples, "photos/photographer.png")).removeAlpha().resize(200).toBuffer();
    await sharp({ create: { width: 3600, height: 2000, channels: 3, background: "#9a9a8c" } })
      .composite([{ input: print, left: 1400, top: 1500 }])
      .jpeg()
      .toFile(join(folder, "wall.jpg"));
    const once = await fovea(["find", "wall.jpg", "the dog"]);
    assert.equal(once.exit, 13);
    assert.match(
      once.err,
      /The model saw 3600x2000 px as \d+x\d+\. To look at every part in full, at a request each, add --tiles\./,
    );
    const { out, err } = await fovea(["find", "wall.jpg", "the man", "--tiles", "4", "--json"]);
    const { looks, usage } = JSON.parse(out);
    assert.equal(looks.length, 5, err);
    assert.deepEqual(looks[0].region, { x1: 0, y1: 0, x2: 3600, y2: 2000 });
    const sum = looks.reduce(
      (all: number, look: { usage: { input_tokens: number } }) => all + look.usage.input_tokens,
      0,
    );
    assert.equal(usage.input_tokens, sum);
    const small = await fovea(["find", "coffee.png", "the dog", "--tiles"]);
    assert.doesNotMatch(small.err, /--tiles/);
    const wrong = await fovea(["find", "coffee.png", "the dog", "--tiles", "0"]);
    assert.match(wrong.err, /whole number of tiles/);
  });
});

describe("fovea find --draw", () => {
  test("writes the picture with the boxes, whole, and says so", async () => {
    const { exit, out, err } = await fovea(["find", "coffee.png", "the cup", "--draw", "drawn.jpg"]);
    assert.equal(exit, 0, err);
    assert.match(out, /^label/);
    assert.match(err, /Drawn: drawn\.jpg/);
    const { format, width, height } = await sharp(join(folder, "drawn.jpg")).metadata();
    assert.deepEqual([format, width, height], ["jpeg", 600, 400]);
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.endsWith(".part")),
      [],
    );
  });

  test("replaces nothing without --force, and asks nobody before it is sure", async () => {
    writeFileSync(join(folder, "mine.png"), "mine");
    const refused = await fovea(["find", "coffee.png", "the cup", "--draw", "mine.png"]);
    assert.equal(refused.exit, 3);
    assert.match(refused.err, /mine\.png is there already; nothing was asked[\s\S]*--force/);
    assert.equal(readFileSync(join(folder, "mine.png"), "utf8"), "mine");
    const forced = await fovea(["find", "coffee.png", "the cup", "--draw", "mine.png", "--force", "--json"]);
    assert.equal(forced.exit, 0);
    assert.equal(JSON.parse(forced.out).drawn, "mine.png");
    assert.equal((await sharp(join(folder, "mine.png")).metadata()).format, "png");
  });

  test("wants a name that says which kind of picture", async () => {
    const { exit, err } = await fovea(["find", "coffee.png", "the cup", "--draw", "out.gif"]);
    assert.equal(exit, 2);
    assert.match(err, /ends in \.png, \.jpg or \.webp/);
    assert.equal(existsSync(join(folder, "out.gif")), false);
  });
});

test("what cannot be used says so, with the exit code of its kind", async () => {
  writeFileSync(join(folder, "a.pdf"), "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");
  const exits = async (...argv: string[]): Promise<number> => (await fovea(["find", ...argv])).exit;
  assert.equal(await exits("missing.png", "x"), 3);
  assert.equal(await exits("a.pdf", "x"), 3);
  assert.equal(await exits("file_011CNha8iCJcU1wXNR6q4V8w", "x"), 3);
  assert.equal(await exits("coffee.png"), 2);
  assert.equal(await exits("coffee.png", " "), 2);
  assert.equal(await exits("coffee.png", "x", "--within", "5,5,5,9"), 2);
  assert.equal(await exits("coffee.png", "x", "--within", "700,0,800,9"), 3);
  assert.equal(await exits("coffee.png", "x", "--fit", "small"), 2);
});

test("with a key, the platform is asked; an answer in other coordinates is refused with what to try", async () => {
  const answers = ['{"objects":[{"label":"cup","box":{"x1":10,"y1":20,"x2":30,"y2":40}}]}'];
  const thousandths = '{"objects":[{"label":"cup","box":{"x1":10,"y1":20,"x2":300,"y2":900}}]}';
  answers.push(thousandths, thousandths);
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      response.setHeader("content-type", "application/json");
      response.end(
        JSON.stringify({
          id: "msg_1",
          type: "message",
          role: "assistant",
          model: "claude-opus-5-5",
          stop_reason: "end_turn",
          stop_sequence: null,
          content: [{ type: "text", text: answers.shift() }],
          usage: { input_tokens: 1, output_tokens: 1 },
        }),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const env = { ANTHROPIC_API_KEY: "sk-test-1", ANTHROPIC_BASE_URL: `http://127.0.0.1:${port}` };
  const run = (...more: string[]) =>
    fovea(["find", "coffee.png", "the cup", "-m", "claude-opus-5-5", ...more], { env });
  const found = await run();
  assert.match(found.out, /^label +sure +x1 +y1 +x2 +y2\ncup +10 +20 +30 +40\n$/);
  const refused = await run();
  assert.equal(refused.exit, 7);
  assert.match(refused.err, /engine\.find-coordinates[\s\S]*--scale 0\.\.1000/);
  const read = await run("--scale", "0..1000");
  assert.match(read.out, /cup +6 +8 +180 +360/);
  server.close();
});
