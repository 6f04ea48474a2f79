import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { listen } from "../../packages/gateway/src/doors/node.ts";
import { createGateway } from "../../packages/gateway/src/gateway.ts";
import { createUpstream } from "../../packages/gateway/src/upstream/load-upstream.ts";
import { startFake } from "../fakes/fake.ts";

// The program of docs/batches.md, run as it stands.

const root = join(import.meta.dirname, "../..");
const guide = readFileSync(join(root, "docs/batches.md"), "utf8");

test("the example of docs/batches.md runs, and both pictures arrive", { timeout: 60_000 }, async (t) => {
  const [, program = ""] = /^```ts\n([\s\S]*?)^```$/m.exec(guide) ?? [];
  assert.match(program, /batches\.create/);
  const fake = await startFake("anthropic");
  const upstream = await createUpstream(
    { platform: "anthropic", baseUrl: fake.credentials.baseURL },
    fake.credentials.env,
  );
  const engine = { model: "recorder-1", answer: async () => ({ text: "" }), close: async () => undefined };
  const gateway = createGateway({ engine, upstream });
  const server = await listen(gateway, { port: 0, drainTimeoutMs: 500 });
  t.after(async () => {
    await server.close();
    await gateway.close();
    await fake.close();
  });
  const env = { ...process.env, ANTHROPIC_BASE_URL: server.url, ANTHROPIC_API_KEY: "sk-fovea-of-nobody" };
  const run = promisify(execFile)(process.execPath, ["--input-type=module-typescript", "-e", program], {
    cwd: root,
    env,
  });
  const { stdout } = await run;
  assert.match(stdout, /^picture-1 \[[\s\S]*^picture-0 \[/m);
  const sent = fake.requests.find(({ method, target }) => method === "POST" && target.includes("/batches"));
  const hashOf = (path: string) =>
    createHash("sha256")
      .update(readFileSync(join(root, path)))
      .digest("hex");
  assert.deepEqual(
    sent?.images.map(({ sha256 }) => sha256),
    ["examples/photos/cat.png", "examples/photos/coffee.png"].map(hashOf),
  );
  assert.deepEqual(fake.leaks, []);
});
