// The scan of a body's bytes against JSON.parse and walk, side by side: CPU time, and peak memory of a process that does one of the two.
//   npx node --conditions=@fovea/source bench/scan.ts
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { readBlocks } from "@fovea/client/internal/content/block-facts";
import { scan } from "@fovea/client/internal/wire/scan";
import { blocksOfScan } from "@fovea/client/internal/wire/scan-blocks";
import { splice } from "@fovea/client/internal/wire/splice";
import { NODE } from "../packages/client/src/wire/fixtures/node-tools.ts";

const PNG = readFileSync(new URL("../packages/client/src/media/fixtures/png-rgb.png", import.meta.url));

/** A body with one picture whose base64 text is about `bytes` long. */
function picture(bytes: number, replace = (text: string): string => text): string {
  const file = Buffer.alloc(Math.floor((bytes * 3) / 4));
  for (let at = 0; at < file.length; at++) file[at] = (at * 2654435761) >>> 13;
  PNG.copy(file);
  const data = replace(file.toString("base64"));
  return `{"model":"claude-opus-5-5","max_tokens":1024,"messages":[{"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"${data}"}},{"type":"text","text":"What is this?"}]}]}`;
}

/** Real prose and code: the paragraphs of the library's own files. */
const PARAGRAPHS = [
  "ARCHITECTURE.md",
  "docs/errors.md",
  "packages/client/src/content/walk.ts",
  "packages/client/src/wire/survey.ts",
]
  .map((path) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8"))
  .flatMap((text) => text.match(/[\s\S]{300,700}?\n/g) ?? []);

/** A conversation of 2500 turns in about 1 MB; `more` are the blocks of one more turn. */
function chat(...more: unknown[]): string {
  const messages = Array.from({ length: 2500 }, (_, index) => {
    const text = PARAGRAPHS[index % PARAGRAPHS.length];
    return { role: index % 2 === 0 ? "user" : "assistant", content: index % 3 === 0 ? text : [{ type: "text", text }] };
  });
  return JSON.stringify({
    model: "claude-opus-5-5",
    max_tokens: 1024,
    messages: [...messages, { role: "user", content: more }],
  });
}

const BODIES: Readonly<Record<string, () => string>> = {
  "image, 1.4 MB": () => picture(1.4e6),
  "image, 30 MB": () => picture(30e6),
  "image, 30 MB, `/` as `\\/`": () => picture(30e6, (text) => text.replaceAll("/", "\\/")),
  "chat, 1 MB, no image": () => chat(),
  "chat, 1 MB, and image, 1.4 MB": () => chat(JSON.parse(picture(1.4e6)).messages[0].content[0]),
};

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
