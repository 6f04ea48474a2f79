// Bodies that are text, or text beside a picture: read in hand, in processor time of a process for each way, and passed on as requests.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { BODIES } from "../tools/scan-bodies.ts";
import { type Row, sideBySide } from "../tools/side-by-side.ts";
import type { Settings } from "./settings.ts";

export interface TextRow {
  readonly body: string;
  readonly parseMs: number;
  readonly scanMs: number;
}

export interface TextCase {
  readonly body: string;
  readonly atOnce: number;
  readonly rows: readonly Row[];
}

const WAYS = [
  { name: "floor: an unparsed pipe", kind: "floor" },
  { name: "gateway", kind: "gateway" },
  { name: "collect, JSON.parse", kind: "parse" },
  { name: "collect, JSON.parse, JSON.stringify", kind: "print" },
] as const;

/** The same bodies as requests, passed on. */
export async function textRelayCases({ sink, quick, rounds }: Settings): Promise<TextCase[]> {
  const cases: TextCase[] = [];
  for (const name of ["chat, 1 MB, no image", "chat, 1 MB, and image, 1.4 MB", "chat, 1 KB"]) {
    const body = Buffer.from((BODIES[name] as () => string)());
    const load = { body, atOnce: 8, requests: quick ? 8 : name.includes("KB") ? 1500 : 100 };
    cases.push({ body: name, atOnce: 8, rows: await sideBySide({ sink, rounds, ways: WAYS, load: () => load }) });
  }
  return cases;
}

export const TEXT_BODIES = [
  "chat, 1 MB, no image",
  "chat in Chinese and German, 1 MB",
  "tool calls, 24,000 short values",
  "one string of escaped code, 1 MB",
  "chat, 1 KB",
  "chat, 1 MB, and image, 1.4 MB",
] as const;

/** In turns, the best median of each: what else the machine does only ever adds. */
export function textCases(quick: boolean): TextRow[] {
  return TEXT_BODIES.map((body) => {
    const turns = Array.from({ length: quick ? 1 : 3 }, () => ({
      parse: measure("JSON.parse, walk, facts", body),
      scan: measure("scan, walk, facts", body),
    }));
    return {
      body,
      parseMs: Math.min(...turns.map(({ parse }) => parse)),
      scanMs: Math.min(...turns.map(({ scan }) => scan)),
    };
  });
}

function measure(way: string, body: string): number {
  const script = fileURLToPath(new URL("../scan.ts", import.meta.url));
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ["--expose-gc", "--conditions=@fovea/source", script, way, body],
    { encoding: "utf8" },
  );
  if (status !== 0) throw new Error(stderr);
  return (JSON.parse(stdout) as { ms: number }).ms;
}
