import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { components } from "./runs.ts";

/** Counts, boxes and first px of the components, the slow way. */
function flooded(mask: Uint8Array, width: number, isSet: boolean, reach: 0 | 1) {
  const height = mask.length / width;
  const seen = new Uint8Array(mask.length);
  const found: { count: number; box: number[]; start: number }[] = [];
  for (let start = 0; start < mask.length; start++) {
    if (seen[start] || (mask[start] !== 0) !== isSet) continue;
    const component = { count: 0, box: [width, height, 0, 0], start };
    const stack = [start];
    seen[start] = 1;
    for (let i = stack.pop(); i !== undefined; i = stack.pop()) {
      const [x, y] = [i % width, Math.floor(i / width)];
      component.count++;
      component.box = [
        Math.min(component.box[0] ?? 0, x),
        Math.min(component.box[1] ?? 0, y),
        Math.max(component.box[2] ?? 0, x + 1),
        Math.max(component.box[3] ?? 0, y + 1),
      ];
      for (let dy = -1; dy <= 1; dy++)
        for (let dx = -1; dx <= 1; dx++) {
          if (reach === 0 && dx !== 0 && dy !== 0) continue;
          const [u, v] = [x + dx, y + dy];
          if (u < 0 || v < 0 || u >= width || v >= height) continue;
          const j = v * width + u;
          if (seen[j] || (mask[j] !== 0) !== isSet) continue;
          seen[j] = 1;
          stack.push(j);
        }
    }
    found.push(component);
  }
  return found;
}

test("components by runs are those of a flood fill, for any mask", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 14 }),
      fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 160 }),
      fc.boolean(),
      fc.constantFrom(0 as const, 1 as const),
      (width, values, isSet, reach) => {
        const height = Math.ceil(values.length / width);
        const mask = new Uint8Array(width * height);
        mask.set(values);
        const byRuns = components(mask, width, isSet, reach).sort((a, b) => a.start - b.start);
        assert.deepEqual(
          byRuns.map(({ count, box, start }) => ({ count, box: [...box], start })),
          flooded(mask, width, isSet, reach),
        );
        // The runs hold exactly the px of the component.
        for (const { runs, count } of byRuns) {
          let held = 0;
          for (let run = 0; run < runs.length; run += 2) held += Number(runs[run + 1]) - Number(runs[run]);
          assert.equal(held, count);
        }
      },
    ),
    { seed: 7, numRuns: process.env.FOVEA_SOAK ? 20_000 : 200 },
  );
});
