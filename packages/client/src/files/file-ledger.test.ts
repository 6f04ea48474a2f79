import assert from "node:assert/strict";
import {
  appendFile,
  chmod,
  link,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import fc from "fast-check";
import { createFileLedger } from "./file-ledger.ts";
import { HOUR, ledgerContract, rowOf } from "./ledger.contract.ts";
import { createMemoryLedger } from "./memory-ledger.ts";
import type { UploadRow } from "./upload-ledger.ts";

async function folder(t?: TestContext): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), "fovea-ledger-"));
  t?.after(() => rm(made, { recursive: true, force: true }));
  return made;
}

ledgerContract("file", async () => {
  const at = await folder();
  const path = join(at, "below", "uploads.jsonl");
  return {
    ledger: createFileLedger(path),
    other: createFileLedger(path),
    close: () => rm(at, { recursive: true, force: true }),
  };
});

const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;

test("the file and its folders are the owner's alone, and nothing is left beside it", async (t) => {
  const at = await folder(t);
  const path = join(at, "a", "b", "uploads.jsonl");
  const ledger = createFileLedger(path);
  assert.deepEqual(await ledger.list("mine"), [], "asking makes nothing");
  assert.deepEqual(await readdir(at), []);
  await ledger.exclusive(rowOf("a"), () => ledger.put(rowOf("a")));
  assert.deepEqual(
    [await modeOf(join(at, "a")), await modeOf(join(at, "a", "b")), await modeOf(path), await modeOf(`${path}.locks`)],
    [0o700, 0o700, 0o600, 0o700],
  );
  assert.deepEqual(await readdir(join(at, "a", "b")), ["uploads.jsonl", "uploads.jsonl.locks"]);
  assert.deepEqual(await readdir(`${path}.locks`), []);
  await chmod(path, 0o644);
  await ledger.put(rowOf("b"));
  assert.equal(await modeOf(path), 0o600);
  assert.doesNotMatch(await readFile(path, "utf8"), /sk-|secret/);
});

test("a line that was broken off is passed over, and what is written after it is not", async (t) => {
  const path = join(await folder(t), "uploads.jsonl");
  const ledger = createFileLedger(path);
  await ledger.put(rowOf("a"));
  const line = (await readFile(path, "utf8")).split("\n")[1] ?? "";
  await appendFile(path, line.replaceAll("file_a", "file_broken").slice(0, -30));
  assert.deepEqual(
    (await ledger.list("mine")).map(({ fileId }) => fileId),
    ["file_a"],
  );
  await ledger.put(rowOf("b"));
  for (const one of [ledger, createFileLedger(path)])
    assert.deepEqual(
      (await one.list("mine")).map(({ fileId }) => fileId),
      ["file_a", "file_b"],
    );
});

test("lines that are none of ours are passed over, whatever they are", async (t) => {
  const path = join(await folder(t), "uploads.jsonl");
  await createFileLedger(path).put(rowOf("a"));
  const bad = [
    "null",
    "[]",
    "{",
    '{"do":"put"}',
    '{"do":"put","row":{}}',
    JSON.stringify({ do: "put", row: { ...rowOf("x"), fileId: "../../etc" } }),
    JSON.stringify({ do: "put", row: { ...rowOf("x"), expiresAt: "soon" } }),
    JSON.stringify({ do: "put", row: { ...rowOf("x"), bytes: null } }),
    '{"do":"touch","account":"mine","fileId":"file_a","usedAt":"x"}',
    '{"do":"later"}',
    "\u0000\u0000\u0000",
  ];
  await appendFile(path, `${bad.join("\n")}\n`);
  assert.deepEqual(await createFileLedger(path).list("mine"), [rowOf("a")]);
});

test("a file that is no ledger is neither read nor written", async (t) => {
  const at = await folder(t);
  const photo = join(at, "photo.jpg");
  await writeFile(photo, "a photo\n");
  const reason = { code: "store.ledger", message: /no ledger of uploads/ };
  await assert.rejects(createFileLedger(photo).find(rowOf("a"), 0), reason);
  await assert.rejects(createFileLedger(photo).put(rowOf("a")), reason);
  assert.equal(await readFile(photo, "utf8"), "a photo\n");
  await mkdir(join(at, "dir"));
  await assert.rejects(createFileLedger(join(at, "dir")).put(rowOf("a")), { code: "store.ledger" });
  await assert.rejects(createFileLedger(join(photo, "below")).put(rowOf("a")), { code: "store.ledger" });
  await writeFile(join(at, "empty"), "");
  await createFileLedger(join(at, "empty")).put(rowOf("a"));
  assert.equal((await createFileLedger(join(at, "empty")).list("mine")).length, 1);
  assert.throws(() => createFileLedger(""), TypeError);
});

test("a ledger of a newer Fovea is left alone", async (t) => {
  const path = join(await folder(t), "uploads.jsonl");
  const text = '{"fovea":"uploads","format":2,"id":"x"}\n';
  await writeFile(path, text);
  await assert.rejects(createFileLedger(path).put(rowOf("a")), { code: "store.newer" });
  assert.equal(await readFile(path, "utf8"), text);
});

