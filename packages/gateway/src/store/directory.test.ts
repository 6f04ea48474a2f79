// Who may have a directory open, what others may do meanwhile, and what the directory looks like to other users.
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { StoreError } from "@fovea/client/internal/errors/errors";
import { freshDirectory } from "./fixtures/directories.ts";
import { calm, uploadOf } from "./fixtures/uploads.ts";
import { openKeys } from "./open-keys.ts";
import { openStore } from "./open-store.ts";
import { FORMAT, FORMATS } from "./sqlite/sql.ts";

async function keeperOf(directory: string): Promise<ChildProcess> {
  const keeper = join(import.meta.dirname, "fixtures/keeper.ts");
  const child = spawn(process.execPath, [keeper, directory], { stdio: ["pipe", "pipe", "inherit"] });
  await once(child.stdout ?? child, "data");
  return child;
}

async function end(child: ChildProcess, how: () => unknown): Promise<void> {
  const closed = once(child, "close");
  how();
  await closed;
}

test("a second opening is refused and names the holder, in this process and in another", async () => {
  const directory = freshDirectory();
  const child = await keeperOf(directory);
  const refusal = await openStore(directory).then(
    () => assert.fail("opened twice"),
    (error: unknown) => error,
  );
  assert.ok(refusal instanceof StoreError && refusal.code === "store.locked");
  const { holder } = refusal.facts as { holder: { pid: number; host: string; since: string } };
  assert.deepEqual([holder.pid, holder.host], [child.pid, hostname()]);
  assert.ok(Math.abs(Date.parse(holder.since) - Date.now()) < 600_000);
  assert.match(refusal.message, new RegExp(`process ${child.pid} on `));
  await end(child, () => child.stdin?.end());

  const store = await openStore(directory);
  await assert.rejects(openStore(directory), {
    code: "store.locked",
    message: new RegExp(`process ${process.pid} on `),
  });
  await assert.rejects(openStore(directory), { code: "store.locked" }, "a refusal does not take the lock away");
  await store.close();
  assert.ok(!readdirSync(directory).includes("lock.json"));
});

test("the directory of a process that was killed is free at once", async () => {
  const directory = freshDirectory();
  const child = await keeperOf(directory);
  await end(child, () => child.kill("SIGKILL"));
  assert.equal(JSON.parse(readFileSync(join(directory, "lock.json"), "utf8")).pid, child.pid);
  await (await openStore(directory)).close();
});

test("keys are added, used and revoked from outside while a server has the directory open, and count at once", async () => {
  const directory = freshDirectory();
  const before = await openKeys(directory);
  const { id } = await before.addWorkspace("default");
  await before.close();
  const store = await openStore(directory);
  const outside = await openKeys(directory);
  assert.deepEqual(await outside.workspaces(), await store.keys.workspaces());
  const { key, secret } = await outside.addKey(id, "laptop");
  assert.deepEqual(await store.keys.find(secret), key);
  assert.equal(await outside.revoke(key.id), true);
  assert.equal(await store.keys.find(secret), null);
  await Promise.all([outside.close(), store.close()]);
  const reopened = await openStore(directory);
  assert.equal((await reopened.keys.keys())[0]?.id, key.id);
  await reopened.close();
});

test("no secret is in any file of the directory", async () => {
  const directory = freshDirectory();
  const store = await openStore(directory);
  const { id } = await store.keys.addWorkspace("default");
  const { secret } = await store.keys.addKey(id, "laptop");
  for (const entry of readdirSync(directory, { withFileTypes: true }))
    if (entry.isFile())
      assert.ok(!readFileSync(join(directory, entry.name)).includes(secret.slice(-43)), `it is in ${entry.name}`);
  await store.close();
});

test("files and keys are there again after the store was closed and opened", async () => {
  const directory = freshDirectory();
  const store = await openStore(directory);
  const file = await store.files.add("w", uploadOf("hello", { filename: "a.txt" }), calm());
  await store.close();
  const again = await openStore(directory);
  assert.deepEqual(await again.files.get("w", file.id), file);
  await again.close();
});

test("the directory and all in it belong to its owner alone; a directory that is not ours keeps its mode", {
  skip: process.platform === "win32" && "Windows has no modes",
}, async () => {
  const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);
  const empty = freshDirectory();
  mkdirSync(empty, { mode: 0o755 });
  const strange = freshDirectory();
  mkdirSync(strange);
  chmodSync(strange, 0o755);
  writeFileSync(join(strange, "homework.txt"), "");
  chmodSync(join(strange, "homework.txt"), 0o644);
  for (const [directory, expected] of [
    [join(freshDirectory(), "deep/inside"), "700"],
    [empty, "700"],
    [strange, "755"],
  ] as const) {
    const store = await openStore(directory);
    await store.files.add("w", uploadOf("hello"), calm());
    assert.equal(mode(directory), expected);
    for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
      if (entry.name === "homework.txt") continue;
      assert.equal(mode(join(entry.parentPath, entry.name)), entry.isDirectory() ? "700" : "600", entry.name);
    }
    await store.close();
  }
});

test("a directory of a newer Fovea, a broken database and a directory that is a file are told apart", async () => {
  const newer = freshDirectory();
  await (await openStore(newer)).close();
  const database = new DatabaseSync(join(newer, "fovea.sqlite"));
  database.exec("PRAGMA user_version = 99");
  database.close();
  await assert.rejects(openStore(newer), { code: "store.newer", facts: { found: 99, known: FORMAT } });

  const broken = freshDirectory();
  mkdirSync(broken);
  writeFileSync(join(broken, "fovea.sqlite"), "this was a database ".repeat(100));
  await assert.rejects(openStore(broken), { code: "store.unreadable", message: /not a database/ });
  await assert.rejects(openStore(broken), { code: "store.unreadable" }, "a failed opening leaves no lock");

  const file = freshDirectory();
  writeFileSync(file, "");
  await assert.rejects(openStore(file), { code: "store.unreadable", message: /EEXIST|ENOTDIR/ });
});

test("directories of every older format are opened, and keep what is in them", async () => {
  for (let format = 1; format < FORMAT; format++) {
    const directory = freshDirectory();
    mkdirSync(directory);
    const database = new DatabaseSync(join(directory, "fovea.sqlite"));
    database.exec(FORMATS.slice(0, format).join(";"));
    database.exec(`PRAGMA user_version = ${format}; INSERT INTO workspaces VALUES ('wrkspc_1', 'old', 1)`);
    database.close();
    const store = await openStore(directory);
    assert.deepEqual(await store.keys.workspaces(), [{ id: "wrkspc_1", name: "old", createdAt: 1 }]);
    const row = {
      workspace: "w",
      credential: "c",
      sha256: "s",
      mediaType: "a/b",
      fileId: "f",
      createdAt: 1,
      expiresAt: 2,
    };
    await store.uploads.put(row);
    assert.deepEqual(await store.uploads.find(row, 1), row);
    await store.collectGarbage();
    assert.equal(await store.uploads.find(row, 1), null, "expired uploads are pruned with the garbage");
    await store.close();
    const again = new DatabaseSync(join(directory, "fovea.sqlite"));
    assert.equal(again.prepare("PRAGMA user_version").get()?.user_version, FORMAT);
    again.close();
  }
});

test("stores and keys that are opened on a new directory at the same time make one set of tables", async () => {
  const directory = freshDirectory();
  const opened = await Promise.all([openStore(directory), openKeys(directory), openKeys(directory)]);
  const { id } = await opened[1].addWorkspace("default");
  assert.equal((await opened[0].keys.workspaces())[0]?.id, id);
  await Promise.all(opened.map((one) => one.close()));
});
