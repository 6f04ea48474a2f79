import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import sharp from "sharp";
import type { Box } from "../content/geometry.ts";
import type { FoveaError } from "../errors/errors.ts";
import { createFovea } from "./create-fovea.ts";
import type { FoveaOptions } from "./fovea-options.ts";

// A platform that looks: it finds black marks on white in the picture that it is sent, as far as they can be seen in it.

const MODEL = "claude-haiku-4-5";
const WIDTH = 3000;
const HEIGHT = 2000;
const box = (x1: number, y1: number, x2: number, y2: number): Box => ({ x1, y1, x2, y2 });
/** Small ones, among them one at an edge of the picture and one where tiles meet; one over four tiles; a tall one. */
const SMALL = [box(0, 15, 1, 16), box(615, 600, 616, 601), box(2999, 1999, 3000, 2000), box(1501, 39, 1502, 40)];
const LARGE = [box(350, 250, 1950, 450), box(2200, 100, 2350, 1900), box(1000, 750, 1800, 1850)];
const MARKS = [...SMALL, ...LARGE];

let map: Buffer;
before(async () => {
  const rect = ({ x1, y1, x2, y2 }: Box) => `<rect x="${x1}" y="${y1}" width="${x2 - x1}" height="${y2 - y1}"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">${MARKS.map(rect).join("")}</svg>`;
  const upright = sharp({ create: { width: WIDTH, height: HEIGHT, channels: 3, background: "#fff" } }).composite([
    { input: Buffer.from(svg) },
  ]);
  const turned = await upright.png().toBuffer();
  // Stored on its side: EXIF orientation 6 turns it by 90 degrees to the right.
  map = await sharp(turned).rotate(270).withMetadata({ orientation: 6 }).png().toBuffer();
});

/** The boxes of what is black and hangs together. */
function blackBoxes(data: Buffer, width: number, height: number): Box[] {
  const seen = new Uint8Array(data.length);
  const found: Box[] = [];
  for (let start = 0; start < data.length; start++) {
    if (seen[start] || (data[start] ?? 255) > 90) continue;
    let [x1, y1, x2, y2] = [width, height, 0, 0];
    const open = [start];
    seen[start] = 1;
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const [x, y] = [at % width, Math.floor(at / width)];
      [x1, y1, x2, y2] = [Math.min(x1, x), Math.min(y1, y), Math.max(x2, x + 1), Math.max(y2, y + 1)];
      for (const [dx, dy] of [
        [1, 0],
        [-1, 0],
        [0, 1],
        [0, -1],
      ] as const) {
        const next = (y + dy) * width + x + dx;
        if (x + dx < 0 || x + dx >= width || y + dy < 0 || y + dy >= height || seen[next]) continue;
        if ((data[next] ?? 255) > 90) continue;
        seen[next] = 1;
        open.push(next);
      }
    }
    found.push({ x1, y1, x2, y2 });
  }
  return found;
}

function setup(options: FoveaOptions = {}, spoil: (text: string, call: number) => string = (text) => text) {
  const sizes: string[] = [];
  let calls = 0;
  let underWay = 0;
  let most = 0;
  const fetch = async (_: unknown, init?: RequestInit): Promise<Response> => {
    const call = ++calls;
    most = Math.max(most, ++underWay);
    const { messages } = JSON.parse(String(init?.body));
    const [image, text] = messages[0].content;
    const { data, info } = await sharp(Buffer.from(image.source.data, "base64"))
      .toColourspace("b-w")
      .raw()
      .toBuffer({ resolveWithObject: true });
    sizes.push(`${info.width}x${info.height}`);
    assert.match(text.text, new RegExp(`The picture is ${info.width}x${info.height} px`));
    assert.deepEqual(image.transformations, { oversized_image: "error" });
    const objects = blackBoxes(data, info.width, info.height).map((one) => ({ label: "mark", box: one }));
    underWay--;
    return Response.json({
      id: `msg_${call}`,
      type: "message",
      role: "assistant",
      model: "m",
      stop_reason: "end_turn",
      stop_sequence: null,
      content: [{ type: "text", text: spoil(JSON.stringify({ objects }), call) }],
      usage: { input_tokens: 1000, output_tokens: 20, service_tier: "standard" },
    });
  };
  const fovea = createFovea({ apiKey: "k", fetch, model: MODEL, ...options });
  return { fovea, sizes, calls: () => calls, most: () => most };
}

