// kill -9 at random instants while three uploads run at a time, over and over on one directory.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHash, randomInt } from "node:crypto";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { freshDirectory } from "./fixtures/directories.ts";
import { read } from "./fixtures/uploads.ts";
import { openStore } from "./open-store.ts";

const ROUNDS = process.env.FOVEA_SOAK ? 200 : 20;
const HOUR = 3_600_000;
const uploader = join(import.meta.dirname, "fixtures/uploader.ts");

/** What the uploader was told before it died. */
async function uploadAndKill(directory: string): Promise<{ kept: Map<string, string>; deleting: Set<string> }> {
  const child = spawn(process.execPath, [uploader, directory], { stdio: ["ignore", "pipe", "inherit"] });
  let told = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    told += text;
  });
  const closed = once(child, "close");
  // Counted in what was acknowledged, for machines differ in speed; the instant itself is chance.
  const enough = randomInt(6);
  while (told === "" || told.split("kept ").length <= enough) {
    const more = await Promise.race([once(child.stdout, "data"), closed.then(() => null)]);
    if (more === null) break;
  }
  await sleep(randomInt(25));
  assert.ok(child.kill("SIGKILL"));
  const [code, signal] = await closed;
  assert.deepEqual([code, signal], [null, "SIGKILL"], "the uploader did not end by itself");
  const kept = new Map<string, string>();
  const deleting = new Set<string>();
  for (const line of told.split("\n")) {
    const [verb, id = "", sha256 = ""] = line.split(" ");
    if (verb === "kept") kept.set(id, sha256);
    if (verb === "deleting") deleting.add(id);
  }
  return { kept, deleting };
}

test(`after kill -9 in ${ROUNDS} rounds of uploads every acknowledged file is whole, and nothing half is left`, {
  timeout: ROUNDS * 20_000,
}, async (t) => {
  const directory = freshDirectory();
  let acknowledged = 0;
  let halfway = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const { kept, deleting } = await uploadAndKill(directory);
    acknowledged += kept.size;
    halfway += readdirSync(join(directory, "incoming")).length;

    let later = 0;
    const store = await openStore(directory, { now: () => Date.now() + later });
    assert.deepEqual(readdirSync(join(directory, "incoming")), []);
    const { files, more } = await store.files.list("w", { limit: 1000 });
    assert.equal(more, false);
    for (const file of files) {
      const bytes = await read((await store.files.open("w", file.id)).content);
      assert.deepEqual([bytes.length, createHash("sha256").update(bytes).digest("hex")], [file.bytes, file.sha256]);
    }
    const there = new Map(files.map(({ id, sha256 }) => [id, sha256]));
    for (const [id, sha256] of kept) if (!deleting.has(id)) assert.equal(there.get(id), sha256);
    // The row may be written and the word of it not: at most one for each upload under way.
    assert.ok(files.filter(({ id }) => !kept.has(id)).length <= 3);

    for (const { id } of files) await store.files.delete("w", id);
    later = 2 * HOUR;
    await store.collectGarbage();
    const left = readdirSync(join(directory, "blobs"), { recursive: true, withFileTypes: true });
    assert.deepEqual(
      left.filter((entry) => entry.isFile()).map(({ name }) => name),
      [],
      "bytes that no row stands for are collected",
    );
    await store.close();
  }
  t.diagnostic(`${acknowledged} files acknowledged, ${halfway} half uploads removed at a start`);
  assert.ok(acknowledged > ROUNDS && halfway > 0, "the kills came in the middle of uploads");
});
