import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { promisify } from "node:util";

/** The packages that are loaded after each step of a program that opens every platform and asks none. */
const PROGRAM = `
  import { registerHooks } from "node:module";
  const seen = new Set();
  registerHooks({ resolve(name, context, next) { seen.add(name); return next(name, context); } });
  const heavy = () => [...seen].filter((name) => /^(undici|@aws-sdk\\/|@smithy\\/|google-auth-library)/.test(name));
  const { createUpstream } = await import("@fovea/gateway");
  const atStart = heavy();
  const settings = { region: "us-east-1", projectId: "p", workspaceId: "w", apiKey: undefined };
  for (const platform of ["anthropic", "aws", "bedrock", "bedrock-legacy", "vertex", "google-cloud", "foundry"]) {
    const place = platform === "foundry" ? { resource: "us" } : settings;
    await (await createUpstream({ platform, ...place }, {})).close();
  }
  console.log(JSON.stringify({ atStart, opened: heavy() }));
`;

test("nothing of any platform is loaded at the start, and what signs is loaded with the first request", async () => {
  const node = [process.execPath, ["--conditions=@fovea/source", "--input-type=module", "-e", PROGRAM]] as const;
  const { stdout } = await promisify(execFile)(...node, { cwd: import.meta.dirname, timeout: 60_000 });
  assert.deepEqual(JSON.parse(stdout), { atStart: [], opened: ["undici"] });
});
