// The same bytes are uploaded once, whoever wants them and whenever: many at a time, from several processes, some of which are killed.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import { filesApiOfClient } from "@fovea/client/internal/files/client-files";
import { createUploads } from "@fovea/client/internal/files/create-uploads";
import { filesApiOfFetch } from "@fovea/client/internal/files/fetch-files";
import { createFileLedger } from "@fovea/client/internal/files/file-ledger";
import type { FilesApi } from "@fovea/client/internal/files/files-api";
import { createMemoryLedger } from "@fovea/client/internal/files/memory-ledger";
import type { UploadLedger } from "@fovea/client/internal/files/upload-ledger";
import fc from "fast-check";
import { type Fake, startFake } from "../fakes/fake.ts";
import { officialClient } from "../platforms/clients.ts";
import { contentOf } from "./contents.ts";

const SOAK = process.env.FOVEA_SOAK !== undefined;
const SCRIPT = fileURLToPath(new URL("./uploading-process.ts", import.meta.url));

async function begin(t: TestContext): Promise<{ fake: Fake; path: string }> {
  const [fake, folder] = await Promise.all([startFake("anthropic"), mkdtemp(join(tmpdir(), "fovea-once-"))]);
  t.after(async () => {
    await fake.close();
    await rm(folder, { recursive: true, force: true });
  });
  return { fake, path: join(folder, "uploads.jsonl") };
}

const uploadsAt = ({ requests }: Fake) => requests.filter(({ method, status }) => method === "POST" && status === 200);

const byFetch = ({ credentials: { baseURL, key } }: Fake): FilesApi =>
  filesApiOfFetch({ fetch: globalThis.fetch, baseURL, headers: { "x-api-key": key ?? "" } });

function byClient({ credentials }: Fake): FilesApi {
  const api = filesApiOfClient(officialClient("anthropic", credentials));
  assert.ok(api !== null);
  return api;
}

for (const [name, makeApi, makeLedger] of [
  ["the client, in memory", byClient, () => createMemoryLedger()],
  ["a fetch, in a file", byFetch, (path: string) => createFileLedger(path)],
] as const)
  test(`a hundred wishes of ten contents at the same time are ten uploads: ${name}`, { timeout: 60_000 }, async (t) => {
    const { fake, path } = await begin(t);
    const uploads = createUploads({ api: makeApi(fake), ledger: makeLedger(path) });
    const all = await Promise.all(Array.from({ length: 100 }, (_, index) => uploads.upload(contentOf(index % 10))));
    assert.equal(uploadsAt(fake).length, 10);
    for (const [index, { fileId }] of all.entries())
      assert.equal(fake.files.get(fileId)?.sha256, contentOf(index % 10).sha256);
  });

test("two of a process who share a ledger by its file, over a client and a fetch, upload once", {
  timeout: 60_000,
}, async (t) => {
  const { fake, path } = await begin(t);
  const all = [byClient(fake), byFetch(fake)].map((api) => createUploads({ api, ledger: createFileLedger(path) }));
  await Promise.all(
    Array.from({ length: 40 }, (_, index) => all[index % 2]?.upload(contentOf(Math.floor(index / 2) % 5))),
  );
  assert.equal(uploadsAt(fake).length, 5);
});

