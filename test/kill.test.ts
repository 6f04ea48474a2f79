import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import Anthropic from "@anthropic-ai/sdk";
import { createEyesEngine, createGateway } from "@fovea/gateway";

// The eyes' process is killed while it looks, through the gateway and through the real command.

const root = join(import.meta.dirname, "..");
const cat = readFileSync(join(root, "examples/photos/cat.png"));
const skip = existsSync("/proc/self/task") ? false : "finding the eyes' process needs /proc";

/** Waits for a child of `pid` whose command line names the eyes, and kills it. False when it never started. */
async function killEyesOf(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 2000 && existsSync(`/proc/${pid}/task`); tries++) {
    for (const child of childrenOf(pid)) {
      if (!/process\/child\.(ts|js)/.test(commandOf(child))) continue;
      process.kill(child, "SIGKILL");
      return true;
    }
    await sleep(5);
  }
  return false;
}

function childrenOf(pid: number): number[] {
  return read(`/proc/${pid}/task/${pid}/children`).split(" ").filter(Boolean).map(Number);
}

function commandOf(pid: number): string {
  return read(`/proc/${pid}/cmdline`);
}

/** A process that has just ended has no files any more. */
function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

test("a question whose eyes are killed gets a clear error, and the next question is answered", {
  skip,
  timeout: 60_000,
}, async () => {
  const gateway = createGateway({ engine: createEyesEngine() });
  const client = new Anthropic({ apiKey: "unused", baseURL: "http://fovea.invalid", fetch: gateway.fetch });
  const ask = () =>
    client.messages.create({
      model: "fovea-eyes-1",
      max_tokens: 500,
      messages: [
        {
          role: "user",
          content: [
            { type: "image", source: { type: "base64", media_type: "image/png", data: cat.toString("base64") } },
            { type: "text", text: "What is in this picture?" },
          ],
        },
      ],
    });
  const killed = assert.rejects(ask(), (error: InstanceType<typeof Anthropic.APIError>) => {
    assert.equal(error.status, 500);
    assert.match(error.message, /eyes\.crashed|ended before it answered/);
    return true;
  });
  assert.ok(await killEyesOf(process.pid), "the eyes' process never started");
  await killed;
  const answer = await ask();
  assert.match(answer.content[0]?.type === "text" ? answer.content[0].text : "", /\bcat\b/);
  await gateway.close();
});

const askCommand = (): ChildProcess =>
  spawn(process.execPath, ["scripts/fovea.mjs", "ask", "examples/photos/cat.png", "What is it?"], { cwd: root });

test("the command says so with title, sentence and fix, exit 7, and no stack", { skip, timeout: 60_000 }, async () => {
  const fovea = askCommand();
  const done = finished(fovea);
  let kills = 0;
  // The first may be lost before it was asked anything, and is replaced without a word: so every one is killed.
  while (await killEyesOf(fovea.pid ?? 0)) kills++;
  const { code, stdout, stderr } = await done;
  assert.ok(kills > 0, "the eyes' process never started");
  assert.equal(code, 7, stderr);
  assert.equal(stdout, "");
  assert.match(stderr, /eyes\.crashed/);
  assert.match(stderr, /^ {2}Fix: /m);
  assert.doesNotMatch(stderr, /^\s+at .*:\d+:\d+/m);
});

test("eyes that are lost once while they get ready are replaced, or the command says so", {
  skip,
  timeout: 60_000,
}, async () => {
  const fovea = askCommand();
  const done = finished(fovea);
  assert.ok(await killEyesOf(fovea.pid ?? 0), "the eyes' process never started");
  const { code, stdout, stderr } = await done;
  if (code === 0) assert.match(stdout, /\bcat\b/);
  else assert.match(stderr, /eyes\.crashed/);
});

async function finished(child: ChildProcess): Promise<{ code: number | null; stdout: string; stderr: string }> {
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", (text) => (stdout += text));
  child.stderr?.on("data", (text) => (stderr += text));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, stdout, stderr };
}
