import assert from "node:assert/strict";
import { test } from "node:test";
import { toFile } from "@anthropic-ai/sdk";
import { type Fake, type FakePlatform, startFake } from "../fakes/fake.ts";
import { MODEL, officialClient } from "./clients.ts";
import { comparable, type Sent, type SentOptions, sentByOfficial } from "./sent.ts";

// What the official clients of 2026-11 send, written down: where they differ from the Claude API, and from what is written about them.

async function whatIsSent(
  platform: FakePlatform,
  more: object = {},
  options: SentOptions = {},
): Promise<Sent & { fake: Fake }> {
  const fake = await startFake(platform);
  try {
    const body = { model: MODEL[platform], max_tokens: 5, messages: [{ role: "user", content: "Hi." }], ...more };
    return { ...comparable(await sentByOfficial(fake, body, options)), fake };
  } finally {
    await fake.close();
  }
}
const fields = ({ body }: Sent): string[] => Object.keys(body as object).sort();

test("the plain client and those of the API's own paths send the body as it is, and the version of 2026-10-21 in a header", async () => {
  for (const platform of ["anthropic", "aws", "bedrock", "google-cloud", "foundry"] as const) {
    const sent = await whatIsSent(platform, { stream: true });
    assert.deepEqual(fields(sent), ["max_tokens", "messages", "model", "stream"], platform);
    assert.equal(sent.headers["anthropic-version"], "2026-10-21", platform);
    assert.ok(sent.target.endsWith("/v1/messages"), sent.target);
  }
});

test("no client says ?beta=true any more, and the version stands in the body as the header had it", async () => {
  const betas = ["interleaved-thinking-2025-05-14"];
  for (const platform of ["anthropic", "vertex", "bedrock-legacy"] as const) {
    const { target, body } = await whatIsSent(platform, {}, { betas });
    assert.ok(!target.includes("?"), target);
    if (platform !== "anthropic") assert.equal((body as { anthropic_version: string }).anthropic_version, "2026-10-21");
  }
});

test("InvokeModel has neither model nor stream in its body; betas are in the body and still in the header", async () => {
  const sent = await whatIsSent("bedrock-legacy", { stream: true }, { betas: ["interleaved-thinking-2025-05-14"] });
  assert.deepEqual(fields(sent), ["anthropic_beta", "anthropic_version", "max_tokens", "messages"]);
  assert.equal(sent.target, `/model/${MODEL["bedrock-legacy"]}/invoke-with-response-stream`);
  assert.equal(sent.headers["anthropic-beta"], "interleaved-thinking-2025-05-14");
  assert.equal(sent.headers["anthropic-version"], undefined);
});

test("Vertex keeps stream in the body and betas in the header, and has the model in the path; count_tokens keeps it in the body", async () => {
  const sent = await whatIsSent("vertex", { stream: true }, { betas: ["interleaved-thinking-2025-05-14"] });
  assert.deepEqual(fields(sent), ["anthropic_version", "max_tokens", "messages", "stream"]);
  assert.ok(sent.target.endsWith("/publishers/anthropic/models/claude-opus-4-8:streamRawPredict"), sent.target);
  assert.equal(sent.headers["anthropic-beta"], "interleaved-thinking-2025-05-14");
  const counted = await whatIsSent("vertex", { max_tokens: undefined }, { call: "count_tokens" });
  assert.deepEqual(fields(counted), ["anthropic_version", "messages", "model"]);
  assert.ok(counted.target.endsWith("/models/count-tokens:rawPredict"), counted.target);
});

test("a user profile is a header, but moves into the body on Bedrock", async () => {
  const profile = { user_profile_id: "up_1" };
  for (const platform of ["anthropic", "vertex", "bedrock", "bedrock-legacy"] as const) {
    const { headers, body } = await whatIsSent(platform, profile);
    const moved = platform.startsWith("bedrock");
    assert.equal(headers["anthropic-user-profile-id"], moved ? undefined : "up_1", platform);
    assert.equal((body as { user_profile_id?: string }).user_profile_id, moved ? "up_1" : undefined, platform);
  }
});

test("the beta namespace always counts tokens with a beta header, which Bedrock's Messages endpoint is documented not to take", async () => {
  const counted = { max_tokens: undefined };
  const sent = await whatIsSent("vertex", counted, { call: "count_tokens", betas: [] });
  assert.equal(sent.headers["anthropic-beta"], "token-counting-2024-11-01");
  await assert.rejects(whatIsSent("bedrock", counted, { call: "count_tokens", betas: [] }), /anthropic-beta/);
});

test("signatures cover the body by its hash, a session's token, and every header that is not the connection's", async () => {
  for (const [platform, service] of [
    ["aws", "aws-external-anthropic"],
    ["bedrock", "bedrock-mantle"],
    ["bedrock-legacy", "bedrock"],
  ] as const) {
    const { headers, fake } = await whatIsSent(platform);
    const { aws } = fake.credentials;
    assert.equal(headers.authorization, `signed by ${aws?.accessKeyId} for ${service} in ${aws?.region}`);
    assert.equal(headers["x-amz-security-token"], aws?.sessionToken);
    const signed = /SignedHeaders=([^,]+)/.exec(fake.requests[0]?.headers.authorization ?? "")?.[1]?.split(";") ?? [];
    for (const name of [
      "host",
      "content-type",
      "x-amz-content-sha256",
      "x-amz-date",
      "x-amz-security-token",
      "x-stainless-lang",
    ])
      assert.ok(signed.includes(name), `${platform}: ${name}`);
    assert.ok(!signed.includes("user-agent"), platform);
  }
});

test("uploads to Claude Platform on AWS are signed without their body and its type", async () => {
  const fake = await startFake("aws");
  const client = officialClient("aws", fake.credentials);
  await client.files.upload({ file: await toFile(Buffer.from("words"), "a.txt", { type: "text/plain" }) });
  const { headers, status } = fake.requests[0] ?? assert.fail("nothing was sent");
  assert.deepEqual([status, headers["x-amz-content-sha256"]], [200, "UNSIGNED-PAYLOAD"]);
  assert.doesNotMatch(headers.authorization ?? "", /SignedHeaders=[^,]*content-type/);
  await fake.close();
});

test("Foundry's client sends its key in x-api-key", async () => {
  const { headers, fake } = await whatIsSent("foundry");
  assert.equal(headers["x-api-key"], fake.credentials.key);
  assert.equal(headers.authorization, undefined);
});
