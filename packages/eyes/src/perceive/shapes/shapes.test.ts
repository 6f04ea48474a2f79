import assert from "node:assert/strict";
import { test } from "node:test";
import { changed, drawn, drawSvg, throughJpeg, truthOf } from "../../../test/pictures.ts";
import { drawScene, type Scene, type SceneOptions } from "../../../test/scenes.ts";
import type { Box, SeenShape } from "../../perception.ts";
import { iou } from "../boxes.ts";
import { channelsOf } from "../colours/hex.ts";
import { colourName } from "../colours/name.ts";
import type { Pixels } from "../pixels.ts";
import { findShapes } from "./shapes.ts";

interface Told {
  readonly background?: string;
  readonly texts: readonly { readonly box: Box }[];
  readonly codes: readonly { readonly box: Box }[];
  readonly shapes: readonly {
    readonly shape: string;
    readonly colour: string;
    readonly hex: string;
    readonly box: Box;
  }[];
}
const TRUTH = truthOf<Readonly<Record<string, Told>>>();

/** The found shape that covers a box best. */
function at(shapes: readonly SeenShape[], box: Box): SeenShape | undefined {
  return [...shapes].sort((a, b) => iou(b.box, box) - iou(a.box, box))[0];
}

function told(shapes: readonly SeenShape[]): string[] {
  return shapes.map(({ colour, shape }) => `${colour} ${shape}`);
}

for (const [name, truth] of Object.entries(TRUTH).filter(([, { shapes }]) => shapes.length > 0))
  test(`every shape of ${name} is found with its name, its exact colour and IoU 0.95`, async () => {
    const exclude = [...truth.texts, ...truth.codes].map(({ box }) => box);
    const { background, shapes } = await findShapes(await drawn(name), { exclude });
    assert.equal(background, truth.background);
    for (const expected of truth.shapes) {
      const found = at(shapes, expected.box);
      assert.ok(found && iou(found.box, expected.box) >= 0.95, `${expected.shape} at ${expected.box}: ${found?.box}`);
      assert.deepEqual(
        { shape: found.shape, colour: found.colour, hex: found.hex },
        { shape: expected.shape, colour: expected.colour, hex: expected.hex },
      );
    }
    const extra = shapes.filter(
      ({ box, shape }) => shape !== "line" && !truth.shapes.some((s) => iou(s.box, box) > 0.9),
    );
    assert.deepEqual(told(extra), []);
  });

interface Score {
  shapes: number;
  located: number;
  named: number;
  coloured: number;
  extra: number;
}

async function sweep(
  seeds: number,
  options: SceneOptions,
  encode?: (pixels: Pixels) => Promise<Pixels>,
): Promise<Score> {
  const score: Score = { shapes: 0, located: 0, named: 0, coloured: 0, extra: 0 };
  for (let seed = 1; seed <= seeds; seed++) {
    const scene = await drawScene(seed, options);
    const { shapes } = await findShapes(encode ? await encode(scene.pixels) : scene.pixels);
    count(scene, shapes, score);
  }
  return score;
}

function count(scene: Scene, shapes: readonly SeenShape[], score: Score): void {
  for (const expected of scene.shapes) {
    score.shapes++;
    const found = at(shapes, expected.box);
    if (!found || iou(found.box, expected.box) < 0.9) continue;
    score.located++;
    // A square on its corner is a diamond.
    if (found.shape.replace("diamond", "square") === expected.shape.replace("diamond", "square")) score.named++;
    if (found.colour === colourName(...channelsOf(expected.hex))) score.coloured++;
  }
  score.extra += shapes.filter(({ box }) => !scene.shapes.some((s) => iou(s.box, box) > 0.5)).length;
}

function atLeast(score: Score, located: number, named: number, coloured: number): void {
  const { shapes } = score;
  const shares = [score.located / shapes, score.named / shapes, score.coloured / shapes];
  assert.ok(shares[0] >= located && shares[1] >= named && shares[2] >= coloured, JSON.stringify(score));
}

const SEEDS = process.env.FOVEA_SOAK ? 150 : 12;

test("flat shapes of all kinds, sizes and turns are located with IoU 0.9 and named", async () => {
  const score = await sweep(SEEDS, {});
  atLeast(score, 0.98, 0.92, 0.98);
  assert.equal(score.extra, 0);
});

