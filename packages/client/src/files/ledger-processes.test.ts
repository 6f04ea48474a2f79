// Processes that share a ledger, real ones, some of which are ended by the system in the middle.
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import { createFileLedger } from "./file-ledger.ts";
import { rowOf } from "./ledger.contract.ts";
import { takeLock } from "./lock-file.ts";
import { thisProcess } from "./lock-holder.ts";

const SOAK = process.env.FOVEA_SOAK !== undefined;
const SCRIPT = fileURLToPath(new URL("./fixtures/ledger-process.ts", import.meta.url));

interface Other {
  readonly child: ChildProcess;
  readonly said: string[];
  /** Resolves when it has said so many lines, or has ended. */
  says(lines: number): Promise<void>;
  readonly ended: Promise<unknown>;
}

function start(path: string, ...words: readonly string[]): Other {
  const child = spawn(process.execPath, ["--conditions=@fovea/source", SCRIPT, path, ...words], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const said: string[] = [];
  const waiting = new Set<() => void>();
  const lines = createInterface({ input: child.stdout });
  lines.on("line", (line) => {
    said.push(line);
    for (const check of waiting) check();
  });
  const ended = once(child, "close");
  return {
    child,
    said,
    ended,
    says: (count) =>
      new Promise((resolve) => {
        const check = (): void => {
          if (said.length < count && child.exitCode === null && child.signalCode === null) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        void ended.then(check);
        check();
      }),
  };
}

async function ledgerPath(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "fovea-ledger-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return join(folder, "uploads.jsonl");
}

test("a process that is killed while it holds a key holds nobody up", { timeout: 60_000 }, async (t) => {
  const path = await ledgerPath(t);
  const holder = start(path, "hold");
  await holder.says(1);
  const leaver = new AbortController();
  const early = createFileLedger(path).exclusive(rowOf("a"), async () => "early", leaver.signal);
  setTimeout(() => leaver.abort(new Error("it is held")), 200);
  await assert.rejects(early, /it is held/);
  // Ten wait for it when it dies: one after the other has its turn.
  let inside = 0;
  const waiting = Array.from({ length: 10 }, () =>
    createFileLedger(path).exclusive(rowOf("a"), async () => {
      assert.equal(++inside, 1);
      await new Promise((resolve) => setTimeout(resolve, 2));
      inside--;
    }),
  );
  holder.child.kill("SIGKILL");
  await Promise.all(waiting);
  assert.deepEqual(await readdir(`${path}.locks`), []);
});

test("processes that count together miss nothing, though some are killed while they hold the key", {
  timeout: 300_000,
}, async (t) => {
  const path = await ledgerPath(t);
  await writeFile(`${path}.count`, "0");
  const times = SOAK ? 150 : 25;
  const steady = [1, 2, 3].map(() => start(path, "count", "", String(times)));
  const victims: Other[] = [];
  for (let kill = 0; kill < (SOAK ? 40 : 3); kill++) {
    const victim = start(path, "count", "", "100000");
    victims.push(victim);
    await victim.says(1 + (kill % 3));
    victim.child.kill("SIGKILL");
    await victim.ended;
  }
  await Promise.all(steady.map(({ ended }) => ended));
  assert.deepEqual(
    steady.map(({ said }) => said.length),
    Array(3).fill(times),
  );
  const sure = [...steady, ...victims].reduce((sum, { said }) => sum + said.length, 0);
  const count = Number(await readFile(`${path}.count`, "utf8"));
  // One that was killed may have counted without having said so.
  assert.ok(count >= sure && count <= sure + victims.length, `${count} of ${sure}`);
  // What the last victim held is there until somebody wants it.
  await createFileLedger(path).exclusive(rowOf("a"), async () => undefined);
  assert.deepEqual(await readdir(`${path}.locks`), []);
});

test("what a process was told is put stays put, whenever it or another is killed", { timeout: 300_000 }, async (t) => {
  const path = await ledgerPath(t);
  const told: string[] = [];
  for (let round = 0; round < (SOAK ? 20 : 2); round++) {
    const writers = [0, 1, 2].map((index) => start(path, "put", `r${round}w${index}`));
    for (const [index, writer] of writers.entries()) {
      await writer.says(5 + 3 * index + (round % 4));
      writer.child.kill("SIGKILL");
    }
    await Promise.all(writers.map(({ ended }) => ended));
    told.push(...writers.flatMap(({ said }) => said));
  }
  const ledger = createFileLedger(path);
  const there = new Set((await ledger.list("mine")).map(({ fileId }) => fileId));
  assert.ok(told.length >= 20, `${told.length}`);
  assert.deepEqual(
    told.filter((id) => !there.has(id)),
    [],
  );
  await ledger.put(rowOf("last"));
  assert.equal((await createFileLedger(path).find(rowOf("last"), 0))?.fileId, "file_last");
});

test("a lock of a process that is gone, or that means another process by now, or that has no name, is taken over", async (t) => {
  const path = await ledgerPath(t);
  const locks = `${path}.locks`;
  await mkdir(locks);
  const lock = join(locks, "l");
  const me = await thisProcess();
  const token = "0123456789abcdef";
  const long = new Date(Date.now() - 120_000);
  const cases: readonly (readonly [string, object | string, Date | null])[] = [
    ["a process that is gone", { ...me, pid: 2 ** 22 + 1, token }, null],
    ["this pid, started at another time", { ...me, started: "1", token }, null],
    ["another machine, silent for minutes", { ...me, machine: "elsewhere", token }, long],
    ["this process, silent for minutes", { ...me, token }, long],
    ["no name", "", long],
    ["half a name", '{"pid":1', long],
  ];
  for (const [what, holder, when] of cases) {
    if (what.includes("started") && me.started === null) continue;
    await writeFile(lock, typeof holder === "string" ? holder : JSON.stringify(holder));
    if (when !== null) await utimes(lock, when, when);
    const taken = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const one = await takeLock(lock, AbortSignal.timeout(20_000));
        await one.release();
      }),
    );
    assert.equal(taken.length, 8, what);
    assert.deepEqual(await readdir(locks), [], what);
  }
});

test("a lock of who lives, here or elsewhere, is waited for", async (t) => {
  const path = await ledgerPath(t);
  const me = await thisProcess();
  const token = "0123456789abcdef";
  for (const holder of [{ ...me, token }, { ...me, machine: "elsewhere", pid: 2 ** 22 + 1, token }, ""]) {
    await writeFile(path, holder === "" ? "" : JSON.stringify(holder));
    await assert.rejects(takeLock(path, AbortSignal.timeout(150)), { name: "TimeoutError" });
    await rm(path);
  }
});

test("who died in the middle of taking over is taken over too", async (t) => {
  const path = await ledgerPath(t);
  const gone = { ...(await thisProcess()), pid: 2 ** 22 + 1 };
  const [first, second] = ["00000000000000aa", "00000000000000bb"];
  await writeFile(path, JSON.stringify({ ...gone, token: first }));
  await writeFile(`${path}.${first}`, JSON.stringify({ ...gone, token: second }));
  const lock = await takeLock(path, AbortSignal.timeout(20_000));
  await lock.release();
  assert.deepEqual(await readdir(join(path, "..")), []);
});
