import assert from "node:assert/strict";
import { test } from "node:test";
import { CapabilityError } from "@fovea/client/internal/errors/errors";
import { ReplyError } from "../../reply/envelope.ts";
import type { Call, Composed, Operation } from "../upstream.ts";
import { createUpstream } from "./create-upstream.ts";
import type { RemoteId, UpstreamSettings } from "./settings.ts";

const SETTINGS: Readonly<Record<RemoteId, Omit<UpstreamSettings, "platform">>> = {
  anthropic: {},
  aws: { region: "eu-west-1", workspaceId: "wrkspc_1" },
  bedrock: { region: "us-east-1" },
  "bedrock-legacy": { region: "us-west-2" },
  vertex: { location: "us-east5", projectId: "project-1", authToken: "t" },
  "google-cloud": { projectId: "project-1", workspaceId: "wrkspc_1", authToken: "t" },
  foundry: { resource: "us" },
  "foundry-azure": { resource: "us" },
  compatible: { baseUrl: "http://127.0.0.1:8080" },
};
const PLATFORMS = Object.keys(SETTINGS) as RemoteId[];
/** What leaves the Claude wire as it is, but for the address. */
const AS_IS: readonly RemoteId[] = ["anthropic", "aws", "google-cloud", "foundry", "foundry-azure", "compatible"];

const HEADERS = {
  "content-type": "application/json",
  accept: "application/json",
  "anthropic-version": "2026-10-21",
  "anthropic-beta": "context-1m-2025-08-07,files-api-2025-04-14",
  authorization: "Bearer sk-fovea-caller",
  "x-api-key": "sk-fovea-caller",
  cookie: "a=b",
};

type Asked = Partial<Call> & { readonly model?: string };

async function composed(platform: RemoteId, asked: Asked = {}): Promise<Composed> {
  const upstream = await createUpstream({ platform, ...SETTINGS[platform] }, {});
  const { model = "claude-opus-5-5", stream = false } = asked;
  try {
    return upstream.compose({
      operation: "messages",
      model,
      body: { model, max_tokens: 9, stream, messages: [] },
      stream,
      version: "2026-10-21",
      betas: new Set(["context-1m-2025-08-07", "files-api-2025-04-14"]),
      headers: HEADERS,
      query: "",
      mode: "mend",
      ...asked,
    });
  } finally {
    await upstream.close();
  }
}

const removed = (key: string) => ({ at: [key], op: "remove" });
const inserted = (key: string, value: unknown) => ({ at: [key], op: "insert", value });
const named = (value: string) => ({ at: ["model"], op: "replace", value });

const VERTEX = "/projects/project-1/locations/us-east5/publishers/anthropic/models";
const TARGETS: readonly (readonly [RemoteId, Operation, boolean, string])[] = [
  ["bedrock", "messages", false, "/v1/messages"],
  ["bedrock", "messages", true, "/v1/messages"],
  ["bedrock", "count_tokens", false, "/v1/messages/count_tokens"],
  ["bedrock-legacy", "messages", false, "/model/anthropic.claude-opus-5-5/invoke"],
  ["bedrock-legacy", "messages", true, "/model/anthropic.claude-opus-5-5/invoke-with-response-stream"],
  ["vertex", "messages", false, `${VERTEX}/claude-opus-5-5:rawPredict`],
  ["vertex", "messages", true, `${VERTEX}/claude-opus-5-5:streamRawPredict`],
  ["vertex", "count_tokens", false, `${VERTEX}/count-tokens:rawPredict`],
];

test("each platform has its own address for messages, streams and counts", async () => {
  for (const [platform, operation, stream, target] of TARGETS) {
    const made = await composed(platform, { operation, stream });
    assert.deepEqual([made.method, made.target], ["POST", target], platform);
  }
  for (const platform of AS_IS) {
    assert.equal((await composed(platform, { stream: true })).target, "/v1/messages");
    assert.equal((await composed(platform, { operation: "count_tokens" })).target, "/v1/messages/count_tokens");
  }
});

test("the query goes on where the path is the Claude API's, and without beta=true elsewhere", async () => {
  const query = "beta=true&trace=1";
  for (const platform of [...AS_IS, "bedrock"] as const)
    assert.equal((await composed(platform, { query })).target, "/v1/messages?beta=true&trace=1");
  for (const platform of ["bedrock-legacy", "vertex"] as const) {
    assert.ok((await composed(platform, { query })).target.endsWith("?trace=1"));
    assert.ok(!(await composed(platform, { query: "beta=true" })).target.includes("?"));
  }
});

