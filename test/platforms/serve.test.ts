// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the configuration writes variables so
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { addressOf, startServe } from "../../packages/cli/src/serve/fixtures/served.ts";
import { startFake } from "../fakes/fake.ts";

// `fovea serve` in front of platforms, started as people start it: by flags alone, and by a file.

const folder = mkdtempSync(join(tmpdir(), "fovea-platforms-"));
after(() => rmSync(folder, { recursive: true, force: true }));
let count = 0;
const newData = (): string => join(folder, String(count++));
const cat = readFileSync(join(import.meta.dirname, "../../examples/photos/cat.png")).toString("base64");

async function ask(
  url: string,
  key: string,
  model: string,
): Promise<{ status: number; text: string; headers: Headers }> {
  const image = { type: "image", source: { type: "base64", media_type: "image/png", data: cat } };
  const reply = await fetch(`${url}/v1/messages`, {
    method: "POST",
    headers: { "x-api-key": key, "content-type": "application/json", "anthropic-version": "2023-06-01" },
    body: JSON.stringify({ model, max_tokens: 9, messages: [{ role: "user", content: [image] }] }),
  });
  return { status: reply.status, text: await reply.text(), headers: reply.headers };
}

describe("fovea serve in front of platforms", { timeout: 120_000 }, () => {
  test("one by flags: says where requests go, signs them, and keeps the caller's key here", async (t) => {
    const fake = await startFake("bedrock");
    t.after(() => fake.close());
    const { ANTHROPIC_BEDROCK_MANTLE_BASE_URL: base = "", ...env } = fake.credentials.env;
    const flags = ["--platform", "bedrock", "--region", fake.credentials.aws?.region ?? "", "--base-url", base];
    const served = startServe([...flags, "--data", newData()], t, env);
    const { url, key } = await addressOf(served);
    assert.match(served.out(), /\nRequests go to Amazon Bedrock, http:\/\/127\.0\.0\.1:\d+\/anthropic\.\n/);
    const { status, text } = await ask(url, key, "claude-opus-4-8");
    assert.equal(status, 200, text);
    assert.equal(fake.requests[0]?.images.length, 1);
    assert.match(fake.requests[0]?.headers.authorization ?? "", /^AWS4-HMAC-SHA256 /);
    assert.deepEqual(fake.leaks, []);
    assert.ok(!served.err().includes(fake.credentials.aws?.secretAccessKey ?? "?"));
  });

  test("several by a file: each model to its own, a key to what it may; everything else is an error", async (t) => {
    const [vertex, azure] = await Promise.all([
      startFake("vertex"),
      startFake("foundry", { deployments: { "our-opus": "claude-opus-4-8" } }),
    ]);
    t.after(() => Promise.all([vertex.close(), azure.close()]));
    const file = join(folder, "several.json");
    const config = {
      platforms: {
        google: { platform: "vertex" },
        azure: { platform: "foundry", baseUrl: azure.credentials.baseURL, apiKey: "${AZURE_KEY}", uploads: "never" },
      },
      models: {
        "claude-opus-4-8": { platform: "azure", as: "our-opus", planAs: "claude-opus-4-8" },
        "claude-haiku-5-5": { platform: "google" },
      },
      keys: {
        first: { models: ["claude-opus-4-8", "claude-haiku-5-5", "claude-opus-5"] },
        "*": { requestsPerMinute: 1 },
      },
      serve: { port: 0, data: "several-data", ledger: "full" },
    };
    writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
    const env = { ...vertex.credentials.env, AZURE_KEY: azure.credentials.key ?? "", FOVEA_CONFIG: file };
    const served = startServe([], t, env);
    const { url, key } = await addressOf(served);
    assert.match(
      served.out(),
      /Requests go \(.*several\.json\):\n {2}claude-opus-4-8 -> azure: Microsoft Foundry.*, as our-opus\n/,
    );
    assert.equal((await ask(url, key, "claude-opus-4-8")).status, 200);
    assert.equal((await ask(url, key, "claude-haiku-5-5")).status, 200);
    assert.equal((JSON.parse(String(azure.requests[0]?.body)) as { model: string }).model, "our-opus");
    assert.match(vertex.requests[0]?.target ?? "", /models\/claude-haiku-5-5:rawPredict/);
    assert.equal((await ask(url, key, "claude-opus-5")).status, 404);
    assert.equal((await ask(url, key, "claude-sonnet-5")).status, 403);
    assert.deepEqual([azure.requests.length, vertex.requests.length], [1, 1]);
    assert.deepEqual([...azure.leaks, ...vertex.leaks], []);
    assert.doesNotMatch(served.out() + served.err(), new RegExp(azure.credentials.key ?? "?"));
  });

  test("what a platform lacks, and what a file gets wrong, is told at the start, and nothing is left behind", async (t) => {
    const data = newData();
    const lacking = startServe(["--platform", "bedrock", "--data", data], t, {
      AWS_REGION: "",
      AWS_DEFAULT_REGION: "",
    });
    assert.equal(await lacking.exit, 11, lacking.err());
    assert.match(
      lacking.err(),
      /Amazon Bedrock needs region: set "region" \(--region\) or the environment variable AWS_REGION/,
    );
    const file = join(folder, "wrong.json");
    writeFileSync(file, JSON.stringify({ platforms: { a: { platform: "foundry" }, b: { platform: "bedrok" } } }));
    const wrong = startServe(["--config", file, "--data", data], t);
    assert.equal(await wrong.exit, 11);
    assert.match(wrong.err(), /wrong\.json:1[\s\S]*Did you mean bedrock\?/);
    const both = startServe(["--platform", "bedrock", "--upstream", "http://127.0.0.1:1", "--data", data], t);
    assert.equal(await both.exit, 2);
    assert.throws(() => readFileSync(join(data, "fovea.sqlite")), /ENOENT/);
  });
});
