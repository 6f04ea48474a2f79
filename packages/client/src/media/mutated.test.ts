// Mutated headers by the million: none crashes a reader, none makes it hang, and none makes it read past what it was given.
import assert from "node:assert/strict";
import { availableParallelism } from "node:os";
import { test } from "node:test";
import { Worker } from "node:worker_threads";
import { guarded } from "./fixtures/guarded.ts";
import type { MutationReport, MutationWork } from "./fixtures/mutation-run.ts";

/** Another seed makes other headers; `FOVEA_SOAK_RUNS` another number of them. */
const SEED = 20260926;
const RUNS = process.env.FOVEA_SOAK ? Number(process.env.FOVEA_SOAK_RUNS ?? 10_000_000) : 20_000;
const EXPECTED = [
  ..."image/jpeg image/png image/gif image/webp image/tiff image/bmp image/x-icon image/avif image/heic".split(" "),
  ..."image/svg+xml application/pdf input.truncated input.broken-header input.zero-size input.not-an-image".split(" "),
];
/** ms: a header takes microseconds. */
const HANGS = 20_000;

test(`${RUNS} mutated headers: no crash, no hang, no read past what was given`, async (t) => {
  const threads = process.env.FOVEA_SOAK ? Math.min(4, availableParallelism()) : 1;
  const share = Math.ceil(RUNS / threads);
  const shares = Array.from({ length: threads }, (_, i) => ({ from: i * share, to: Math.min(RUNS, (i + 1) * share) }));
  const reports = await Promise.all(shares.map((part) => runAll({ seed: SEED, ...part })));
  const said: Record<string, number> = {};
  for (const report of reports) {
    const { thrown } = report;
    assert.equal(thrown, null, thrown === null ? "" : `run ${thrown.run} of seed ${SEED}: ${thrown.error}`);
    for (const [what, count] of Object.entries(report.said)) said[what] = (said[what] ?? 0) + count;
  }
  t.diagnostic(JSON.stringify(said));
  assert.equal(
    Object.values(said).reduce((sum, count) => sum + count, 0),
    RUNS,
  );
  // The mutations reach every reader, and every kind of answer.
  for (const what of EXPECTED) assert.ok((said[what] ?? 0) > 0, `no run ended in ${what}`);
});

test("guarded bytes are read as given, and throw for anything else", () => {
  const bytes = guarded(Uint8Array.of(1, 2, 3, 4));
  assert.deepEqual([bytes[0], bytes.length, [...bytes.subarray(1, 9)], bytes.indexOf(3)], [1, 4, [2, 3, 4], 2]);
  for (const index of [4, -1, Number.NaN, 2 ** 40]) assert.throws(() => bytes[index], RangeError);
  assert.throws(() => bytes.subarray(1, 2)[1], RangeError);
  assert.throws(() => bytes.buffer, RangeError);
});

/** @returns what the thread reports; a run that takes longer than `HANGS` is a failure with its number. */
async function runAll(work: Omit<MutationWork, "at">): Promise<MutationReport> {
  const at = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(new URL("./fixtures/mutation-run.ts", import.meta.url), { workerData: { ...work, at } });
  let last = -1;
  let watch: NodeJS.Timeout | undefined;
  try {
    return await new Promise((resolve, reject) => {
      worker.once("message", resolve);
      worker.once("error", reject);
      watch = setInterval(() => {
        const now = Atomics.load(at, 0);
        if (now === last) reject(new Error(`run ${now} of seed ${work.seed} hangs`));
        last = now;
      }, HANGS);
    });
  } finally {
    clearInterval(watch);
    await worker.terminate();
  }
}
