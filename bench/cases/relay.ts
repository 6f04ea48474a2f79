// Requests with pictures, passed on: by size of body and by how many at once.
import { pictureBody } from "../tools/bodies.ts";
import { type Row, sideBySide } from "../tools/side-by-side.ts";
import { MIB, type Settings } from "./settings.ts";

export interface RelayCase {
  readonly bodyBytes: number;
  readonly atOnce: number;
  readonly rows: readonly Row[];
}

const SIZES = [
  { bytes: 1024, requests: 1500 },
  { bytes: MIB, requests: 120 },
  { bytes: 5 * MIB, requests: 48 },
  { bytes: 20 * MIB, requests: 24 },
];
const WAYS = [
  { name: "floor: an unparsed pipe", kind: "floor" },
  { name: "gateway", kind: "gateway" },
  { name: "gateway, `--ledger full`", kind: "gateway", settings: { ledgerDetail: "full" } },
  { name: "collect, JSON.parse, JSON.stringify", kind: "print" },
] as const;

export async function relayCases({ sink, quick, rounds }: Settings): Promise<RelayCase[]> {
  const cases: RelayCase[] = [];
  for (const { bytes, requests } of SIZES)
    for (const atOnce of [1, 8]) {
      if (quick && (bytes > 5 * MIB || atOnce === 1)) continue;
      const body = pictureBody(bytes);
      const load = { body, atOnce, requests: quick ? 8 : atOnce === 1 ? Math.ceil(requests / 2) : requests };
      cases.push({
        bodyBytes: body.length,
        atOnce,
        rows: await sideBySide({ sink, rounds, ways: WAYS, load: () => load }),
      });
    }
  return cases;
}
