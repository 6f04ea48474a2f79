import assert from "node:assert/strict";
import { test } from "node:test";
import { apply } from "@fovea/client/internal/content/apply";
import { createUpstream, type Upstream, type UpstreamSettings } from "@fovea/gateway";
import { type Fake, type FakePlatform, startFake } from "../fakes/fake.ts";
import { type Auth, MODEL } from "./clients.ts";
import { COUNTS, comparable, type SentOptions, sent, sentByOfficial } from "./sent.ts";

// What we send is held against what the platform's official client sends for the same body: method, path, query, headers, proof and JSON.

const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

type Body = Readonly<Record<string, unknown>> & { readonly model: string };

/** As a caller writes it for the Claude API, under the platform's own name of the model. */
function bodyFor(model: string, stream: boolean): Body {
  const image = { type: "image", source: { type: "base64", media_type: "image/png", data: PIXEL } };
  const messages = [{ role: "user", content: [image, { type: "text", text: "What is it?" }] }];
  return { model, max_tokens: 64, messages, ...(stream ? { stream } : {}) };
}

function settingsFor({ platform, credentials }: Fake, auth: Auth): UpstreamSettings {
  const { baseURL: baseUrl, key, aws, workspaceId } = credentials;
  const keyed = key !== null && (aws === null || auth === "key");
  return {
    platform,
    baseUrl,
    maxRetries: 0,
    ...(workspaceId === null ? {} : { workspaceId }),
    ...(keyed ? (platform === "compatible" ? { authToken: key } : { apiKey: key }) : {}),
  };
}

/** Without the base URLs and keys of the official clients: settings say them here. */
function envFor({ env }: Fake["credentials"]): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/_BASE_URL$|_API_KEY$|_AUTH_TOKEN$/.test(name)));
}

/** Sent by us, as the gateway would for a caller who speaks the Claude wire. */
async function sentByUs(fake: Fake, upstream: Upstream, body: Body, options: SentOptions) {
  const { call: operation = "messages", betas = [], headers = {} } = options;
  const composed = upstream.compose({
    operation,
    model: body.model,
    body,
    stream: body.stream === true,
    version: "2026-10-21",
    betas: new Set(betas),
    headers: {
      "content-type": "application/json",
      "anthropic-version": "2026-10-21",
      ...(betas.length === 0 ? {} : { "anthropic-beta": betas.join(",") }),
      ...headers,
    },
    query: "",
    // Strict leaves every beta in, as the clients do.
    mode: "strict",
  });
  const bytes = Buffer.from(JSON.stringify(await apply(body, composed.edits)));
  const open = async function* () {
    yield bytes.subarray(0, 7);
    yield bytes.subarray(7);
  };
  const before = fake.requests.length;
  const { method, target } = composed;
  const reply = await upstream.send({
    method,
    target,
    headers: composed.headers,
    length: bytes.length,
    body: open(),
    rehearse: open,
    signal: AbortSignal.timeout(20_000),
    stream: body.stream === true,
  });
  let text = "";
  for await (const piece of typeof reply.body === "string" ? [reply.body] : reply.body)
    text += typeof piece === "string" ? piece : Buffer.from(piece).toString("utf8");
  const record = fake.requests[before];
  assert.ok(record !== undefined, text);
  return { record: sent(record), status: reply.status, headers: reply.headers, text };
}

const CASES: readonly (readonly [FakePlatform, Auth])[] = [
  ["anthropic", "key"],
  ["aws", "signature"],
  ["aws", "key"],
  ["bedrock", "signature"],
  ["bedrock", "key"],
  ["bedrock-legacy", "signature"],
  ["bedrock-legacy", "key"],
  ["vertex", "key"],
  ["google-cloud", "key"],
  ["foundry", "key"],
  ["foundry-azure", "key"],
  ["compatible", "key"],
];

/** Its slash is a part of the name, and its colons stand in a path that is signed. */
const ARN = "arn:aws:bedrock:us-west-2:123456789012:inference-profile/us.anthropic.claude-sonnet-4-5-20250929-v1:0";

/** It takes none. */
const WITHOUT_BETAS: readonly FakePlatform[] = ["bedrock"];

for (const [platform, auth] of CASES)
  test(`${platform}, by ${auth}: the request is the official client's`, { timeout: 60_000 }, async (t) => {
    const fake = await startFake(platform);
    t.after(() => fake.close());
    const upstream = await createUpstream(settingsFor(fake, auth), envFor(fake.credentials));
    t.after(() => upstream.close());
    const profile = { headers: { "anthropic-user-profile-id": "uprof_1" } };
    const kinds: (readonly [string, boolean, SentOptions])[] = [
      ["whole", false, {}],
      ["streamed", true, {}],
      ["with a user's profile", false, profile],
    ];
    const betas = ["context-1m-2025-08-07", "interleaved-thinking-2025-05-14"];
    if (!WITHOUT_BETAS.includes(platform)) kinds.push(["with betas", true, { betas }]);
    if (COUNTS.includes(platform)) kinds.push(["counted", false, { call: "count_tokens" }]);
    if (platform === "bedrock-legacy") kinds.push([ARN, true, {}]);
    for (const [title, stream, options] of kinds) {
      const { max_tokens, ...rest } = bodyFor(title === ARN ? ARN : MODEL[platform], stream);
      const body = { ...rest, ...(options.call === "count_tokens" ? {} : { max_tokens }) } as Body;
      const theirs = await sentByOfficial(fake, body, { ...options, auth });
      const ours = await sentByUs(fake, upstream, body, options);
      assert.equal(ours.status, 200, `${title}: ${ours.text}`);
      assert.deepEqual(likened(platform, ours.record), likened(platform, theirs), title);
      assert.match(ours.headers["content-type"] ?? "", stream ? /^text\/event-stream/ : /^application\/json/);
      if (stream) assert.match(ours.text, /^event: message_start\n.*\nevent: message_stop\n/s);
      assert.equal(ours.headers["request-id"]?.startsWith("req_"), true, title);
    }
    assert.deepEqual(fake.leaks, []);
  });

/** The Claude API takes a key as a bearer and as `x-api-key`; the official client went over to the first, we stay with the second. */
function likened(platform: FakePlatform, request: Parameters<typeof comparable>[0]) {
  const { headers, ...rest } = comparable(request);
  const { "x-api-key": key, ...others } = headers;
  if (platform !== "anthropic" || key === undefined) return { ...rest, headers };
  return { ...rest, headers: { ...others, authorization: `Bearer ${key}` } };
}