test("what changes at the top of a body, and nothing else", async () => {
  for (const platform of AS_IS) assert.deepEqual((await composed(platform)).edits, []);
  assert.deepEqual((await composed("bedrock")).edits, [named("anthropic.claude-opus-5-5")]);
  assert.deepEqual((await composed("bedrock", { operation: "count_tokens" })).edits, [
    named("anthropic.claude-opus-5-5"),
  ]);
  assert.deepEqual((await composed("bedrock-legacy", { stream: true })).edits, [
    removed("model"),
    removed("stream"),
    inserted("anthropic_version", "2026-10-21"),
    inserted("anthropic_beta", ["context-1m-2025-08-07"]),
  ]);
  assert.deepEqual((await composed("vertex")).edits, [removed("model"), inserted("anthropic_version", "2026-10-21")]);
  // The model stays in the body of a count.
  assert.deepEqual(
    (await composed("vertex", { operation: "count_tokens", model: "claude-sonnet-4-5-20250929" })).edits,
    [named("claude-sonnet-4-5@20250929"), inserted("anthropic_version", "2026-10-21")],
  );
});

test("fields that the caller wrote for the platform are the caller's", async () => {
  const body = {
    model: "m",
    anthropic_version: "bedrock-2023-05-31",
    anthropic_beta: ["mine"],
    user_profile_id: "uprof_body",
  };
  const headers = { ...HEADERS, "anthropic-user-profile-id": "uprof_header" };
  assert.deepEqual((await composed("bedrock-legacy", { body, headers })).edits, [removed("model")]);
  assert.deepEqual((await composed("vertex", { body, headers })).edits, [removed("model")]);
  assert.deepEqual(
    (await composed("bedrock", { body: { ...body, model: "anthropic.m" }, model: "anthropic.m", headers })).edits,
    [],
  );
});

test("the user's profile is a header, and a field where headers are dropped on the way", async () => {
  const headers = { ...HEADERS, "anthropic-user-profile-id": "uprof_1" };
  for (const platform of PLATFORMS) {
    const made = await composed(platform, { headers });
    const moved = platform === "bedrock" || platform === "bedrock-legacy";
    assert.equal(made.headers["anthropic-user-profile-id"], moved ? undefined : "uprof_1", platform);
    assert.equal(
      made.edits.some(({ at }) => at[0] === "user_profile_id"),
      moved,
    );
  }
});

test("only headers of the list go on, and the version stands in one place", async () => {
  for (const platform of PLATFORMS) {
    const { headers } = await composed(platform);
    assert.equal(JSON.stringify(headers).includes("sk-fovea-"), false);
    assert.equal(headers.cookie, undefined);
    assert.equal(headers["content-type"], "application/json");
    const inBody = platform === "bedrock-legacy" || platform === "vertex";
    assert.equal(headers["anthropic-version"], inBody ? undefined : "2026-10-21");
  }
});

test("version 2023-06-01 is spelled as the clouds have always spelled it", async () => {
  const version = "2023-06-01";
  const versionIn = ({ edits }: Composed) => edits.find(({ at }) => at[0] === "anthropic_version");
  assert.deepEqual(
    versionIn(await composed("bedrock-legacy", { version })),
    inserted("anthropic_version", "bedrock-2023-05-31"),
  );
  assert.deepEqual(
    versionIn(await composed("vertex", { version })),
    inserted("anthropic_version", "vertex-2023-10-16"),
  );
  // Models that are older than the newer version, unless strict asks for it.
  const model = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
  assert.deepEqual(
    versionIn(await composed("bedrock-legacy", { model })),
    inserted("anthropic_version", "bedrock-2023-05-31"),
  );
  assert.deepEqual(
    versionIn(await composed("bedrock-legacy", { model, mode: "strict" })),
    inserted("anthropic_version", "2026-10-21"),
  );
});

