import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ask, fill } from "../../../test/asking.ts";
import { drawnPerception, perception, thing } from "../../../test/perceptions.ts";

// The prompt and the schema by which @fovea/client asks where things are.

const CONTRACT = join(import.meta.dirname, "../../../../../test/contracts/find.json");
interface Row {
  readonly give: "boxes" | "points";
  readonly what: string;
  readonly prompt: string;
  readonly schema: unknown;
}
const [boxes, points] = JSON.parse(readFileSync(CONTRACT, "utf8")) as [Row, Row];
const find = (what: string, { prompt, what: other }: Row = boxes): string => prompt.replace(other, what);

const table = perception({
  objects: [
    thing("cup", 0.95, [172, 17, 408, 308]),
    thing("spoon", 0.5, [100, 300, 300, 360]),
    thing("cup", 0.6, [20, 10, 80, 90]),
  ],
});

test("the contract is answered with the boxes of what was asked for, and their confidence", async () => {
  assert.deepEqual(await fill(boxes.schema, boxes.prompt, table), {
    objects: [
      { label: "cup", box: { x1: 172, y1: 17, x2: 408, y2: 308 }, confidence: 0.95 },
      { label: "cup", box: { x1: 20, y1: 10, x2: 80, y2: 90 }, confidence: 0.6 },
    ],
  });
});

test("and with points in their middles", async () => {
  assert.deepEqual(await fill(points.schema, points.prompt, table), {
    objects: [
      { label: "cup", point: { x: 290, y: 163 }, confidence: 0.95 },
      { label: "cup", point: { x: 50, y: 50 }, confidence: 0.6 },
    ],
  });
});

test("what is not there has an empty list, and what follows the question is no question", async () => {
  assert.deepEqual(await fill(boxes.schema, find("the dog"), table), { objects: [] });
  assert.deepEqual(await fill(boxes.schema, find("the ant"), table), { objects: [] });
  const said = await ask(find("the spoon"), table);
  assert.match(said, /spoon/);
  assert.doesNotMatch(said, /cup|label|corner/);
});

test("words in print, and shapes, are found by the same question; what is to be found may hold other marks", async () => {
  const form = perception({
    text: {
      lines: [
        { text: "Total: 78.86", confidence: 0.99, box: [10, 200, 180, 220], angle: 0 },
        { text: "Paid? Yes.", confidence: 0.99, box: [10, 240, 120, 260], angle: 0 },
      ],
      rows: ["Total: 78.86", "Paid? Yes."],
    },
  });
  const one = async (what: string) => {
    const { objects } = (await fill(boxes.schema, find(what), form)) as { objects: { box: { y1: number } }[] };
    return objects.map(({ box }) => box.y1);
  };
  assert.deepEqual(await one("Total"), [200]);
  assert.deepEqual(await one("Paid? Yes."), [240]);
  assert.deepEqual(await one("text"), [200, 240]);
  const { objects } = (await fill(boxes.schema, find("the red circle"), drawnPerception("shapes.png"))) as {
    objects: unknown[];
  };
  assert.equal(objects.length, 1);
  const all = (await fill(boxes.schema, find("everything"), table)) as { objects: unknown[] };
  assert.equal(all.objects.length, 3);
});
