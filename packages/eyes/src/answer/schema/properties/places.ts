// Properties that say where: boxes, points, edges. Always px of the picture as given, origin top left.
import type { Box } from "../../../perception.ts";
import { areaOf, placeOf } from "../../say/place.ts";
import { mainOf } from "../matches.ts";
import type { Row, Siblings } from "../row.ts";
import { type Native, nothing, number, type Scope } from "../scope.ts";

const NOWHERE = "nothing of the kind is in the picture";

type Boxed = Exclude<Scope, { type: "whole" | "group" | "colour" | "guess" | "chart" | "text" | "note" }>;

function boxOf(scope: Scope): Box | null {
  switch (scope.type) {
    case "thing":
      return scope.thing.box;
    case "line":
      return scope.line.box;
    case "code":
      return scope.code.box;
    case "shape":
      return scope.shape.box;
    case "bar":
      return scope.bar.box;
    case "face":
    case "region":
      return scope.box;
    case "picture": {
      const main = mainOf(scope.matches);
      return main ? boxOf(main) : null;
    }
    default:
      return null;
  }
}

/** The row's function for every kind of scope that has a place. */
function boxed(give: (box: Box, scope: Boxed, siblings: Siblings) => Native): Row["of"] {
  const of = (scope: Boxed, siblings: Siblings): Native => {
    const box = boxOf(scope);
    return box ? give(box, scope, siblings) : nothing(NOWHERE);
  };
  return { picture: of, thing: of, line: of, code: of, shape: of, bar: of, face: of, region: of };
}

const edge = (index: 0 | 1 | 2 | 3): Row["of"] => boxed((box) => number(box[index]));
const middle = (a: number, b: number): number => Math.round((a + b) / 2);
const hasSize = (siblings: Siblings): boolean => ["width", "w", "height", "h"].some((name) => siblings.has(name));

export const PLACE_ROWS: readonly Row[] = [
  {
    names:
      "box, bbox, bounding_box, box_2d, bbox_2d, rect, rectangle, region, location, position, place, where, coordinates, coords",
    gives:
      "`[x1, y1, x2, y2]`, an object of edges or of `x, y, width, height`, or words such as `at the top left` in a string",
    needs: "matches",
    of: boxed((box, { view }) => ({ kind: "box", box, place: placeOf(box, view.seen.picture) })),
  },
  {
    names: "point, center, centre, centroid, middle, click",
    gives: "the middle: `{x, y}` or `[x, y]`",
    needs: "matches",
    of: boxed((box) => ({ kind: "point", x: middle(box[0], box[2]), y: middle(box[1], box[3]) })),
  },
  { names: "x1, left, x_min, x0, min_x, start_x", gives: "left edge", needs: "matches", of: edge(0) },
  { names: "y1, top, y_min, y0, min_y, start_y", gives: "top edge", needs: "matches", of: edge(1) },
  { names: "x2, right, x_max, max_x, end_x", gives: "right edge, exclusive", needs: "matches", of: edge(2) },
  { names: "y2, bottom, y_max, max_y, end_y", gives: "bottom edge, exclusive", needs: "matches", of: edge(3) },
  {
    names: "x, cx, center_x, centre_x",
    gives: "the middle; the left edge where `width` stands beside it",
    needs: "matches",
    of: boxed((box, _, siblings) => number(hasSize(siblings) ? box[0] : middle(box[0], box[2]))),
  },
  {
    names: "y, cy, center_y, centre_y",
    gives: "the middle; the top edge where `height` stands beside it",
    needs: "matches",
    of: boxed((box, _, siblings) => number(hasSize(siblings) ? box[1] : middle(box[1], box[3]))),
  },
  {
    names: "width, w",
    gives: "of the box; of the picture, where the object is about the picture",
    of: { ...boxed((box) => number(box[2] - box[0])), picture: ({ view }) => number(view.seen.picture.width) },
  },
  {
    names: "height, h",
    gives: "likewise",
    of: { ...boxed((box) => number(box[3] - box[1])), picture: ({ view }) => number(view.seen.picture.height) },
  },
  {
    names: "area, pixel_area",
    gives: "of the box, in square px",
    needs: "matches",
    of: boxed((box) => number(areaOf(box))),
  },
];
