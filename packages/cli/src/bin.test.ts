// The command as the system starts it: streams that cannot be written to.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const bin = join(import.meta.dirname, "bin.ts");
const cat = join(import.meta.dirname, "../../../examples/photos/cat.png");
const full = existsSync("/dev/full") ? false : "there is no /dev/full";

type Stream = "pipe" | number;

async function run(argv: readonly string[], stdout: Stream, stderr: Stream) {
  const child = spawn(process.execPath, ["--conditions=@fovea/source", bin, ...argv], {
    stdio: ["ignore", stdout, stderr],
    env: { PATH: process.env.PATH ?? "", NODE_NO_WARNINGS: "1" },
  });
  const text = { out: "", err: "" };
  child.stdout?.on("data", (piece: Buffer) => {
    text.out += piece;
  });
  child.stderr?.on("data", (piece: Buffer) => {
    text.err += piece;
  });
  const exit = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { exit, ...text };
}

test("an answer that cannot be written is an error in our form, and no stack", { skip: full }, async () => {
  const file = openSync("/dev/full", "w");
  const { exit, err } = await run(["plan", cat], file, "pipe");
  closeSync(file);
  assert.equal(exit, 1);
  assert.match(
    err,
    /^fovea: The answer cannot be written \(output\.unwritable\)\n {2}Standard output failed: ENOSPC.*\n {2}Fix: .*\n$/,
  );
});

test("notes and errors that cannot be written change neither the answer nor the exit code", {
  skip: full,
}, async () => {
  const file = openSync("/dev/full", "w");
  const [good, bad] = await Promise.all([
    run(["plan", cat, "nowhere.png"], "pipe", file),
    run(["plan", cat, "--base-url"], "pipe", file),
  ]);
  closeSync(file);
  assert.deepEqual([good.exit, bad.exit], [3, 2]);
});