test("outlined shapes are located and named as outlined", async () => {
  atLeast(await sweep(SEEDS, { paint: "outline", radii: [24, 90], count: 5 }), 0.97, 0.93, 0.85);
});

test("a shape with a stroke round it is one shape of its fill's colour", async () => {
  const score = await sweep(SEEDS, { paint: "both", radii: [24, 90], count: 5 });
  atLeast(score, 0.96, 0.92, 0.96);
  assert.ok(score.extra <= score.shapes / 50, JSON.stringify(score));
});

test("shapes in a JPEG of quality 85 are located, and most are named", async () => {
  const score = await sweep(SEEDS, { radii: [20, 90] }, (pixels) => throughJpeg(pixels, 85));
  atLeast(score, 0.95, 0.85, 0.95);
});

test("shapes in a large picture are located to the px of the picture", async () => {
  const score = await sweep(process.env.FOVEA_SOAK ? 20 : 2, {
    width: 2000,
    height: 1400,
    radii: [36, 280],
    count: 12,
  });
  atLeast(score, 0.98, 0.95, 0.98);
});

test("shapes on shapes on shapes are all found", async () => {
  const { background, shapes } = await findShapes(
    await drawSvg(
      600,
      400,
      '<rect width="600" height="400" fill="#fff"/><rect x="50" y="50" width="240" height="240" fill="#1f4fd1"/><circle cx="170" cy="170" r="80" fill="#f7d117"/><rect x="140" y="140" width="60" height="60" fill="#d62828"/><circle cx="430" cy="180" r="110" fill="#2a9d3a"/><polygon points="430,110 500,230 360,230" fill="#fff"/>',
    ),
  );
  assert.equal(background, "white");
  assert.deepEqual(told(shapes).sort(), [
    "blue square",
    "green circle",
    "red square",
    "white triangle",
    "yellow circle",
  ]);
  assert.deepEqual(at(shapes, [140, 140, 200, 200])?.box, [140, 140, 200, 200]);
});

test("a ring is a ring, and another hole in a shape is a shape of the ground's colour", async () => {
  const { shapes } = await findShapes(
    await drawSvg(
      600,
      400,
      '<circle cx="150" cy="200" r="100" fill="#d62828"/><circle cx="150" cy="200" r="50" fill="#fff"/><rect x="320" y="100" width="200" height="200" fill="#7b2fa0"/><circle cx="380" cy="160" r="30" fill="#fff"/>',
    ),
  );
  assert.deepEqual(told(shapes).sort(), ["purple square", "red ring", "white circle"]);
});

test("half hidden shapes are named and boxed as the whole that they are", async () => {
  const { shapes } = await findShapes(
    await drawSvg(
      600,
      400,
      '<circle cx="200" cy="180" r="100" fill="#d62828"/><rect x="240" y="160" width="180" height="150" fill="#1f4fd1"/><polygon points="450,60 560,260 380,230" fill="#2a9d3a"/>',
    ),
  );
  assert.deepEqual(told(shapes).sort(), ["blue rectangle", "green triangle", "red circle"]);
  assert.ok(iou(at(shapes, [100, 80, 300, 280])?.box ?? [0, 0, 1, 1], [100, 80, 300, 280]) > 0.97);
  assert.ok(iou(at(shapes, [240, 160, 420, 310])?.box ?? [0, 0, 1, 1], [240, 160, 420, 310]) > 0.97);
});

test("shapes cut by the border have boxes that end there", async () => {
  const { shapes } = await findShapes(
    await drawSvg(
      600,
      400,
      '<rect x="250" y="-50" width="150" height="150" fill="#1f4fd1"/><polygon points="600,400 400,400 600,250" fill="#2a9d3a"/><circle cx="560" cy="80" r="70" fill="#7b2fa0"/>',
    ),
  );
  assert.deepEqual(told(shapes).sort(), ["blue rectangle", "green triangle", "purple circle"]);
  assert.deepEqual(at(shapes, [250, 0, 400, 100])?.box, [250, 0, 400, 100]);
  assert.deepEqual(at(shapes, [490, 10, 600, 150])?.box, [490, 10, 600, 150]);
});

test("shapes that touch are told apart", async () => {
  const { shapes } = await findShapes(
    await drawSvg(
      600,
      400,
      '<rect x="50" y="100" width="100" height="100" fill="#d62828"/><rect x="150" y="100" width="100" height="100" fill="#1f4fd1"/><rect x="250" y="100" width="100" height="100" fill="#2a9d3a"/><circle cx="300" cy="250" r="50" fill="#f7d117"/>',
    ),
  );
  assert.deepEqual(told(shapes).sort(), ["blue square", "green square", "red square", "yellow circle"]);
});

