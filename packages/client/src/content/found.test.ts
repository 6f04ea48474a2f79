import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import fc from "fast-check";
import { EngineError } from "../errors/errors.ts";
import { findPrompt, findSchema, type Give } from "./find.ts";
import { type FoundAll, readFound, type Scale } from "./found.ts";
import { padded, type Size } from "./tokens.ts";

const CONTRACT = join(import.meta.dirname, "../../../../test/contracts/find.json");
const rows = JSON.parse(readFileSync(CONTRACT, "utf8")) as {
  give: Give;
  what: string;
  seen: Size;
  prompt: string;
  schema: unknown;
}[];

// Padded to 616x448: neither side is a whole number of patches.
const seen = { width: 600, height: 427 };
type Numbers = readonly [number, number, number, number];

const boxed = (...boxes: readonly Numbers[]): string =>
  JSON.stringify({ objects: boxes.map(([x1, y1, x2, y2]) => ({ label: "cup", box: { x1, y1, x2, y2 } })) });

function read(boxes: readonly Numbers[], scale: Scale = "pixels", size: Size = seen): FoundAll {
  return readFound(boxed(...boxes), size, { give: "boxes", scale });
}

/** The boxes of an answer, and the codes of its notes. */
function outcome({ things, notes }: FoundAll): [Numbers[], string[]] {
  return [
    things.map(({ box }) => [box?.x1 ?? -1, box?.y1 ?? -1, box?.x2 ?? -1, box?.y2 ?? -1]),
    notes.map(({ code }) => code),
  ];
}

describe("what is asked", () => {
  test("is what the contract says, to the letter", () => {
    assert.deepEqual(
      rows.map(({ give }) => give),
      ["boxes", "points"],
    );
    for (const { give, what, seen, prompt, schema } of rows) {
      assert.equal(findPrompt(what, give, seen), prompt);
      assert.deepEqual(findSchema(give), schema);
    }
  });

  test("stays one quotation, whatever is to be found", () => {
    const prompt = findPrompt('  the "Save"\n\n button ', "points", { width: 1, height: 2 });
    assert.equal(prompt.split("\n")[0], `Find: "the 'Save' button"`);
    assert.match(prompt, /^The picture is 1x2 px\./m);
  });
});

