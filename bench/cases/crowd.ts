// Many large requests at once: more than the pool holds, so that most wait, and none is turned away.
import { pictureBody } from "../tools/bodies.ts";
import { type Row, sideBySide } from "../tools/side-by-side.ts";
import type { Settings } from "./settings.ts";

export const CROWD = { atOnce: 64, bodyBytes: 30_000_000 } as const;

export async function crowd({ sink, quick }: Settings): Promise<readonly Row[]> {
  const body = pictureBody(CROWD.bodyBytes);
  const atOnce = quick ? 8 : CROWD.atOnce;
  // The first request warms up and belongs to the measured memory; more would only repeat.
  return sideBySide({
    sink,
    rounds: 1,
    ways: [
      { name: "floor: an unparsed pipe", kind: "floor" },
      { name: "gateway", kind: "gateway" },
    ],
    warmUp: 1,
    load: () => ({ body, atOnce, requests: atOnce }),
  });
}