test("straight strokes are lines, a table's rules are one outlined rectangle, a filled cell is a rectangle", async () => {
  const lines = await findShapes(
    await drawSvg(
      600,
      400,
      '<path d="M50 50L300 350" stroke="#000" stroke-width="1.5"/><path d="M350 60H550" stroke="#d00" stroke-width="4"/><path d="M400 100L420 300" stroke="#00c" stroke-width="3"/>',
    ),
  );
  assert.deepEqual(
    lines.shapes.map(({ shape }) => shape),
    ["line", "line", "line"],
  );
  const table = await findShapes(
    await drawSvg(
      600,
      400,
      '<path d="M50 50H550M50 150H550M50 250H550M50 350H550M50 50V350M200 50V350M350 50V350M550 50V350" stroke="#000" stroke-width="2" fill="none"/><rect x="202" y="152" width="146" height="96" fill="#f7d117"/>',
    ),
  );
  assert.deepEqual(told(table.shapes), ["yellow rectangle", "black outlined rectangle"]);
});

test("a gradient is one ground and one shape, not many", async () => {
  const { background, shapes } = await findShapes(
    await drawSvg(
      600,
      400,
      '<defs><linearGradient id="g" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#9cf"/><stop offset="1" stop-color="#fff"/></linearGradient><radialGradient id="h"><stop offset="0" stop-color="#fd0"/><stop offset="1" stop-color="#c60"/></radialGradient></defs><rect width="600" height="400" fill="url(#g)"/><circle cx="200" cy="200" r="90" fill="url(#h)"/>',
    ),
  );
  assert.equal(background, "light blue");
  assert.deepEqual(told(shapes), ["orange circle"]);
});

test("a thin frame round the picture is neither the ground nor a shape", async () => {
  const { background, shapes } = await findShapes(
    await drawSvg(
      600,
      400,
      '<rect width="600" height="400" fill="#333"/><rect x="12" y="12" width="576" height="376" fill="#fff"/><circle cx="200" cy="200" r="90" fill="#d62828"/>',
    ),
  );
  assert.equal(background, "white");
  assert.deepEqual(told(shapes), ["red circle"]);
});

test("text boxes hide letters but not the button that the text stands on", async () => {
  const pixels = await drawSvg(
    600,
    400,
    '<rect x="100" y="100" width="200" height="60" rx="12" fill="#2563eb"/><text x="200" y="140" font-size="26" text-anchor="middle" fill="#fff" font-family="DejaVu Sans">Send</text>',
  );
  const { shapes } = await findShapes(pixels, { exclude: [[160, 115, 240, 145]] });
  assert.deepEqual(told(shapes), ["blue rounded rectangle"]);
  assert.deepEqual(shapes[0]?.box, [100, 100, 300, 160]);
});

test("soft edges move no box by more than 2 px", async () => {
  const sharp = await drawn("shapes.png");
  const { shapes } = await findShapes(await changed(sharp, (image) => image.blur(1.5)));
  for (const { box, shape } of TRUTH["shapes.png"]?.shapes ?? []) {
    const found = at(shapes, box);
    // The tips of a star are what blur takes first.
    const slack = shape === "star" ? 8 : shape === "triangle" ? 5 : 2;
    assert.ok(
      found?.box.every((edge, i) => Math.abs(edge - (box[i] ?? 0)) <= slack),
      `${shape} ${box} at ${found?.box}`,
    );
  }
});

test("flat, tiny and thin pictures have a ground and no shapes", async () => {
  for (const [width, height] of [
    [300, 200],
    [1, 1],
    [2, 2],
    [1, 4000],
    [4000, 3],
  ] as const) {
    const { background, shapes } = await findShapes(
      await drawSvg(width, height, '<rect width="9999" height="9999" fill="#2a9d3a"/>'),
    );
    assert.equal(background, "green");
    assert.deepEqual(shapes, []);
  }
});

test("noise has no shapes worth telling", async () => {
  const data = new Uint8Array(900 * 700 * 3);
  for (let i = 0, state = 1; i < data.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    data[i] = state >>> 24;
  }
  const { shapes } = await findShapes({ data, width: 900, height: 700 });
  assert.deepEqual(shapes, []);
});