test("whoever leaves when, those who stay get a file with the right bytes, and there is one of each", {
  timeout: 600_000,
}, async (t) => {
  const { fake, path } = await begin(t);
  const wish = fc.record({ content: fc.nat(3), startMs: fc.nat(8), leavesAfterMs: fc.option(fc.nat(25)) });
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(wish, { minLength: 1, maxLength: 20 }), fc.boolean(), async (wishes, inFile) => {
      fake.clear();
      const ledger: UploadLedger = inFile ? createFileLedger(`${path}.${run}`) : createMemoryLedger();
      // Contents of this run alone.
      const offset = 10 * ++run;
      const before = fake.files.size;
      const uploads = createUploads({ api: byFetch(fake), ledger });
      const kept = new Map<number, string>();
      await Promise.all(
        wishes.map(async ({ content, startMs, leavesAfterMs }) => {
          await sleep(startMs);
          const leaver = new AbortController();
          if (leavesAfterMs !== null) setTimeout(() => leaver.abort(new Error("left")), leavesAfterMs);
          try {
            const { fileId } = await uploads.upload(contentOf(offset + content), { signal: leaver.signal });
            assert.equal(kept.get(content) ?? fileId, fileId);
            kept.set(content, fileId);
          } catch (error) {
            assert.equal((error as Error).message, "left");
            assert.notEqual(leavesAfterMs, null);
          }
        }),
      );
      for (const [content, fileId] of kept)
        assert.equal(fake.files.get(fileId)?.sha256, contentOf(offset + content).sha256);
      for (const { content, leavesAfterMs } of wishes) if (leavesAfterMs === null) assert.ok(kept.has(content));
      // What was left when its last byte was sent may still arrive; the same content never twice.
      const there = [...fake.files.values()].slice(before).map(({ sha256 }) => sha256);
      assert.equal(new Set(there).size, there.length);
    }),
    { numRuns: SOAK ? 500 : 25, seed: 7 },
  );
});

test("processes that share a ledger upload once between them", { timeout: 120_000 }, async (t) => {
  const { fake, path } = await begin(t);
  const children = [1, 2, 3].map(() => start(fake, path, 100, 10));
  await Promise.all(children.map(({ ended }) => ended));
  assert.deepEqual(
    children.map(({ child }) => child.exitCode),
    [0, 0, 0],
  );
  assert.equal(uploadsAt(fake).length, 10);
  agreed(fake, children);
});

test("a process that is killed while it uploads leaves the others with one file of each", {
  timeout: 600_000,
}, async (t) => {
  for (let round = 0; round < (SOAK ? 15 : 1); round++) {
    const { fake, path } = await begin(t);
    const children = [1, 2, 3].map(() => start(fake, path, 100, 10));
    const victims = children.slice(0, 2);
    for (const [index, victim] of victims.entries()) {
      await victim.says(1 + index * 10 + (round % 7));
      victim.child.kill("SIGKILL");
    }
    await Promise.all(children.map(({ ended }) => ended));
    assert.equal(children[2]?.child.exitCode, 0);
    agreed(fake, children);
    // Of each content a victim may have sent one that it did not live to write down.
    assert.ok(uploadsAt(fake).length <= 10 + 10 * victims.length, `${uploadsAt(fake).length}`);
    const ledger = createFileLedger(path);
    const rows = await ledger.list(byFetch(fake).account);
    assert.equal(rows.length, 10);
    for (const { fileId, sha256 } of rows) assert.equal(fake.files.get(fileId)?.sha256, sha256);
  }
});

function start(fake: Fake, path: string, wishes: number, contents: number) {
  const { baseURL, key } = fake.credentials;
  const words = [SCRIPT, path, baseURL, key ?? "", String(wishes), String(contents)];
  const child = spawn(process.execPath, ["--conditions=@fovea/source", ...words], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  const checks = new Set<() => void>();
  child.stdout.setEncoding("utf8").on("data", (more: string) => {
    text += more;
    for (const check of checks) check();
  });
  const ended = once(child, "close");
  const lines = (): string[] => text.split("\n").slice(0, -1);
  return {
    child,
    ended,
    lines,
    says: (count: number) =>
      new Promise<void>((resolve) => {
        const check = (): void => (lines().length >= count ? resolve() : undefined);
        checks.add(check);
        void ended.then(() => resolve());
        check();
      }),
  };
}

/** All who were told an id of a content were told the same, and it is there with the right bytes. */
function agreed(fake: Fake, children: readonly { lines(): string[] }[]): void {
  const ids = new Map<string, string>();
  for (const line of children.flatMap((one) => one.lines())) {
    const [content = "", id = ""] = line.split(" ");
    assert.equal(ids.get(content) ?? id, id);
    ids.set(content, id);
    assert.equal(fake.files.get(id)?.sha256, contentOf(Number(content)).sha256);
  }
  assert.ok(ids.size > 0);
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
