// Where in the picture something is, in words and in numbers.
import type { Box, PictureFacts } from "../../perception.ts";

/** A box over this share of the picture has no place of its own. */
const FILLS_SHARE = 0.55;

/** `at the top left`, `in the centre`, `filling most of the picture`. */
export function placeOf(box: Box, { width, height }: Pick<PictureFacts, "width" | "height">): string {
  const [x1, y1, x2, y2] = box;
  if ((x2 - x1) * (y2 - y1) > FILLS_SHARE * width * height) return "filling most of the picture";
  const across = third((x1 + x2) / 2 / width, "left", "right");
  const down = third((y1 + y2) / 2 / height, "top", "bottom");
  if (down !== "") return `at the ${[down, across].filter(Boolean).join(" ")}`;
  return across === "" ? "in the centre" : `on the ${across}`;
}

function third(share: number, low: string, high: string): string {
  if (share < 0.36) return low;
  return share > 0.64 ? high : "";
}

/** `[40, 60, 120, 200]` */
export function sayBox(box: Box): string {
  return `[${box.map(Math.round).join(", ")}]`;
}

export function areaOf([x1, y1, x2, y2]: Box): number {
  return Math.max(0, x2 - x1) * Math.max(0, y2 - y1);
}
