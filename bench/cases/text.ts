// Reading bodies that are text, or text beside a picture: what the scan costs against JSON.parse, in processor time of a process for each.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

export interface TextRow {
  readonly body: string;
  readonly parseMs: number;
  readonly scanMs: number;
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
