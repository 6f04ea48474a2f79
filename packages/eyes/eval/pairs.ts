// Pairs of pictures with a known change: a shape of another colour with one added, and photographs with a patch painted on.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import type { Box } from "../src/perception.ts";
import type { Asked } from "./questions.ts";

export interface ChangedPair {
  readonly name: string;
  readonly first: Uint8Array;
  readonly second: Uint8Array;
  /** Where the changes were made, px of the first picture. */
  readonly made: readonly Box[];
  readonly asked: readonly Asked[];
}

/** In whole px, so that a patch covers its box exactly. */
const PATCHES: readonly (readonly [photo: string, colour: string, box: Box])[] = [
  ["coffee.png", "#ff00ff", [60, 40, 240, 160]],
  ["astronaut.png", "#12a0e0", [330, 300, 402, 396]],
  ["photographer.png", "#d0d0d0", [400, 260, 480, 300]],
  ["cat.png", "#202020", [21, 203, 52, 240]],
];

/** @param examples folder that has `photos` and `drawn` */
export async function committedPairs(examples: string): Promise<ChangedPair[]> {
  const read = (path: string): Uint8Array => readFileSync(join(examples, path));
  const pairs: ChangedPair[] = [
    {
      name: "shapes.png, recoloured",
      first: read("drawn/shapes.png"),
      second: read("drawn/shapes-recoloured.png"),
      made: [
        [290, 64, 440, 214],
        [252, 314, 460, 418],
      ],
      asked: [
        { question: "What changed?", isRight: (answer) => /square/i.test(answer) && /orange/i.test(answer) },
        { question: "What is different between the two?", isRight: (answer) => /purple ellipse/i.test(answer) },
      ],
    },
  ];
  for (const [name, colour, box] of PATCHES) {
    const first = read(`photos/${name}`);
    pairs.push({
      name: `${name}, patched`,
      first,
      second: await patched(first, colour, box),
      made: [box],
      asked: [{ question: "What changed?", isRight: (answer) => namesBox(answer, box) }],
    });
  }
  return pairs;
}

async function patched(picture: Uint8Array, colour: string, [x1, y1, x2, y2]: Box): Promise<Uint8Array> {
  const patch = { create: { width: x2 - x1, height: y2 - y1, channels: 3 as const, background: colour } };
  // The second copy goes through the JPEG encoder, as changed pictures do.
  return sharp(picture)
    .toColourspace("srgb")
    .composite([{ input: patch, left: x1, top: y1 }])
    .jpeg({ quality: 92 })
    .toBuffer();
}

/** Whether an answer has the box, each edge within 4 px. */
function namesBox(answer: string, box: Box): boolean {
  return [...answer.matchAll(/\[(\d+), (\d+), (\d+), (\d+)\]/g)].some((found) =>
    box.every((edge, i) => Math.abs(Number(found[i + 1]) - edge) <= 4),
  );
}
