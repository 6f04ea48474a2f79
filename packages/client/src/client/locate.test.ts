import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import sharp from "sharp";
import type { Box } from "../content/geometry.ts";
import { FoveaError } from "../errors/errors.ts";
import { createFovea } from "./create-fovea.ts";
import type { FoveaOptions } from "./fovea-options.ts";

// A fake platform answers whatever a test says: what the coordinates of the original are then is arithmetic.

const ROOT = join(import.meta.dirname, "../../../..");
const coffee = join(ROOT, "examples/photos/coffee.png");
const [contract] = JSON.parse(readFileSync(join(ROOT, "test/contracts/find.json"), "utf8"));

interface Sent {
  readonly model: string;
  readonly max_tokens: number;
  readonly system?: string;
  readonly output_config: unknown;
  readonly messages: readonly [
    { content: readonly [{ source: { data: string }; transformations?: unknown }, { text: string }] },
  ];
}

function setup(answer: string | readonly Box[], options: FoveaOptions = {}, stop_reason = "end_turn") {
  const sent: Sent[] = [];
  const objects = typeof answer === "string" ? [] : answer.map((box) => ({ label: "cup", box }));
  const text = typeof answer === "string" ? answer : JSON.stringify({ objects });
  const fetch = async (_: unknown, init?: RequestInit): Promise<Response> => {
    sent.push(JSON.parse(String(init?.body)) as Sent);
    return Response.json({
      id: "msg_1",
      type: "message",
      role: "assistant",
      model: "m",
      stop_reason,
      stop_sequence: null,
      content: [{ type: "text", text }],
      usage: { input_tokens: 1000, output_tokens: 20 },
    });
  };
  const fovea = createFovea({ apiKey: "k", fetch, ...options });
  const picture = async () => {
    const bytes = Buffer.from(sent.at(-1)?.messages[0].content[0].source.data ?? "", "base64");
    const { width, height, orientation = 1 } = await sharp(bytes).metadata();
    return { width, height, orientation };
  };
  return { fovea, sent, picture };
}

/** A photograph of 6000x4000 stored pixels, turned by its EXIF orientation; 4000x6000 upright for 5 to 8. */
function large(orientation: number): Promise<Buffer> {
  const flat = { create: { width: 6000, height: 4000, channels: 3 as const, background: "#888" } };
  return sharp(flat).withMetadata({ orientation }).jpeg().toBuffer();
}

const box = (x1: number, y1: number, x2: number, y2: number): Box => ({ x1, y1, x2, y2 });
const hasCode = (code: string) => (error: unknown) => FoveaError.isInstance(error) && error.code === code;

describe("what locate sends", () => {
  test("is the contract, to the letter: prompt, schema, picture first", async () => {
    const { fovea, sent } = setup([]);
    await fovea.locate(coffee, contract.what);
    const [request] = sent;
    const [image, text] = request?.messages[0].content ?? [];
    assert.deepEqual(text, { type: "text", text: contract.prompt });
    assert.deepEqual(request?.output_config, { format: { type: "json_schema", schema: contract.schema } });
    assert.equal(image?.source.data, readFileSync(coffee).toString("base64"));
  });

  test("is the size the model sees, upright, and tells the platform to refuse any other", async () => {
    const { fovea, sent, picture } = setup([], { model: "claude-haiku-4-5" });
    await fovea.locate(await large(6), "the cup", { system: "Be exact.", maxTokens: 99 });
    assert.deepEqual(await picture(), { width: 896, height: 1344, orientation: 1 });
    assert.deepEqual(sent[0]?.messages[0].content[0].transformations, { oversized_image: "error" });
    assert.match(sent[0]?.messages[0].content[1].text ?? "", /The picture is 896x1344 px\./);
    assert.deepEqual([sent[0]?.system, sent[0]?.max_tokens], ["Be exact.", 99]);
  });

  test("has no such setting where the platform does not know it, and where the picture is sent larger on purpose", async () => {
    for (const options of [{ platform: "compatible" }, { fit: "legal" }] as FoveaOptions[]) {
      const { fovea, sent } = setup([], options);
      await fovea.locate(coffee, "the cup");
      assert.equal(sent[0]?.messages[0].content[0].transformations, undefined);
    }
  });
});