test("a symbolic link is not followed, neither of the file nor of its locks", {
  skip: process.platform === "win32",
}, async (t) => {
  const at = await folder(t);
  const real = join(at, "real");
  await createFileLedger(real).put(rowOf("a"));
  const linked = join(at, "linked");
  await symlink(real, linked);
  for (const call of [
    () => createFileLedger(linked).find(rowOf("a"), 0),
    () => createFileLedger(linked).put(rowOf("b")),
  ])
    await assert.rejects(call(), { code: "store.ledger", message: /symbolic link/ });
  await mkdir(join(at, "elsewhere"));
  await symlink(join(at, "elsewhere"), join(at, "new.locks"));
  await assert.rejects(createFileLedger(join(at, "new")).put(rowOf("a")), { code: "store.ledger" });
  assert.deepEqual(await readdir(join(at, "elsewhere")), []);
});

test("a file that is mostly of the past is written anew, without what has expired, and all who read it go on", async (t) => {
  const path = join(await folder(t), "uploads.jsonl");
  let time = 0;
  const ledger = createFileLedger(path, { now: () => time });
  const reader = createFileLedger(path);
  await ledger.put(rowOf("stays"));
  await ledger.put(rowOf("expired", { expiresAt: HOUR }));
  assert.equal((await reader.list("mine")).length, 2);
  time = 2 * HOUR;
  const touch = (usedAt: number): string =>
    `${JSON.stringify({ do: "touch", account: "mine", fileId: "file_stays", usedAt })}\n`;
  await appendFile(path, Array.from({ length: 1000 }, (_, index) => touch(2_000_000 + index)).join(""));
  const draft = `${path}.0123456789abcdef.new`;
  await writeFile(draft, "who wrote this was killed");
  await writeFile(`${path}.mine.new`, "somebody else's");
  await utimes(draft, 1, 1);
  await utimes(`${path}.mine.new`, 1, 1);
  await ledger.touch(rowOf("stays"), 2_002_000);
  assert.deepEqual((await readdir(join(path, ".."))).sort(), [
    "uploads.jsonl",
    "uploads.jsonl.locks",
    "uploads.jsonl.mine.new",
  ]);
  const { size } = await stat(path);
  assert.ok(size < 1000, `${size}`);
  for (const one of [ledger, reader, createFileLedger(path)])
    assert.deepEqual(
      (await one.list("mine")).map(({ fileId, usedAt }) => [fileId, usedAt]),
      [["file_stays", 2_002_000]],
    );
  await reader.put(rowOf("b"));
  assert.equal((await ledger.list("mine")).length, 2);
  assert.equal(await modeOf(path), 0o600);
});

test("a file that somebody took away or put another in its place of is read as it is now", async (t) => {
  const at = await folder(t);
  const path = join(at, "uploads.jsonl");
  const ledger = createFileLedger(path);
  await ledger.put(rowOf("a"));
  await createFileLedger(join(at, "other")).put(rowOf("b"));
  await rm(path);
  assert.deepEqual(await ledger.list("mine"), []);
  await link(join(at, "other"), path);
  assert.deepEqual(
    (await ledger.list("mine")).map(({ fileId }) => fileId),
    ["file_b"],
  );
});

test("whatever is written and asked in whatever order, a file says what the memory says", {
  timeout: 600_000,
}, async (t) => {
  const at = await folder(t);
  const name = fc.constantFrom("a", "b", "c");
  const id = fc.constantFrom("file_1", "file_2", "file_3", "file_4");
  const expiresAt = fc.option(fc.integer({ min: 1, max: 20 }).map((hours) => hours * HOUR));
  const step = fc.oneof(
    fc.record({ do: fc.constant("put" as const), name, id, expiresAt }),
    fc.record({ do: fc.constant("touch" as const), name, usedAt: fc.nat(3_000_000) }),
    fc.record({ do: fc.constant("forget" as const), id }),
    fc.record({ do: fc.constant("find" as const), name, validAt: fc.nat(21 * HOUR) }),
    fc.record({ do: fc.constant("break" as const) }),
  );
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const path = join(at, `${run++}.jsonl`);
      const memory = createMemoryLedger();
      const files = [createFileLedger(path, { now: () => 0 }), createFileLedger(path, { now: () => 0 })];
      for (const [index, one] of steps.entries()) {
        const file = files[index % 2] ?? memory;
        const both = [memory, file];
        if (one.do === "put") {
          // An id is of one file for ever.
          const row = rowOf(`${one.name}${one.id}`, {
            fileId: one.id,
            sha256: rowOf(one.name).sha256,
            expiresAt: one.expiresAt,
          });
          if ((await memory.list("mine")).some(({ fileId }) => fileId === one.id)) continue;
          for (const ledger of both) await ledger.put(row);
        }
        if (one.do === "touch") for (const ledger of both) await ledger.touch(rowOf(one.name), one.usedAt);
        if (one.do === "forget") for (const ledger of both) await ledger.forget("mine", one.id);
        if (one.do === "find")
          assert.deepEqual(
            await file.find(rowOf(one.name), one.validAt),
            await memory.find(rowOf(one.name), one.validAt),
          );
        // Somebody is killed in the middle of a line.
        if (one.do === "break" && (await file.list("mine")).length > 0) await appendFile(path, '{"do":"put","row');
      }
      const sorted = (rows: readonly UploadRow[]) => rows.toSorted((a, b) => (a.fileId < b.fileId ? -1 : 1));
      for (const file of files) assert.deepEqual(sorted(await file.list("mine")), sorted(await memory.list("mine")));
    }),
    { numRuns: process.env.FOVEA_SOAK === undefined ? 60 : 2000, seed: 11 },
  );
});