describe("an answer", () => {
  test("in pixels comes through as it is, with label, confidence and middle", () => {
    const text = JSON.stringify({
      objects: [{ label: "cup", box: { x1: 10, y1: 20, x2: 30, y2: 60 }, confidence: 0.9 }],
    });
    assert.deepEqual(readFound(text, seen, { give: "boxes" }), {
      things: [{ label: "cup", confidence: 0.9, box: { x1: 10, y1: 20, x2: 30, y2: 60 }, point: { x: 20, y: 40 } }],
      notes: [],
    });
  });

  test("with nothing in it is an empty list", () => {
    assert.deepEqual(read([]), { things: [], notes: [] });
  });

  test("with points has no boxes", () => {
    const text = JSON.stringify({ objects: [{ label: "button", point: { x: 5, y: 6 } }] });
    assert.deepEqual(readFound(text, seen, { give: "points" }).things, [
      { label: "button", confidence: null, box: null, point: { x: 5, y: 6 } },
    ]);
  });

  test("in a code fence is read all the same", () => {
    const text = `\n\`\`\`json\n${boxed([1, 2, 3, 4])}\n\`\`\`\n`;
    assert.equal(readFound(text, seen, { give: "boxes" }).things.length, 1);
  });

  test("with words around it is read all the same, but not two answers", () => {
    const json = '{"objects":[{"label":"cup","box":{"x1":1,"y1":2,"x2":30,"y2":40}}]}';
    for (const said of [
      `Here it is:\n\n${json}`,
      `Sure! \`\`\`json\n${json}\n\`\`\`\nLet me know if you need more.`,
      `${json}\n\nThe cup is on the left.`,
    ])
      assert.equal(readFound(said, seen, { give: "boxes" }).things.length, 1, said);
    for (const said of [`${json}\n${json}`, `I see {a cup}: ${json}`, "} nothing {", "{", "no { and }"])
      assert.throws(() => readFound(said, seen, { give: "boxes" }), /it is not JSON/, said);
  });

  test("with a confidence that is none, or without a label, loses only those", () => {
    const text = '{"objects":[{"box":{"x1":1,"y1":2,"x2":3,"y2":4},"confidence":95}]}';
    const [one] = readFound(text, seen, { give: "boxes" }).things;
    assert.deepEqual([one?.label, one?.confidence], ["", null]);
  });

  test("that is no JSON of the schema is refused, and says what it is", () => {
    const wrong: [text: string, says: RegExp][] = [
      ["I see a cup on the left.", /it is not JSON \(it begins with "I see a cup/],
      ["", /it is not JSON\.$/],
      ["[]", /no list "objects"/],
      ["null", /no list|not JSON/],
      ['{"objects":{}}', /no list "objects"/],
      ['{"objects":[{"label":"a","box":[1,2,3,4]}]}', /objects\[0\] has no box with numbers as x1, y1, x2, y2/],
      ['{"objects":[{"label":"a","point":{"x":1,"y":2}}]}', /objects\[0\] has no box/],
      ['{"objects":[{"label":"a","box":{"x1":"1","y1":2,"x2":3,"y2":4}}]}', /objects\[0\] has no box/],
      ['{"objects":[{"label":"a","box":{"x1":1e999,"y1":2,"x2":3,"y2":4}}]}', /objects\[0\] has no box/],
      ['{"objects":[null]}', /objects\[0\] has no box/],
    ];
    for (const [text, says] of wrong)
      assert.throws(
        () => readFound(text, seen, { give: "boxes" }),
        (error: EngineError) => error.code === "engine.find-answer" && says.test(error.message),
        text,
      );
  });
});

describe("an answer that counts the padding", () => {
  test("is cut at the edge of the picture, which the padding does not move", () => {
    const { width, height } = padded(seen.width, seen.height);
    assert.deepEqual(outcome(read([[0, 0, width, height]])), [[[0, 0, 600, 427]], ["clamped"]]);
    assert.deepEqual(outcome(read([[590, 400, 610, 440]])), [[[590, 400, 600, 427]], ["clamped"]]);
  });

  test("leaves out what lies in the padding alone, and says so", () => {
    const all = read([
      [601, 10, 614, 20],
      [1, 2, 3, 4],
    ]);
    assert.deepEqual(outcome(all), [[[1, 2, 3, 4]], ["dropped"]]);
    assert.equal(all.notes[0]?.index, 0);
    assert.match(all.notes[0]?.message ?? "", /"cup" at \[601, 10, 614, 20\] has no area in the picture/);
  });

  test("moves a point to the edge", () => {
    const text = JSON.stringify({ objects: [{ label: "x", point: { x: 610, y: -1 } }] });
    const { things, notes } = readFound(text, seen, { give: "points" });
    assert.deepEqual([things[0]?.point, notes[0]?.code], [{ x: 600, y: 0 }, "clamped"]);
  });
});

describe("a normalised answer", () => {
  test("in fractions is told by itself, and multiplied by the seen size, not by the padded one", () => {
    assert.deepEqual(outcome(read([[0.25, 0, 1, 1]])), [[[150, 0, 600, 427]], ["normalised"]]);
    assert.deepEqual(outcome(read([[0, 0, 1, 1]])), [[[0, 0, 600, 427]], ["normalised"]]);
  });

  test("in fractions is not seen where a pixel may be meant", () => {
    assert.deepEqual(outcome(read([[0, 0, 1, 1]], "pixels", { width: 20, height: 20 })), [[[0, 0, 1, 1]], []]);
    const corner = JSON.stringify({ objects: [{ label: "x", point: { x: 0, y: 1 } }] });
    assert.deepEqual(readFound(corner, seen, { give: "points" }).things[0]?.point, { x: 0, y: 1 });
    const fraction = JSON.stringify({ objects: [{ label: "x", point: { x: 0.5, y: 1 } }] });
    assert.deepEqual(readFound(fraction, seen, { give: "points" }).things[0]?.point, { x: 300, y: 427 });
    // One box in pixels: then the other is one too.
    assert.deepEqual(
      outcome(
        read([
          [0, 0, 1, 1],
          [0, 0, 2, 2],
        ]),
      )[1],
      [],
    );
  });

  test("in thousandths is read as such when the caller says so", () => {
    assert.deepEqual(outcome(read([[250, 0, 1000, 500]], "0..1000")), [[[150, 0, 600, 213.5]], []]);
    assert.deepEqual(outcome(read([[0.25, 0, 1, 0.5]], "0..1")), [[[150, 0, 600, 213.5]], []]);
  });

  test("in thousandths is refused when it cannot be pixels, and says what it may be", () => {
    assert.throws(
      () => read([[100, 200, 300, 900]]),
      (error: EngineError) =>
        error.code === "engine.find-coordinates" &&
        /sees 600x427 px, and objects\[0\] of its answer is at \[100, 200, 300, 900\]; those may be thousandths/.test(
          error.message,
        ),
    );
  });
});

test("an answer out of range is refused whole: nothing tells which coordinates the rest is in", () => {
  for (const box of [
    [10, 10, 2400, 1800],
    [-40, 10, 30, 30],
    [10, 10, 628, 20],
    [10, 10, 20, 455],
  ] as Numbers[])
    assert.throws(
      () => read([[1, 2, 3, 4], box]),
      (error: EngineError) => error.code === "engine.find-coordinates" && error.facts !== null && error.retry,
      String(box),
    );
  assert.deepEqual(outcome(read([[-27, 10, 627, 454]])), [[[0, 10, 600, 427]], ["clamped"]]);
  assert.throws(() => read([[100, 200, 300, 1100]], "0..1000"), EngineError);
});

test("corners the wrong way round are put right; a box without an area is left out", () => {
  assert.deepEqual(outcome(read([[30, 5, 10, 60]])), [[[10, 5, 30, 60]], ["reordered"]]);
  assert.deepEqual(outcome(read([[30, 5, 30, 60]])), [[], ["dropped"]]);
});

test("whatever is answered, what comes out lies in the picture and has an area, or it is an EngineError", () => {
  const value = fc.oneof(
    fc.integer({ min: -60, max: 700 }),
    fc.double({ noNaN: true }),
    fc.double({ min: 0, max: 1, noNaN: true }),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(value, value, value, value), { maxLength: 4 }), (boxes) => {
      let all: FoundAll;
      try {
        all = read(boxes);
      } catch (error) {
        assert.ok(error instanceof EngineError);
        return;
      }
      for (const { box } of all.things)
        assert.ok(
          box && box.x1 >= 0 && box.y1 >= 0 && box.x1 < box.x2 && box.y1 < box.y2 && box.x2 <= 600 && box.y2 <= 427,
        );
      assert.ok(all.things.length + all.notes.filter(({ code }) => code === "dropped").length === boxes.length);
    }),
    { numRuns: process.env.FOVEA_SOAK ? 100_000 : 500, seed: 9 },
  );
});
