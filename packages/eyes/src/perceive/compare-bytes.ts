// Two files compared: both decoded, their pixels compared, and the result brought to px of the first picture as given.
import type { Comparison } from "../perception.ts";
import { scaleBox, snap } from "./boxes.ts";
import { compare } from "./compare/compare.ts";
import { decode } from "./decode.ts";

/**
 * Says what changed from the first picture to the second.
 * @throws EyesError when a picture cannot be decoded
 */
export async function compareBytes(first: Uint8Array, second: Uint8Array): Promise<Comparison> {
  const [a, b] = [await decode(first), await decode(second)];
  const seen = await compare(a.pixels, b.pixels);
  const { width, height } = a.picture;
  const scaleX = width / a.pixels.width;
  const scaleY = height / a.pixels.height;
  const sameSize = width === b.picture.width && height === b.picture.height;
  return {
    ...seen,
    // Very large pictures are reduced to one size before they are compared.
    same: seen.same === "identical" && !sameSize ? "nearly" : seen.same,
    regions: seen.regions.map((box) => snap(scaleBox(box, scaleX, scaleY), width, height)),
    shift: seen.shift && { x: Math.round(seen.shift.x * scaleX), y: Math.round(seen.shift.y * scaleY) },
  };
}