test("betas that a cloud refuses are left out and told; strict sends them all", async () => {
  const both = "context-1m-2025-08-07,files-api-2025-04-14";
  for (const platform of AS_IS) {
    const made = await composed(platform);
    assert.deepEqual([made.headers["anthropic-beta"], made.leftOut], [both, []], platform);
  }
  for (const platform of ["vertex", "bedrock-legacy"] as const) {
    const made = await composed(platform);
    assert.equal(made.headers["anthropic-beta"], "context-1m-2025-08-07");
    assert.deepEqual(made.leftOut, ["anthropic-beta: files-api-2025-04-14"]);
  }
  const none = await composed("bedrock");
  assert.equal(none.headers["anthropic-beta"], undefined);
  assert.deepEqual(none.leftOut, ["anthropic-beta: context-1m-2025-08-07", "anthropic-beta: files-api-2025-04-14"]);
  for (const platform of PLATFORMS) {
    const made = await composed(platform, { mode: "strict" });
    assert.deepEqual([made.headers["anthropic-beta"], made.leftOut], [both, []], platform);
  }
  const strict = await composed("bedrock-legacy", { mode: "strict" });
  assert.deepEqual(strict.edits.at(-1), inserted("anthropic_beta", both.split(",")));
});

test("one beta has another name on the clouds, and is sent once", async () => {
  const betas = new Set(["advanced-tool-use-2025-11-20", "tool-search-tool-2025-10-19"]);
  for (const platform of ["vertex", "bedrock-legacy"] as const) {
    const made = await composed(platform, { betas });
    assert.deepEqual([made.headers["anthropic-beta"], made.leftOut], ["tool-search-tool-2025-10-19", []]);
  }
});

const ARN = "arn:aws:bedrock:us-east-1:1234:inference-profile/us.anthropic.claude-sonnet-4-5-20250929-v1:0";
const NAMES: readonly (readonly [RemoteId, string, string])[] = [
  ["anthropic", "claude-opus-5-5", "claude-opus-5-5"],
  ["bedrock", "claude-opus-5-5", "anthropic.claude-opus-5-5"],
  ["bedrock", "anthropic.claude-opus-5-5", "anthropic.claude-opus-5-5"],
  ["bedrock-legacy", "claude-opus-4-8", "anthropic.claude-opus-4-8"],
  ["bedrock-legacy", "claude-sonnet-4-5-20250929", "anthropic.claude-sonnet-4-5-20250929-v1:0"],
  ["bedrock-legacy", "us.anthropic.claude-opus-4-8", "us.anthropic.claude-opus-4-8"],
  ["bedrock-legacy", ARN, ARN],
  ["vertex", "claude-sonnet-4-5-20250929", "claude-sonnet-4-5@20250929"],
  ["vertex", "claude-sonnet-4-5@20250929", "claude-sonnet-4-5@20250929"],
  ["vertex", "claude-opus-5-5", "claude-opus-5-5"],
  ["foundry", "our deployment", "our deployment"],
  ["compatible", "llava:13b", "llava:13b"],
];

test("models are named as the platform names them, and a name it gave stays", async () => {
  for (const [platform, model, expected] of NAMES) {
    const upstream = await createUpstream({ platform, ...SETTINGS[platform] }, {});
    assert.equal(upstream.modelName(model), expected);
    assert.equal(upstream.modelName(expected), expected);
    await upstream.close();
  }
});

test("a model's name is one segment of a path, whatever stands in it", async () => {
  assert.equal(
    (await composed("bedrock-legacy", { model: ARN })).target,
    "/model/arn:aws:bedrock:us-east-1:1234:inference-profile%2Fus.anthropic.claude-sonnet-4-5-20250929-v1:0/invoke",
  );
  assert.equal(
    (await composed("vertex", { model: "a;b/../c?d#e" })).target,
    `${VERTEX}/a%3Bb%2F..%2Fc%3Fd%23e:rawPredict`,
  );
  for (const model of ["", ".", "..", ";a", "..;a", "\ud800"])
    for (const platform of ["bedrock-legacy", "vertex"] as const)
      await assert.rejects(composed(platform, { model }), (error) => {
        assert.ok(error instanceof ReplyError && error.status === 404, String(error));
        return true;
      });
});

test("InvokeModel counts no tokens", async () => {
  await assert.rejects(composed("bedrock-legacy", { operation: "count_tokens" }), (error) => {
    assert.ok(error instanceof CapabilityError);
    assert.equal(error.code, "capability.operation");
    return true;
  });
});
