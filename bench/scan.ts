// The scan of a body's bytes against JSON.parse and walk, side by side: CPU time, and peak memory of a process that does one of the two.
//   npx node --conditions=@fovea/source bench/scan.ts
import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { readBlocks } from "@fovea/client/internal/content/block-facts";
import { scan } from "@fovea/client/internal/wire/scan";
import { blocksOfScan } from "@fovea/client/internal/wire/scan-blocks";
import { splice } from "@fovea/client/internal/wire/splice";
import { NODE_TOOLS as NODE } from "../packages/gateway/src/guard/node-tools.ts";
import { BODIES } from "./tools/scan-bodies.ts";

const WAYS: Readonly<Record<string, (bytes: Uint8Array) => unknown>> = {
  "JSON.parse, walk, facts": (bytes) =>
    readBlocks(JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes))).blocks,
  "scan, walk, facts": (bytes) => blocksOfScan(scan(bytes, NODE)).blocks,
  "the same with portable tools": (bytes) => blocksOfScan(scan(bytes)).blocks,
  "scan, facts, splice one edit": (bytes) => {
    const scanned = scan(bytes, NODE);
    blocksOfScan(scanned);
    return splice(scanned, [{ at: ["model"], op: "replace", value: "anthropic.claude-opus-5-5" }]).length;
  },
};

const [, , way, body] = process.argv;
if (way !== undefined && body !== undefined) measure(way, body);
else compare();

/**
 * In a process of its own, so that its peak memory is its own. Time is that of the processor, garbage collection on other threads with it:
 * wall time would measure what else the machine does. The median of the runs, and what memory grew by over the body in hand.
 */
function measure(way: string, body: string): void {
  const bytes = new Uint8Array(Buffer.from((BODIES[body] as () => string)()));
  const run = WAYS[way] as (bytes: Uint8Array) => unknown;
  (globalThis as { gc?: () => void }).gc?.();
  const before = process.memoryUsage.rss();
  let peak = before;
  const times: number[] = [];
  const until = performance.now() + 1200;
  while (times.length < 5 || (performance.now() < until && times.length < 300)) {
    const begun = process.cpuUsage();
    run(bytes);
    const { user, system } = process.cpuUsage(begun);
    times.push((user + system) / 1e3);
    peak = Math.max(peak, process.memoryUsage.rss());
  }
  times.sort((a, b) => a - b);
  const ms = times[times.length >> 1] as number;
  console.log(
    JSON.stringify({
      ms,
      mbPerSecond: bytes.length / 1e3 / ms,
      grownMb: (peak - before) / 1e6,
      peakMb: process.resourceUsage().maxRSS / 1e3,
    }),
  );
}

function compare(): void {
  console.log(`Node ${process.version}, ${availableParallelism()} cores\n`);
  console.log(
    "| body | way | CPU ms | MB per CPU second | memory grew by, MB | peak RSS, MB |\n|---|---|---:|---:|---:|---:|",
  );
  for (const body of Object.keys(BODIES))
    for (const way of Object.keys(WAYS)) {
      const { stdout, stderr, status } = spawnSync(
        process.execPath,
        ["--expose-gc", "--conditions=@fovea/source", fileURLToPath(import.meta.url), way, body],
        { encoding: "utf8" },
      );
      if (status !== 0) throw new Error(stderr);
      const { ms, mbPerSecond, grownMb, peakMb } = JSON.parse(stdout) as Record<string, number>;
      const cells = [ms?.toFixed(2), mbPerSecond?.toFixed(0), grownMb?.toFixed(0), peakMb?.toFixed(0)];
      console.log(`| ${body} | ${way} | ${cells.join(" | ")} |`);
    }
}
