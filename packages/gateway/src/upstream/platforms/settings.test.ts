import assert from "node:assert/strict";
import { test } from "node:test";
import { read, requestOf, startPlatform } from "../fixtures/platform.ts";
import { createUpstream, describeCredentials } from "./create-upstream.ts";
import {
  anthropicPlace,
  awsPlace,
  bedrockLegacyPlace,
  bedrockPlace,
  foundryPlace,
  googleCloudPlace,
  vertexPlace,
} from "./places.ts";
import type { Place } from "./row.ts";
import type { Environment, Given, UpstreamSettings } from "./settings.ts";

type Open = (given: Given) => Place | Promise<Place>;
type Some = Omit<UpstreamSettings, "platform">;

async function at(open: Open, settings: Some, env: Environment): Promise<string> {
  return (await open({ settings: { platform: "anthropic", ...settings }, env, title: "It" })).baseUrl;
}

const WORKSPACE = "https://claude.googleapis.com/v1/projects/p/locations/global/workspaces/wrkspc_1/invoke";
const PLACES: readonly (readonly [Open, Some, Environment, string])[] = [
  [anthropicPlace, {}, { ANTHROPIC_BASE_URL: "http://127.0.0.1:8787" }, "https://api.anthropic.com"],
  [anthropicPlace, { baseUrl: "http://127.0.0.1:1" }, {}, "http://127.0.0.1:1"],
  [awsPlace, { region: "eu-west-1", workspaceId: "wrkspc_1" }, {}, "https://aws-external-anthropic.eu-west-1.api.aws"],
  [
    awsPlace,
    { workspaceId: "w" },
    { AWS_DEFAULT_REGION: "us-east-2" },
    "https://aws-external-anthropic.us-east-2.api.aws",
  ],
  [
    awsPlace,
    {},
    { ANTHROPIC_AWS_BASE_URL: "http://127.0.0.1:1", ANTHROPIC_AWS_WORKSPACE_ID: "w" },
    "http://127.0.0.1:1",
  ],
  [bedrockPlace, {}, { AWS_REGION: " us-east-1 " }, "https://bedrock-mantle.us-east-1.api.aws/anthropic"],
  [
    bedrockPlace,
    { region: "eu-west-1" },
    { AWS_REGION: "us-east-1" },
    "https://bedrock-mantle.eu-west-1.api.aws/anthropic",
  ],
  [bedrockPlace, {}, { ANTHROPIC_BEDROCK_MANTLE_BASE_URL: "http://127.0.0.1:1/x" }, "http://127.0.0.1:1/x"],
  [bedrockLegacyPlace, { region: "us-west-2" }, {}, "https://bedrock-runtime.us-west-2.amazonaws.com"],
  [vertexPlace, { location: "global", projectId: "p" }, {}, "https://aiplatform.googleapis.com/v1"],
  [vertexPlace, { location: "us", projectId: "p" }, {}, "https://aiplatform.us.rep.googleapis.com/v1"],
  [vertexPlace, { location: "eu", projectId: "p" }, {}, "https://aiplatform.eu.rep.googleapis.com/v1"],
  [vertexPlace, { region: "us-east5", projectId: "p" }, {}, "https://us-east5-aiplatform.googleapis.com/v1"],
  [
    vertexPlace,
    {},
    { CLOUD_ML_REGION: "europe-west1", ANTHROPIC_VERTEX_PROJECT_ID: "p" },
    "https://europe-west1-aiplatform.googleapis.com/v1",
  ],
  [googleCloudPlace, { projectId: "p", workspaceId: "wrkspc_1" }, {}, WORKSPACE],
  [googleCloudPlace, {}, { GOOGLE_CLOUD_PROJECT: "p", ANTHROPIC_GOOGLE_CLOUD_WORKSPACE_ID: "wrkspc_1" }, WORKSPACE],
  [googleCloudPlace, { baseUrl: "http://127.0.0.1:1/x" }, {}, "http://127.0.0.1:1/x"],
  [foundryPlace, { resource: "us" }, {}, "https://us.services.ai.azure.com/anthropic"],
  [foundryPlace, {}, { ANTHROPIC_FOUNDRY_RESOURCE: "us" }, "https://us.services.ai.azure.com/anthropic"],
  [
    foundryPlace,
    { resource: "us" },
    { ANTHROPIC_FOUNDRY_BASE_URL: "http://127.0.0.1:1" },
    "https://us.services.ai.azure.com/anthropic",
  ],
];

test("each platform is where its official client would look for it", async () => {
  for (const [open, settings, env, url] of PLACES) assert.equal(await at(open, settings, env), url);
});

