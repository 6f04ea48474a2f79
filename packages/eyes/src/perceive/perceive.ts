// One picture, all analyses, in an order in which each has what it needs.
import type { Comparison, Perception } from "../perception.ts";
import { scaleBox, snap } from "./boxes.ts";
import { decode } from "./decode.ts";
import { findObjects } from "./objects/objects.ts";

/** Looks at a picture. */
export async function perceive(bytes: Uint8Array): Promise<Perception> {
  const ms: Record<string, number> = {};
  const timed = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const start = performance.now();
    const value = await work();
    ms[name] = Math.round(performance.now() - start);
    return value;
  };
  const { picture, pixels } = await timed("decode", () => decode(bytes));
  const objects = await timed("objects", () => findObjects(pixels));
  const toPicture = <T extends { readonly box: Perception["objects"][0]["box"] }>(thing: T): T => ({
    ...thing,
    box: snap(
      scaleBox(thing.box, picture.width / pixels.width, picture.height / pixels.height),
      picture.width,
      picture.height,
    ),
  });
  return {
    picture,
    kind: "photograph",
    quality: { brightness: 0, contrast: 0, sharpness: 0, dark: false, bright: false, blurred: false, grey: false },
    colours: [],
    objects: objects.map((thing) => toPicture({ ...thing, colours: [] })),
    faces: [],
    text: { lines: [], rows: [] },
    codes: [],
    drawing: null,
    chart: null,
    ms,
  };
}

export async function compareBytes(_first: Uint8Array, _second: Uint8Array): Promise<Comparison> {
  throw new Error("not yet");
}

export async function warmModels(): Promise<null> {
  return null;
}
