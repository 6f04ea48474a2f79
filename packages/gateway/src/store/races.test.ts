// Adding, deleting, expiring and collecting the same few bytes at the same time, with every step of rows and blobs put off at random, and
// a clock that jumps by hours in between: nothing acknowledged is ever lost.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Blobs } from "./blobs.ts";
import { collect } from "./collect.ts";
import { openDiskBlobs } from "./disk/blobs.ts";
import { makeDirectory } from "./disk/directory.ts";
import { nodeDisk } from "./disk/disk.ts";
import { type FileRows, METADATA_KEPT_MS } from "./file-rows.ts";
import { freshDirectory } from "./fixtures/directories.ts";
import { calm, read, uploadOf } from "./fixtures/uploads.ts";
import { createMemoryBlobs } from "./memory/blobs.ts";
import { createMemoryRows } from "./memory/rows.ts";
import { openDatabase } from "./sqlite/database.ts";
import { createSqliteRows } from "./sqlite/rows.ts";
import { createStoredFiles } from "./stored-files.ts";

const MINUTE = 60_000;
const soak = process.env.FOVEA_SOAK !== undefined;

type Act = { readonly kind: "add"; readonly content: number; readonly expires: boolean } | { readonly kind: "delete" };
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ kind: fc.constant("add" as const), content: fc.integer({ min: 0, max: 1 }), expires: fc.boolean() }),
  fc.record({ kind: fc.constant("delete" as const) }),
);
const scenario = fc.record({
  actors: fc.array(fc.array(act, { minLength: 1, maxLength: 8 }), { minLength: 2, maxLength: 4 }),
  seed: fc.integer({ min: 1, max: 2 ** 31 - 2 }),
});
type Scenario = typeof scenario extends fc.Arbitrary<infer S> ? S : never;

/** The same object with every method begun and ended some turns later, and the clock jumping meanwhile. */
function delayed<T extends object>(inner: T, pause: () => Promise<void>): T {
  return new Proxy(inner, {
    get(target, property) {
      const method = Reflect.get(target, property);
      if (typeof method !== "function") return method;
      if (property === "names") return method.bind(target);
      return async (...args: unknown[]) => {
        await pause();
        const result = await method.apply(target, args);
        await pause();
        return property === "create" ? delayed(result, pause) : result;
      };
    },
  });
}

async function play(
  { actors, seed }: Scenario,
  parts: { rows: FileRows; blobs: (now: () => number) => Promise<Blobs> },
) {
  let state = seed;
  const random = (below: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
  let time = Date.now();
  const now = () => time;
  const pause = async () => {
    if (random(6) === 0) time += random(90) * MINUTE;
    for (let turns = random(4); turns > 0; turns--) await new Promise((resolve) => setImmediate(resolve));
  };
  const rows = delayed(parts.rows, pause);
  const blobs = delayed(await parts.blobs(now), pause);
  const inHand = new Set<string>();
  const files = createStoredFiles({ rows, blobs, now, inHand });
  const living = new Map<string, { workspace: string; text: string; expiresAt: number }>();

  async function behave(workspace: string, acts: readonly Act[]) {
    for (const step of acts) {
      if (step.kind === "add") {
        const text = `content ${step.content}`;
        const upload = uploadOf(text, { expiresInSeconds: step.expires ? 3600 : null });
        const file = await files.add(workspace, upload, calm());
        living.set(file.id, { workspace, text, expiresAt: file.expiresAt ?? Number.POSITIVE_INFINITY });
      } else {
        const [id, one] = [...living].find(([, { workspace: owner }]) => owner === workspace) ?? [];
        if (id === undefined || one === undefined) continue;
        living.delete(id);
        const deleted = await files.delete(workspace, id);
        // The clock may have jumped past the days for which an expired file is remembered.
        assert.ok(deleted || one.expiresAt <= time - METADATA_KEPT_MS);
      }
    }
  }
  let busy = true;
  const collecting = (async () => {
    while (busy) await collect({ rows, blobs, inHand, now: now() });
  })();
  await Promise.all(actors.map((acts, i) => behave(`workspace ${i % 2}`, acts)));
  busy = false;
  await collecting;
  // Reading itself is not to be put off: a reader has an hour.
  const plain = createStoredFiles({ rows: parts.rows, blobs: await parts.blobs(now), now, inHand });
  await collect({ rows, blobs, inHand, now: now() });
  for (const [id, { workspace, text, expiresAt }] of living) {
    if (expiresAt <= time) continue;
    assert.equal((await read((await plain.open(workspace, id)).content)).toString(), text);
  }
}

test("in memory, no acknowledged file is lost to deletions, expiries and collections of the same bytes", async () => {
  await fc.assert(
    fc.asyncProperty(scenario, async (one) => {
      let blobs: Blobs | null = null;
      const once = async (now: () => number) => {
        blobs ??= createMemoryBlobs(1e9, now);
        return blobs;
      };
      await play(one, { rows: createMemoryRows(), blobs: once });
    }),
    { numRuns: soak ? 5000 : 150, seed: 20261123 },
  );
});

test("on the disk, no acknowledged file is lost to deletions, expiries and collections of the same bytes", async () => {
  await fc.assert(
    fc.asyncProperty(scenario, async (one) => {
      const directory = await makeDirectory(freshDirectory());
      const database = await openDatabase(`${directory}/fovea.sqlite`);
      const blobs = await openDiskBlobs(directory, nodeDisk);
      await play(one, { rows: createSqliteRows(database), blobs: async () => blobs });
      database.close();
    }),
    { numRuns: soak ? 500 : 15, seed: 20261124 },
  );
});