const MISSING: readonly (readonly [UpstreamSettings, RegExp])[] = [
  [
    { platform: "bedrock" },
    /^Amazon Bedrock needs region: set "region" \(--region\) or .* AWS_REGION or AWS_DEFAULT_REGION\.$/,
  ],
  [{ platform: "bedrock", baseUrl: "http://127.0.0.1:1" }, /needs region to sign requests/],
  [{ platform: "aws", region: "eu-west-1" }, /needs workspaceId: .*--workspace-id.*ANTHROPIC_AWS_WORKSPACE_ID/],
  [{ platform: "vertex", projectId: "p" }, /needs location: .*--location.*CLOUD_ML_REGION/],
  [{ platform: "google-cloud", projectId: "p" }, /needs workspaceId: .*ANTHROPIC_GOOGLE_CLOUD_WORKSPACE_ID/],
  [{ platform: "foundry" }, /needs resource: .*--resource.*ANTHROPIC_FOUNDRY_RESOURCE/],
  [{ platform: "foundry", resource: "us", baseUrl: "http://127.0.0.1:1" }, /not both/],
  [{ platform: "compatible" }, /needs baseUrl: set "baseUrl" \(--base-url\)\.$/],
  [{ platform: "compatible", baseUrl: "127.0.0.1" }, /baseUrl must be a whole http or https URL/],
  [{ platform: "bedrock", region: "evil.test/#" }, /cannot use this region/],
  [{ platform: "vertex", projectId: "p", location: "global", region: "eu" }, /a location or a region.*, not both/],
  [{ platform: "bedrock", baseUrl: "http://127.0.0.1:1", region: "eu west, a=b" }, /cannot use this region/],
  [{ platform: "foundry", resource: "evil.test/" }, /cannot use this resource/],
  [{ platform: "vertex", location: "us", projectId: "p/../q" }, /cannot use this projectId/],
  [{ platform: "vertex", location: "us", projectId: "p", apiKey: "k" }, /takes no apiKey/],
  [{ platform: "anthropic", apiKey: "sk-ant\nx" }, /the setting apiKey has a character that no key has/],
  [{ platform: "eyes" as never }, /^platform must be one of anthropic, aws, /],
];

test("a setting that is missing or cannot be is told by its names, and its value is not repeated", async () => {
  for (const [settings, sentence] of MISSING)
    await assert.rejects(createUpstream(settings, {}), (error) => {
      assert.ok(error instanceof TypeError, String(error));
      assert.match(error.message, sentence);
      assert.doesNotMatch(error.message, /evil|sk-ant/);
      return true;
    });
});

/** What arrives of the proof. */
async function proofOf(settings: UpstreamSettings, env: Environment): Promise<unknown> {
  let seen: unknown;
  const server = await startPlatform((request, response) => {
    const { authorization, "x-api-key": key, "anthropic-workspace-id": workspace } = request.headers;
    const signed = authorization?.startsWith("AWS4-HMAC-SHA256 ") ? "signed" : authorization;
    seen = [signed, key, ...(workspace === undefined ? [] : [workspace])];
    response.end("{}");
  });
  const upstream = await createUpstream({ ...settings, baseUrl: server.url }, env);
  try {
    await read((await upstream.send(requestOf([]))).body);
  } finally {
    await upstream.close();
    await server.stop();
  }
  return seen;
}

const AWS = { AWS_ACCESS_KEY_ID: "AKID", AWS_SECRET_ACCESS_KEY: "s", AWS_REGION: "us-east-1" };
const PROOFS: readonly (readonly [UpstreamSettings, Environment, unknown])[] = [
  [{ platform: "anthropic" }, { ANTHROPIC_API_KEY: "env", ANTHROPIC_AUTH_TOKEN: "t" }, [undefined, "env"]],
  [{ platform: "anthropic" }, { ANTHROPIC_AUTH_TOKEN: "t" }, ["Bearer t", undefined]],
  [{ platform: "anthropic", apiKey: "set" }, { ANTHROPIC_API_KEY: "env" }, [undefined, "set"]],
  [{ platform: "anthropic", authToken: "set" }, { ANTHROPIC_API_KEY: "env" }, ["Bearer set", undefined]],
  // A key of the Claude API is not for anybody's server.
  [{ platform: "compatible" }, { ANTHROPIC_API_KEY: "env", ANTHROPIC_AUTH_TOKEN: "t" }, [undefined, undefined]],
  [{ platform: "compatible", apiKey: "set" }, {}, [undefined, "set"]],
  [{ platform: "bedrock" }, AWS, ["signed", undefined]],
  [{ platform: "bedrock" }, { ...AWS, AWS_BEARER_TOKEN_BEDROCK: "b" }, ["Bearer b", undefined]],
  [{ platform: "bedrock-legacy" }, { AWS_BEARER_TOKEN_BEDROCK: "b" }, ["Bearer b", undefined]],
  [{ platform: "bedrock", apiKey: "set" }, { ...AWS, AWS_BEARER_TOKEN_BEDROCK: "b" }, ["Bearer set", undefined]],
  [{ platform: "aws", workspaceId: "w" }, AWS, ["signed", undefined, "w"]],
  [{ platform: "aws", workspaceId: "w" }, { ...AWS, ANTHROPIC_AWS_API_KEY: "k" }, ["Bearer k", undefined, "w"]],
  [
    { platform: "aws", workspaceId: "w" },
    { ...AWS, AWS_BEARER_TOKEN_BEDROCK: "b", ANTHROPIC_API_KEY: "k" },
    ["signed", undefined, "w"],
  ],
  [{ platform: "vertex", location: "us", projectId: "p", authToken: "ya29.x" }, {}, ["Bearer ya29.x", undefined]],
  [{ platform: "google-cloud", authToken: "ya29.x" }, { ANTHROPIC_API_KEY: "k" }, ["Bearer ya29.x", undefined]],
  [{ platform: "foundry" }, { ANTHROPIC_FOUNDRY_API_KEY: "k" }, [undefined, "k"]],
  [{ platform: "foundry-azure", authToken: "entra" }, { ANTHROPIC_FOUNDRY_API_KEY: "k" }, ["Bearer entra", undefined]],
];

