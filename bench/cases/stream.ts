// Answers as server-sent events: how long until the first byte.
import { pictureBody } from "../tools/bodies.ts";
import { type Row, sideBySide } from "../tools/side-by-side.ts";
import type { Settings } from "./settings.ts";

export interface StreamCase {
  readonly bodyBytes: number;
  readonly atOnce: number;
  readonly rows: readonly Row[];
}

/** `sink`: where every answer is a stream. */
export async function streamCases({ sink, quick, rounds }: Settings): Promise<StreamCase[]> {
  const cases: StreamCase[] = [];
  for (const [bytes, atOnce, requests] of [
    [1024, 1, 60],
    [1024, 32, 320],
    [1_400_000, 1, 40],
  ] as const) {
    if (quick && atOnce > 1) continue;
    const body = pictureBody(bytes);
    const load = { answer: "text/event-stream", body, atOnce, requests: quick ? 5 : requests };
    const ways = [
      { name: "floor: an unparsed pipe", kind: "floor" },
      { name: "gateway", kind: "gateway" },
    ] as const;
    cases.push({ bodyBytes: body.length, atOnce, rows: await sideBySide({ sink, rounds, ways, load: () => load }) });
  }
  return cases;
}
