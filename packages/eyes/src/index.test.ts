import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, test } from "node:test";
import sharp from "sharp";
import { createEyes, EyesError } from "./index.ts";

const cat = await readFile(new URL("../../../examples/photos/cat.png", import.meta.url));
const eyes = createEyes();
after(() => eyes.close());

test("a picture is looked at once: the second answer is the same object", async () => {
  const first = await eyes.perceive(cat);
  assert.equal(first.objects[0]?.label, "cat");
  assert.deepEqual(first.unfinished, []);
  assert.equal(await eyes.perceive(Uint8Array.from(cat)), first);
});

test("boxes are in px of the picture as given, also when it is reduced before it is looked at", async () => {
  const small = await eyes.perceive(cat);
  const large = await eyes.perceive(
    await sharp(cat)
      .resize(451 * 8, 300 * 8)
      .jpeg()
      .toBuffer(),
  );
  assert.deepEqual([large.picture.width, large.picture.height], [3608, 2400]);
  const [a, b] = [small, large].map((seen) => seen.objects.find((thing) => thing.label === "cat")?.box);
  assert.ok(a && b);
  for (const i of [0, 1, 2, 3] as const) assert.ok(Math.abs(a[i] * 8 - b[i]) < 8 * 30, `${b} is not 8 x ${a}`);
});

test("two pictures are compared once", async () => {
  const dark = await sharp(cat).modulate({ brightness: 0.5 }).png().toBuffer();
  const first = await eyes.compare(cat, dark);
  assert.notEqual(first.same, "identical");
  assert.equal(await eyes.compare(cat, dark), first);
  assert.equal((await eyes.compare(cat, cat)).same, "identical");
});

test("misuse is a TypeError at once", async () => {
  await assert.rejects(eyes.perceive("cat.png" as unknown as Uint8Array), TypeError);
});

test("closed eyes say so", async () => {
  const closed = createEyes();
  await closed.close();
  await assert.rejects(closed.perceive(cat), (error) => error instanceof EyesError && error.code === "eyes.closed");
});