const sorted = (all: readonly Box[]): Box[] => [...all].sort((a, b) => a.x1 - b.x1 || a.y1 - b.y1);
const off = (a: Box, b: Box): number =>
  Math.max(...(["x1", "y1", "x2", "y2"] as const).map((key) => Math.abs(a[key] - b[key])));

describe("locate tile by tile", { timeout: 600_000 }, () => {
  test("finds what is lost at the size the model sees, each thing once, to the pixel", async () => {
    const once = setup();
    const blurred = await once.fovea.locate(map, "the marks");
    assert.ok(blurred.found.length < MARKS.length, `${blurred.found.length}`);
    assert.equal(blurred.looks, undefined);

    const { fovea, calls, most } = setup();
    const { found, frame, looks = [], usage, notes } = await fovea.locate(map, "the marks", { tiles: "auto" });
    assert.equal(found.length, MARKS.length, JSON.stringify(found.map((one) => one.box)));
    const there = sorted(found.map((one) => one.box));
    for (const [index, mark] of sorted(MARKS).entries())
      assert.ok(off(mark, there[index] as Box) <= 5, `${index}: ${JSON.stringify(there[index])}`);
    for (const mark of SMALL)
      assert.ok(
        there.some((one) => off(one, mark) <= 1),
        JSON.stringify(mark),
      );
    const { length } = looks;
    assert.ok(length > 6, `${length}`);
    assert.deepEqual([calls(), usage.input_tokens, usage.output_tokens], [length, length * 1000, length * 20]);
    assert.ok(most() <= 3);
    assert.deepEqual([frame.region, frame.orientation, notes], [box(0, 0, WIDTH, HEIGHT), 6, []]);
    assert.deepEqual(
      looks.map(({ message }) => message.id).length,
      new Set(looks.map(({ message }) => message.id)).size,
    );
  });

  test("in at most so many tiles, within a part, or as points", async () => {
    const few = setup();
    const { looks = [] } = await few.fovea.locate(map, "the marks", { tiles: 4 });
    assert.equal(looks.length, 5);
    const part = setup();
    const within = box(1450, 0, 3000, 900);
    const there = await part.fovea.locate(map, "the marks", { tiles: "auto", within });
    assert.ok(there.found.some((one) => off(one.box, SMALL[3] as Box) <= 1));
    assert.ok((there.looks ?? []).every(({ region }) => region.x1 >= 1450 && region.y2 <= 900));
    const points = await setup().fovea.locate(map, "the marks", { tiles: "auto", within, give: "points" });
    assert.ok(points.found.every((one) => one.box === null));
    assert.ok(points.found.some(({ point }) => Math.abs(point.x - 1501) <= 1 && Math.abs(point.y - 39) <= 1));
  });

  test("looks once where the model sees every px", async () => {
    const { fovea, calls } = setup();
    const { found, looks } = await fovea.locate(map, "the marks", { tiles: "auto", within: box(1350, 0, 1550, 150) });
    assert.deepEqual([found.map((one) => one.box), looks, calls()], [[SMALL[3]], undefined, 1]);
  });

  test("asks once more where one answer cannot be read, and fails with the second", async () => {
    const patient = setup({}, (text, call) => (call === 3 ? "I see some marks." : text));
    const { found } = await patient.fovea.locate(map, "the marks", { tiles: 3 });
    assert.equal(patient.calls(), 5);
    assert.ok(found.length >= LARGE.length);
    const hopeless = setup({}, (text, call) => (call > 1 ? "no" : text));
    await assert.rejects(hopeless.fovea.locate(map, "the marks", { tiles: 3 }), (error: FoveaError) => {
      assert.equal(error.code, "engine.find-answer");
      return true;
    });
    assert.ok(hopeless.calls() < 8, `${hopeless.calls()}`);
  });

  test("notes say of which look they are; numbers out of range are a TypeError", async () => {
    const { fovea } = setup({}, (text, call) =>
      call === 2
        ? text.replace('"objects":[', '"objects":[{"label":"ghost","box":{"x1":5,"y1":5,"x2":5,"y2":9}},')
        : text,
    );
    const { notes } = await fovea.locate(map, "the marks", { tiles: 2 });
    assert.match(notes[0]?.message ?? "", /^(The whole picture|Tile \d+ of 2): "ghost" at \[5, 5, 5, 9\] has no area/);
    for (const tiles of [0, 1.5, "all", true])
      await assert.rejects(fovea.locate(map, "x", { tiles: tiles as never }), TypeError);
  });
});
