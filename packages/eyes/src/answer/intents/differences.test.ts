import assert from "node:assert/strict";
import { test } from "node:test";
import { drawnPerception } from "../../../test/perceptions.ts";
import type { Box, Perception, SeenShape } from "../../perception.ts";
import { differences } from "./differences.ts";

const NAMES = ["image 1", "image 2"] as const;

function said(a: Perception, b: Perception): string {
  return differences(a, b, NAMES).join(" ");
}

/** As flawless eyes see the same drawing at another size: whole px. */
function resized(seen: Perception, x: number, y = x): Perception {
  const scaled = ([x1, y1, x2, y2]: Box): Box => [
    Math.floor(x1 * x),
    Math.floor(y1 * y),
    Math.ceil(x2 * x),
    Math.ceil(y2 * y),
  ];
  const { picture, drawing } = seen;
  return {
    ...seen,
    picture: { ...picture, width: Math.round(picture.width * x), height: Math.round(picture.height * y) },
    drawing: drawing && { ...drawing, shapes: drawing.shapes.map((shape) => ({ ...shape, box: scaled(shape.box) })) },
  };
}

function withShapes(width: number, height: number, shapes: readonly SeenShape[]): Perception {
  const seen = drawnPerception("shapes.png");
  return { ...seen, picture: { ...seen.picture, width, height }, drawing: { background: "white", shapes } };
}

const square = (box: Box, colour = "blue"): SeenShape => ({
  shape: "square",
  colour,
  hex: "#1f4fd1",
  box,
  share: 0.01,
});

test("a drawing and itself at another size have no shape that is only in one", () => {
  const shapes = drawnPerception("shapes.png");
  for (const scale of [0.5, 0.25, 0.13, 1.5, 3])
    for (const [a, b] of [
      [shapes, resized(shapes, scale)],
      [resized(shapes, scale), shapes],
    ] as const)
      assert.doesNotMatch(said(a, b), /Only in|is .* in image 2/, `${scale}`);
  assert.doesNotMatch(said(shapes, resized(shapes, 0.5, 0.47)), /Only in/);
});

test("a shape of a few px is the same one at a quarter of the size", () => {
  const large = withShapes(800, 600, [square([401, 301, 413, 313])]);
  const small = withShapes(200, 150, [square([100, 75, 104, 79])]);
  assert.doesNotMatch(said(large, small), /Only in/);
  assert.doesNotMatch(said(small, large), /Only in/);
});

test("at half the size a shape of another colour, one that is gone and one that is new are still told", () => {
  const before = withShapes(800, 600, [square([40, 40, 140, 140]), square([600, 400, 700, 500])]);
  const after = withShapes(400, 300, [square([20, 20, 70, 70], "red"), square([180, 130, 230, 180])]);
  const text = said(before, after);
  assert.match(text, /The blue square at the top left is red in image 2\./);
  assert.match(text, /Only in image 1: a blue square at the bottom right\./);
  assert.match(text, /Only in image 2: a blue square in the centre\./);
});

test("in a picture made longer the shapes stand where they stood", () => {
  const short = withShapes(400, 300, [square([40, 40, 140, 140])]);
  assert.doesNotMatch(said(short, withShapes(400, 600, [square([40, 40, 140, 140])])), /Only in/);
});
