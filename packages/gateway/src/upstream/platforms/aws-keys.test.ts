import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { EngineError } from "@fovea/client/internal/errors/errors";
import { read, requestOf, startPlatform } from "../fixtures/platform.ts";
import { createUpstream, describeCredentials } from "./create-upstream.ts";
import type { UpstreamSettings } from "./settings.ts";

/** The chain's libraries read the process's environment: this one leads them nowhere but to what a test sets. */
function surroundings(t: TestContext, more: Readonly<Record<string, string>>): string {
  const home = mkdtempSync(join(tmpdir(), "fovea-aws-"));
  const before = { ...process.env };
  for (const name of Object.keys(process.env)) if (name.startsWith("AWS_")) delete process.env[name];
  Object.assign(process.env, {
    HOME: home,
    AWS_CONFIG_FILE: join(home, "config"),
    AWS_SHARED_CREDENTIALS_FILE: join(home, "credentials"),
    AWS_EC2_METADATA_DISABLED: "true",
    ...more,
  });
  t.after(() => {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
    rmSync(home, { recursive: true });
  });
  return home;
}

/** A container's metadata server that gives out new keys every time. */
async function metadata(t: TestContext, lifetimeMs: number): Promise<{ url: string; asked(): number }> {
  let asked = 0;
  const server = createServer((request, response) => {
    if (request.headers.authorization !== "metadata-token") return void response.writeHead(401).end("{}");
    asked++;
    const Expiration = new Date(Date.now() + lifetimeMs).toISOString();
    const keys = { AccessKeyId: `ASIA${asked}`, SecretAccessKey: "secret", Token: `session-${asked}`, Expiration };
    response.setHeader("content-type", "application/json").end(JSON.stringify(keys));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`, asked: () => asked };
}

/** Sends requests with AWS's keys; gives the key ids that signed them. */
async function signers(t: TestContext, settings: Partial<UpstreamSettings> = {}) {
  const ids: (string | undefined)[] = [];
  const server = await startPlatform((request, response) => {
    ids.push(/Credential=(\w+)\//.exec(request.headers.authorization ?? "")?.[1]);
    response.end("{}");
  });
  t.after(() => server.stop());
  const all: UpstreamSettings = { platform: "bedrock", region: "us-east-1", baseUrl: server.url, ...settings };
  const upstream = await createUpstream(all, {});
  t.after(() => upstream.close());
  return { ids, upstream, send: async () => read((await upstream.send(requestOf([]))).body) };
}

test("keys of a metadata server are got once, by however many requests, and kept while they are good", async (t) => {
  const { url, asked } = await metadata(t, 3_600_000);
  surroundings(t, { AWS_CONTAINER_CREDENTIALS_FULL_URI: url, AWS_CONTAINER_AUTHORIZATION_TOKEN: "metadata-token" });
  const { ids, send } = await signers(t);
  await Promise.all([send(), send(), send()]);
  await send();
  assert.deepEqual(ids, ["ASIA1", "ASIA1", "ASIA1", "ASIA1"]);
  assert.equal(asked(), 1);
});

test("keys are renewed before they expire, and the credential's id stays", async (t) => {
  const { url, asked } = await metadata(t, 240_000);
  surroundings(t, { AWS_CONTAINER_CREDENTIALS_FULL_URI: url, AWS_CONTAINER_AUTHORIZATION_TOKEN: "metadata-token" });
  const { ids, send, upstream } = await signers(t);
  const id = upstream.credentialId;
  await send();
  while (ids.at(-1) === "ASIA1") await send();
  assert.ok(asked() > 1);
  assert.match(String(ids.at(-1)), /^ASIA[2-9]/);
  assert.equal(upstream.credentialId, id);
  const described = await describeCredentials({ platform: "bedrock", region: "us-east-1" }, {});
  assert.equal(described.where, "AWS's chain of credentials");
  assert.ok(Math.abs((described.expiresAt ?? 0) - Date.now() - 240_000) < 20_000);
});

test("a profile of the shared files is used when it is named, also beside keys of the environment", async (t) => {
  const home = surroundings(t, { AWS_ACCESS_KEY_ID: "AKIAENV", AWS_SECRET_ACCESS_KEY: "secret" });
  writeFileSync(join(home, "credentials"), "[work]\naws_access_key_id = AKIAWORK\naws_secret_access_key = secret\n");
  const named = await signers(t, { profile: "work" });
  await named.send();
  assert.deepEqual(named.ids, ["AKIAWORK"]);
  assert.equal(
    (await describeCredentials({ platform: "bedrock", region: "x", profile: "work" }, {})).where,
    "the AWS profile work",
  );
});

test("without any credentials the error says so, and nothing is sent", async (t) => {
  surroundings(t, {});
  const { ids, send } = await signers(t);
  await assert.rejects(send(), (error) => {
    assert.ok(error instanceof EngineError && error.code === "engine.credentials", String(error));
    assert.deepEqual(error.facts, { platform: "Amazon Bedrock", reason: "none were found" });
    return true;
  });
  assert.deepEqual(ids, []);
  const described = await describeCredentials({ platform: "bedrock", region: "us-east-1" }, {});
  assert.equal(described.found, false);
  assert.match(described.where, /^AWS_ACCESS_KEY_ID and .*: none were found$/);
});

test("half a key is told, with the variable that lacks", async (t) => {
  surroundings(t, { AWS_ACCESS_KEY_ID: "AKIAHALF" });
  const half = { AWS_ACCESS_KEY_ID: "AKIAHALF" };
  const described = await describeCredentials({ platform: "bedrock", region: "us-east-1" }, half);
  assert.equal(described.found, false);
  assert.match(described.where, /: half a key was found: AWS_SECRET_ACCESS_KEY is not set$/);
  assert.ok(!described.where.includes("AKIAHALF"));
});

test("a profile that is not there, and a process that fails, are told without their words", async (t) => {
  const home = surroundings(t, {});
  writeFileSync(join(home, "config"), "[profile broken]\ncredential_process = sh -c 'echo secret-word >&2; exit 3'\n");
  for (const profile of ["nobody", "broken"]) {
    const { send } = await signers(t, { profile });
    await assert.rejects(send(), (error) => {
      assert.ok(error instanceof EngineError && error.code === "engine.credentials", String(error));
      assert.doesNotMatch(error.message, /secret-word|exit 3/);
      return true;
    });
  }
});

test("who leaves while credentials are got does not wait for them, and the next one has them", async (t) => {
  const { url } = await metadata(t, 3_600_000);
  surroundings(t, { AWS_CONTAINER_CREDENTIALS_FULL_URI: url, AWS_CONTAINER_AUTHORIZATION_TOKEN: "metadata-token" });
  const { ids, send, upstream } = await signers(t);
  const leaving = new AbortController();
  const left = upstream.send(requestOf([], { signal: leaving.signal }));
  leaving.abort(new Error("left"));
  await assert.rejects(left, /left/);
  await send();
  assert.deepEqual(ids, ["ASIA1"]);
});
