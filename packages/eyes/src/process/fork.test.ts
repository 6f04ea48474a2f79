import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { promisify } from "node:util";
import { createWorker } from "./parent.ts";

const run = promisify(execFile);
const cat = new URL("../../../../examples/photos/cat.png", import.meta.url);
const script = (body: string): string =>
  `import { createEyes } from "@fovea/eyes"; import { readFile } from "node:fs/promises"; const eyes = createEyes(); ${body}`;
const host = (body: string) =>
  run(process.execPath, ["--input-type=module", "--eval", script(body)], { cwd: import.meta.dirname, timeout: 60_000 });

test("an idle child does not keep the host alive", async () => {
  const { stdout, stderr } = await host(
    `const seen = await eyes.perceive(await readFile(new URL("${cat}"))); console.log(seen.objects[0].label);`,
  );
  assert.equal(stdout, "cat\n");
  assert.equal(stderr, "");
});

test("the child ends with its host, also when the host is killed", async () => {
  const { stdout } = await host(`
    const worker = (await import("${new URL("./parent.ts", import.meta.url)}")).createWorker();
    await worker.run({ type: "warm" });
    console.log(worker.pids()[0]);
    process.kill(process.pid, "SIGKILL");`).catch((error: { stdout: string; signal: string }) => {
    assert.equal(error.signal, "SIGKILL");
    return error;
  });
  const pid = Number(stdout);
  assert.ok(pid > 0);
  const gone = (): boolean => {
    try {
      process.kill(pid, 0);
      return false;
    } catch {
      return true;
    }
  };
  for (let i = 0; i < 300 && !gone(); i++) await new Promise((resolve) => setTimeout(resolve, 20));
  assert.ok(gone(), "the child still runs");
});

test("the child sees none of the host's keys", { skip: process.platform !== "linux" && "reads /proc" }, async () => {
  process.env.ANTHROPIC_API_KEY = "sk-ant-not-a-real-key";
  const worker = createWorker();
  await worker.run({ type: "warm" });
  const environment = await readFile(`/proc/${worker.pids()[0]}/environ`, "utf8");
  await worker.close();
  delete process.env.ANTHROPIC_API_KEY;
  assert.match(environment, /PATH=/);
  assert.doesNotMatch(environment, /ANTHROPIC|sk-ant/);
});