test("without a schema the prompt alone says the form", async () => {
  const { fovea, sent } = setup([box(1, 2, 3, 4)]);
  const { found } = await fovea.locate(coffee, contract.what, { schema: false });
  assert.equal(sent[0]?.output_config, undefined);
  assert.equal(sent[0]?.messages[0].content[1].text, contract.prompt);
  assert.match(contract.prompt, /in this form: \{"objects"/);
  assert.equal(found.length, 1);
});

test("without sharp a legal picture is sent as it is, and the coordinates are brought back from what the model sees of it", async () => {
  const pixels = { ready: async () => false, pixels: () => Promise.reject(new Error("not here")) };
  const { fovea, sent, picture } = setup([box(0, 0, 448, 336)], { model: "claude-haiku-4-5", pixels });
  const { found } = await fovea.locate(await large(6), "the cup");
  assert.deepEqual(await picture(), { width: 6000, height: 4000, orientation: 6 });
  assert.equal(sent[0]?.messages[0].content[0].transformations, undefined);
  assert.match(sent[0]?.messages[0].content[1].text ?? "", /The picture is 896x1344 px\./);
  assert.deepEqual(found[0]?.box, box(0, 0, 2000, 1500));
});

test("in strict mode no pixel changes either", async () => {
  const { fovea, picture } = setup([box(0, 0, 448, 336)], { model: "claude-haiku-4-5", mode: "strict" });
  const { found } = await fovea.locate(await large(6), "the cup");
  assert.deepEqual([(await picture()).width, found[0]?.box], [6000, box(0, 0, 2000, 1500)]);
});

describe("what locate gives back", () => {
  test("is in pixels of the original, each axis by its own scale", async () => {
    const { fovea } = setup([box(0, 0, 448, 336)], { model: "claude-haiku-4-5" });
    const { found, frame, notes, usage, plan } = await fovea.locate(await large(6), "the cup");
    assert.deepEqual(found, [
      { label: "cup", confidence: null, box: box(0, 0, 2000, 1500), point: { x: 1000, y: 750 } },
    ]);
    assert.deepEqual(frame.original, { width: 4000, height: 6000 });
    assert.deepEqual([notes, usage.output_tokens, plan.steps[0]?.action], [[], 20, "resize"]);
  });

  test("also when the platform makes it smaller by itself", async () => {
    const { fovea, picture } = setup([box(0, 0, 448, 336)], { model: "claude-haiku-4-5", fit: "never" });
    const { found } = await fovea.locate(await large(6), "the cup");
    assert.deepEqual(await picture(), { width: 6000, height: 4000, orientation: 6 });
    assert.deepEqual(found[0]?.box, box(0, 0, 2000, 1500));
  });

  test("and when bytes had to be saved: the frame is that of what was sent, and the prompt says that size", async () => {
    const noise = Buffer.from(Array.from({ length: 1000 * 1000 * 3 }, (_, at) => ((at * 7919) % 251) ^ (at >> 3)));
    const png = await sharp(noise, { raw: { width: 1000, height: 1000, channels: 3 } })
      .png()
      .toBuffer();
    const { fovea, sent, picture } = setup([box(0, 0, 100, 100)], {
      pixels: {
        ready: async () => true,
        async pixels() {
          const bytes = await sharp(png).resize(500, 500).png().toBuffer();
          return {
            bytes: {
              length: bytes.length,
              async *open() {
                yield bytes;
              },
            },
            mediaType: "image/png",
            width: 500,
            height: 500,
          };
        },
      },
    });
    const big = await sharp(png).resize(2000, 2000).png({ compressionLevel: 0 }).toBuffer();
    const { found } = await fovea.locate(big, "the cup", { model: "claude-haiku-4-5" });
    assert.deepEqual(await picture(), { width: 500, height: 500, orientation: 1 });
    assert.equal(sent.length, 1);
    assert.match(sent[0]?.messages[0].content[1].text ?? "", /The picture is 500x500 px\./);
    assert.deepEqual(found[0]?.box, box(0, 0, 400, 400));
  });

  test("of a part alone, is in pixels of the whole", async () => {
    const { fovea, picture } = setup([box(10, 20, 30, 40)]);
    const { found, frame } = await fovea.locate(await large(8), "the cup", { within: box(1000, 2000, 1300, 2400) });
    assert.deepEqual(await picture(), { width: 300, height: 400, orientation: 1 });
    assert.deepEqual(found[0]?.box, box(1010, 2020, 1030, 2040));
    assert.deepEqual(
      [frame.original, frame.orientation, frame.region],
      [{ width: 4000, height: 6000 }, 8, box(1000, 2000, 1300, 2400)],
    );
  });

  test("of a format whose size no header says, too", async () => {
    const tiff = await sharp(coffee).tiff().toBuffer();
    const { fovea } = setup([box(10, 20, 30, 40)]);
    const { found, frame } = await fovea.locate(tiff, "the cup");
    assert.deepEqual([frame.original, found[0]?.box], [{ width: 600, height: 400 }, box(10, 20, 30, 40)]);
  });

  test("are points where points were asked for", async () => {
    const { fovea } = setup('{"objects":[{"label":"cup","point":{"x":300,"y":100},"confidence":0.5}]}');
    const { found } = await fovea.locate(coffee, "the cup", { give: "points" });
    assert.deepEqual(found, [{ label: "cup", confidence: 0.5, box: null, point: { x: 300, y: 100 } }]);
  });

  test("is an empty list where there is none", async () => {
    const { found } = await setup([]).fovea.locate(coffee, "the dog");
    assert.deepEqual(found, []);
  });
});

describe("a platform that answers in other coordinates", () => {
  // 600x400 px are padded to 616x420.
  test("padded pixels: cut at the picture's edge, with a note", async () => {
    const { found, notes } = await setup([box(0, 0, 616, 420)]).fovea.locate(coffee, "the table");
    assert.deepEqual([found[0]?.box, notes.map(({ code }) => code)], [box(0, 0, 600, 400), ["clamped"]]);
  });

  test("fractions: recognised, with a note", async () => {
    const { fovea } = setup([box(0.5, 0.25, 1, 1)], { model: "claude-haiku-4-5" });
    const { found, notes } = await fovea.locate(await large(3), "the cup");
    assert.deepEqual([found[0]?.box, notes.map(({ code }) => code)], [box(3000, 1000, 6000, 4000), ["normalised"]]);
  });

  test("thousandths: refused where they cannot be pixels, read where the caller says so", async () => {
    const answer = [box(100, 200, 500, 900)];
    await assert.rejects(setup(answer).fovea.locate(coffee, "the cup"), (error: FoveaError) => {
      assert.ok(hasCode("engine.find-coordinates")(error));
      assert.match(error.message, /thousandths/);
      return true;
    });
    const { found } = await setup(answer).fovea.locate(coffee, "the cup", { scale: "0..1000" });
    assert.deepEqual(found[0]?.box, box(60, 80, 300, 360));
  });

  test("thousandths that could be pixels: taken for pixels, without a guess, unless the caller says what they are", async () => {
    // Seen at 1568x2352: every number is a place in it.
    const [answer, photo] = [[box(100, 200, 500, 900)], await large(6)];
    const { found, frame, notes } = await setup(answer).fovea.locate(photo, "the cup");
    assert.deepEqual([frame.seen, notes], [{ width: 1568, height: 2352 }, []]);
    assert.deepEqual(found[0]?.box, box(255, 510, 1276, 2296));
    const told = await setup(answer).fovea.locate(photo, "the cup", { scale: "0..1000" });
    assert.deepEqual(told.found[0]?.box, box(400, 1200, 2000, 5400));
    const points = setup('{"objects":[{"label":"cup","point":{"x":250,"y":500}}]}');
    const there = await points.fovea.locate(photo, "the cup", { scale: "0..1000", give: "points" });
    assert.deepEqual(there.found[0]?.point, { x: 1000, y: 3000 });
    await assert.rejects(
      setup([box(100, 200, 500, 1200)]).fovea.locate(photo, "the cup", { scale: "0..1000" }),
      hasCode("engine.find-coordinates"),
    );
  });

  test("out of range: refused, and may be tried again", async () => {
    for (const wrong of [box(100, 100, 3000, 2000), box(-50, 0, 10, 10)])
      await assert.rejects(
        setup([wrong]).fovea.locate(coffee, "the cup"),
        (error: FoveaError) => hasCode("engine.find-coordinates")(error) && error.retry,
      );
  });

  test("no JSON, a refusal, an answer that was cut: each is an error that says which", async () => {
    const rejects = (text: string, reason: string, says: RegExp) =>
      assert.rejects(setup(text, {}, reason).fovea.locate(coffee, "the cup"), (error: FoveaError) => {
        assert.ok(hasCode("engine.find-answer")(error));
        assert.match(error.message, says);
        return true;
      });
    await rejects("The cup is on the left.", "end_turn", /it is not JSON/);
    await rejects("", "refusal", /the model declined to answer\.$/);
    await rejects('{"objects":[{"la', "max_tokens", /cut at 20 tokens; allow more with maxTokens/);
  });
});

test("what cannot be located in is refused before anything is sent", async () => {
  const { fovea, sent } = setup([]);
  const pdf = readFileSync(new URL("../decode/fixtures/invoice-ghostscript.pdf", import.meta.url));
  await assert.rejects(fovea.locate(pdf, "the total"), hasCode("input.no-pixels"));
  await assert.rejects(fovea.locate({ fileId: "file_1" }, "the total"), hasCode("input.no-pixels"));
  await assert.rejects(fovea.locate(coffee, "x", { within: box(700, 0, 800, 10) }), hasCode("input.crop-outside"));
  await assert.rejects(fovea.locate(coffee, " "), TypeError);
  await assert.rejects(fovea.locate(coffee, "x".repeat(1001)), TypeError);
  await assert.rejects(fovea.locate(coffee, "x", { method: "url" } as never), /method is no option of locate/);
  await assert.rejects(fovea.locate(coffee, "x", { give: "masks" as never }), TypeError);
  assert.equal(sent.length, 0);
});