test("credentials come in the order of the official clients, and go in their headers", async () => {
  for (const [settings, env, proof] of PROOFS) assert.deepEqual(await proofOf(settings, env), proof);
});

test("credentials are described without being told", async () => {
  const secret = "very-secret-value";
  const described = await describeCredentials({ platform: "anthropic", apiKey: secret }, {});
  assert.deepEqual(described, { found: true, where: "the setting apiKey" });
  const env = { ANTHROPIC_API_KEY: secret };
  assert.deepEqual(await describeCredentials({ platform: "anthropic" }, env), {
    found: true,
    where: "the environment variable ANTHROPIC_API_KEY",
  });
  assert.equal((await describeCredentials({ platform: "anthropic" }, {})).found, false);
  assert.equal((await describeCredentials({ platform: "foundry", resource: "us" }, {})).found, false);
  assert.equal((await describeCredentials({ platform: "bedrock" }, AWS)).found, true);
});

async function idOf(settings: UpstreamSettings, env: Environment = {}): Promise<string> {
  const upstream = await createUpstream(settings, env);
  await upstream.close();
  return upstream.credentialId;
}

test("two upstreams are of one credential when they see the same files", async () => {
  const other = { ...AWS, AWS_ACCESS_KEY_ID: "ASIAOTHER", AWS_SESSION_TOKEN: "renewed" };
  const aws = { platform: "aws", workspaceId: "w1" } as const;
  // A workspace's files are the workspace's, whichever key asks, and however often it is renewed.
  assert.equal(await idOf(aws, AWS), await idOf(aws, other));
  assert.equal(await idOf({ ...aws, apiKey: "k" }, AWS), await idOf(aws, AWS));
  assert.notEqual(await idOf(aws, AWS), await idOf({ ...aws, workspaceId: "w2" }, AWS));
  const google = { platform: "google-cloud", projectId: "p", authToken: "a" } as const;
  assert.equal(
    await idOf({ ...google, workspaceId: "w1" }),
    await idOf({ ...google, workspaceId: "w1", authToken: "b" }),
  );
  assert.notEqual(await idOf({ ...google, workspaceId: "w1" }), await idOf({ ...google, workspaceId: "w2" }));
  assert.notEqual(
    await idOf({ platform: "anthropic", apiKey: "a" }),
    await idOf({ platform: "anthropic", apiKey: "b" }),
  );
  const id = await idOf({ platform: "anthropic", apiKey: "secret-key" });
  assert.match(id, /^[0-9a-f]{32}$/);
});

test("names, policies, capabilities are those of the settings, else the platform's", async () => {
  const plain = await createUpstream({ platform: "compatible", baseUrl: "http://127.0.0.1:1" }, {});
  assert.deepEqual([plain.name, plain.files], ["compatible", { uploads: "asked", foreignFiles: false }]);
  assert.equal(plain.platform.image.url.value, false);
  const set = await createUpstream(
    {
      platform: "compatible",
      name: "llama",
      baseUrl: "http://127.0.0.1:1",
      files: { uploads: "auto" },
      capabilities: { image: { url: true } },
    },
    {},
  );
  assert.deepEqual([set.name, set.files], ["llama", { uploads: "auto", foreignFiles: false }]);
  assert.equal(set.platform.image.url.value, true);
  await Promise.all([plain.close(), set.close()]);
});
