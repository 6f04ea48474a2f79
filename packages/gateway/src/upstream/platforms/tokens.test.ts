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
import type { Environment, UpstreamSettings } from "./settings.ts";

interface Tokens {
  readonly url: string;
  /** The forms that came, oldest first. */
  readonly forms: URLSearchParams[];
  answer: { status: number; body: Readonly<Record<string, unknown>> };
}

/** A token endpoint that gives out `token-1`, `token-2` and so on. */
async function tokenServer(t: TestContext, lifetimeS: number): Promise<Tokens> {
  const forms: URLSearchParams[] = [];
  const tokens: Tokens = { url: "", forms, answer: { status: 200, body: {} } };
  const server = createServer(async (request, response) => {
    forms.push(new URLSearchParams((await read(request)).toString()));
    const { status, body } = tokens.answer;
    const token = { access_token: `token-${forms.length}`, expires_in: lifetimeS, token_type: "Bearer", ...body };
    const issued = { ...token, issued_token_type: "urn:ietf:params:oauth:token-type:access_token" };
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(status === 200 ? issued : body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  return Object.assign(tokens, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

function directory(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), "fovea-tokens-"));
  t.after(() => rmSync(path, { recursive: true }));
  return path;
}

async function bearers(t: TestContext, settings: UpstreamSettings, env: Environment) {
  const seen: (string | undefined)[] = [];
  const server = await startPlatform((request, response) => {
    seen.push(request.headers.authorization);
    response.end("{}");
  });
  t.after(() => server.stop());
  const upstream = await createUpstream({ ...settings, baseUrl: server.url }, env);
  t.after(() => upstream.close());
  return { seen, upstream, send: async () => read((await upstream.send(requestOf([]))).body) };
}

const FOUNDRY: UpstreamSettings = { platform: "foundry" };
const entra = (url: string) => ({
  AZURE_TENANT_ID: "tenant/1",
  AZURE_CLIENT_ID: "client",
  AZURE_AUTHORITY_HOST: `${url}/`,
});

test("Entra's token is got by an application's secret, once, and kept", async (t) => {
  const tokens = await tokenServer(t, 3600);
  const { seen, send } = await bearers(t, FOUNDRY, { ...entra(tokens.url), AZURE_CLIENT_SECRET: "secret" });
  await Promise.all([send(), send()]);
  await send();
  assert.deepEqual(seen, ["Bearer token-1", "Bearer token-1", "Bearer token-1"]);
  assert.deepEqual(Object.fromEntries(tokens.forms[0] ?? []), {
    grant_type: "client_credentials",
    client_id: "client",
    scope: "https://ai.azure.com/.default",
    client_secret: "secret",
  });
});

test("a federated token is read anew each time, and Entra's renewed before it expires", async (t) => {
  const tokens = await tokenServer(t, 299);
  const file = join(directory(t), "token");
  writeFileSync(file, "jwt-1\n");
  const { seen, send } = await bearers(t, FOUNDRY, { ...entra(tokens.url), AZURE_FEDERATED_TOKEN_FILE: file });
  await send();
  writeFileSync(file, "jwt-2\n");
  await send();
  assert.deepEqual(seen, ["Bearer token-1", "Bearer token-2"]);
  assert.deepEqual(
    tokens.forms.map((form) => form.get("client_assertion")),
    ["jwt-1", "jwt-2"],
  );
  // While the endpoint is down, the old one is used up to its end.
  tokens.answer = { status: 503, body: {} };
  await send();
  assert.equal(seen.at(-1), "Bearer token-2");
});

test("what Entra refuses is told by its kind alone", async (t) => {
  const tokens = await tokenServer(t, 3600);
  tokens.answer = { status: 401, body: { error: "invalid_client", error_description: "secret-word" } };
  const env = { ...entra(tokens.url), AZURE_CLIENT_SECRET: "secret" };
  const { seen, send } = await bearers(t, FOUNDRY, env);
  await assert.rejects(send(), (error) => {
    assert.ok(error instanceof EngineError && error.code === "engine.credentials", String(error));
    assert.equal((error.facts as { reason: string }).reason, "Entra answered 401 invalid_client");
    return true;
  });
  assert.deepEqual(seen, []);
  const described = await describeCredentials({ ...FOUNDRY, resource: "us" }, env);
  assert.deepEqual(described, {
    found: false,
    where: "Microsoft Entra, by AZURE_CLIENT_SECRET: Entra answered 401 invalid_client",
  });
});

test("a key of Foundry wins over Entra, and without either nothing is sent along", async (t) => {
  const tokens = await tokenServer(t, 3600);
  const env = { ...entra(tokens.url), AZURE_CLIENT_SECRET: "secret", ANTHROPIC_FOUNDRY_API_KEY: "key" };
  const { seen, send } = await bearers(t, FOUNDRY, env);
  await send();
  assert.deepEqual(seen, [undefined]);
  assert.equal(tokens.forms.length, 0);
});

/** A federated identity whose tokens come from the test's server. */
function googleFile(path: string, url: string, more: Readonly<Record<string, string>> = {}): string {
  writeFileSync(join(path, "subject"), "subject-token");
  const account = {
    type: "external_account",
    audience: "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool/providers/one",
    subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
    token_url: `${url}/sts`,
    credential_source: { file: join(path, "subject") },
    ...more,
  };
  writeFileSync(join(path, "credentials.json"), JSON.stringify(account));
  return join(path, "credentials.json");
}

const VERTEX: UpstreamSettings = { platform: "vertex", location: "us-east5", projectId: "p" };

test("Google's token is got by the file that the environment names, once, and kept", async (t) => {
  const tokens = await tokenServer(t, 3600);
  const env = { GOOGLE_APPLICATION_CREDENTIALS: googleFile(directory(t), tokens.url) };
  const { seen, send } = await bearers(t, VERTEX, env);
  await Promise.all([send(), send()]);
  await send();
  assert.deepEqual(new Set(seen), new Set(["Bearer token-1"]));
  assert.equal(tokens.forms.length, 1);
  assert.equal(tokens.forms[0]?.get("subject_token"), "subject-token");
  const described = await describeCredentials(VERTEX, env);
  assert.equal(described.found, true);
  assert.ok(Math.abs((described.expiresAt ?? 0) - Date.now() - 3_600_000) < 20_000, String(described.expiresAt));
});

test("Vertex is told which project pays, where the credentials say it", async (t) => {
  const tokens = await tokenServer(t, 3600);
  const file = googleFile(directory(t), tokens.url, { quota_project_id: "payer" });
  for (const platform of ["vertex", "google-cloud"] as const) {
    let project: unknown;
    const server = await startPlatform((request, response) => {
      project = request.headers["x-goog-user-project"];
      response.end("{}");
    });
    t.after(() => server.stop());
    const upstream = await createUpstream(
      { ...VERTEX, platform, baseUrl: server.url },
      { GOOGLE_APPLICATION_CREDENTIALS: file },
    );
    t.after(() => upstream.close());
    await read((await upstream.send(requestOf([]))).body);
    assert.equal(project, platform === "vertex" ? "payer" : undefined);
  }
});

test("a Google token that is about to expire is got anew", async (t) => {
  const tokens = await tokenServer(t, 60);
  const env = { GOOGLE_APPLICATION_CREDENTIALS: googleFile(directory(t), tokens.url) };
  const { seen, send, upstream } = await bearers(t, { ...VERTEX, platform: "google-cloud" }, env);
  const id = upstream.credentialId;
  await send();
  await send();
  assert.deepEqual(seen, ["Bearer token-1", "Bearer token-2"]);
  assert.equal(upstream.credentialId, id);
});

test("Google credentials that cannot be got are an error without their words", async (t) => {
  const tokens = await tokenServer(t, 3600);
  tokens.answer = { status: 400, body: { error: "invalid_grant", error_description: "secret-word" } };
  const path = directory(t);
  const files = [
    [googleFile(path, tokens.url), "Google refused them (invalid_grant); log in again"],
    [join(path, "nowhere.json"), "the file of GOOGLE_APPLICATION_CREDENTIALS is not there"],
  ] as const;
  for (const [file, reason] of files) {
    const env = { GOOGLE_APPLICATION_CREDENTIALS: file };
    const { seen, send } = await bearers(t, VERTEX, env);
    await assert.rejects(send(), (error) => {
      assert.ok(error instanceof EngineError && error.code === "engine.credentials", String(error));
      assert.deepEqual(error.facts, { platform: "Google Cloud (Vertex AI)", reason });
      return true;
    });
    assert.deepEqual(seen, []);
    assert.equal((await describeCredentials(VERTEX, env)).found, false);
  }
});
