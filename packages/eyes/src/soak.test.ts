// Many pictures in a row: the child's memory stays flat, and the caller's event loop keeps turning. Short in CI, 200 pictures with FOVEA_SOAK.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { after, test } from "node:test";
import sharp from "sharp";
import { createWorker } from "./process/parent.ts";

const soak = Boolean(process.env.FOVEA_SOAK);
const count = soak ? 200 : 12;
const worker = createWorker({ timeoutMs: 600_000 });
after(() => worker.close());

const examples = new URL("../../../examples/", import.meta.url);
const files: Buffer[] = [];
for (const folder of ["photos/", "drawn/"])
  for (const name of (await readdir(new URL(folder, examples))).filter((file) => /\.(png|jpe?g)$/.test(file)))
    files.push(await readFile(new URL(folder + name, examples)));

/** Another size and type each time, so that no two looks ask for the same amounts of memory. */
async function variant(i: number): Promise<Buffer> {
  const image = sharp(files[i % files.length]).resize({ width: 300 + ((i * 197) % 1500) });
  return i % 2 ? image.jpeg().toBuffer() : image.png({ compressionLevel: 1 }).toBuffer();
}

/** Resident memory of the child, MB; null where there is no /proc. */
async function residentMb(): Promise<number | null> {
  const status = `/proc/${worker.pids()[0]}/status`;
  if (!existsSync(status)) return null;
  return Number(/VmRSS:\s+(\d+) kB/.exec(await readFile(status, "utf8"))?.[1]) / 1024;
}

test(`${count} pictures in a row`, { timeout: 5_400_000 }, async (t) => {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  const resident: number[] = [];
  const took: number[] = [];
  for (let i = 0; i < count; i++) {
    const bytes = await variant(i);
    const start = performance.now();
    delay.enable();
    const seen = await worker.run({ type: "perceive", bytes, budgetMs: 600_000 });
    delay.disable();
    took.push(performance.now() - start);
    assert.deepEqual(seen.unfinished, []);
    resident.push((await residentMb()) ?? 0);
  }
  const quarter = count / 4;
  const mean = (from: number, to: number): number =>
    resident.slice(from, to).reduce((sum, mb) => sum + mb, 0) / (to - from);
  const second = mean(quarter, 2 * quarter);
  const last = mean(3 * quarter, count);
  const median = took.toSorted((a, b) => a - b)[count >> 1];
  const p99 = delay.percentile(99) / 1e6;
  t.diagnostic(
    `median ${median?.toFixed(0)} ms; child ${second.toFixed(0)} MB in the second quarter, ${last.toFixed(0)} MB in the last, ` +
      `${Math.max(...resident).toFixed(0)} MB at most; event loop delay p99 ${p99.toFixed(1)} ms, max ${(delay.max / 1e6).toFixed(1)} ms`,
  );
  if (soak) assert.ok(last < second * 1.15 + 20, `resident memory grew from ${second} to ${last} MB`);
});
