import assert from "node:assert/strict";
import { createHash, createHmac } from "node:crypto";
import { after, before, describe, test } from "node:test";
import { SignatureV4 } from "@smithy/signature-v4";
import { GoogleAuth, JWT } from "google-auth-library";
import { type Fake, type FakePlatform, startFake } from "./fake.ts";
import { SCOPE } from "./tokens.ts";

// Signatures and tokens are really verified: whatever is changed after signing, or was never signed right, is refused.

const BODY = JSON.stringify({
  anthropic_version: "bedrock-2023-05-31",
  max_tokens: 5,
  messages: [{ role: "user", content: "Hi." }],
});

interface Changes {
  readonly region?: string;
  readonly service?: string;
  readonly secret?: string;
  readonly at?: number;
  readonly body?: string;
  readonly target?: string;
  readonly headers?: Record<string, string>;
}

/** The hash as AWS's library wants it handed in. */
class Sha256 {
  readonly #hash;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash("sha256") : createHmac("sha256", secret as string);
  }
  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(data as string);
  }
  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }
  reset(): void {}
}

describe("a signature", { timeout: 30_000 }, () => {
  const target = "/model/anthropic.claude-haiku-4-5-20251001-v1:0/invoke";
  let fake: Fake;
  before(async () => {
    fake = await startFake("bedrock-legacy");
  });
  after(() => fake.close());

  /** Signed by AWS's own library, and sent with what is changed after that. */
  async function send({
    region,
    service,
    secret,
    at,
    ...after
  }: Changes = {}): Promise<{ status: number; text: string }> {
    const { aws } = fake.credentials;
    assert.ok(aws);
    const signer = new SignatureV4({
      service: service ?? aws.service,
      region: region ?? aws.region,
      credentials: {
        accessKeyId: aws.accessKeyId,
        secretAccessKey: secret ?? aws.secretAccessKey,
        ...(aws.sessionToken === null ? {} : { sessionToken: aws.sessionToken }),
      },
      sha256: Sha256,
    });
    const { hostname, port, host } = new URL(fake.url);
    const signed = await signer.sign(
      {
        method: "POST",
        protocol: "http:",
        hostname,
        port: Number(port),
        path: target,
        query: {},
        headers: { host, "content-type": "application/json" },
        body: BODY,
      },
      { signingDate: new Date(at ?? Date.now()) },
    );
    const { host: _, ...headers } = signed.headers;
    const response = await fetch(`${fake.url}${after.target ?? target}`, {
      method: "POST",
      headers: { ...headers, ...after.headers },
      body: after.body ?? BODY,
    });
    return { status: response.status, text: await response.text() };
  }

  test("of AWS's own library is taken", async () => {
    const { status, text } = await send();
    assert.equal(status, 200, text);
  });

  for (const [what, changes, words] of [
    ["by another secret", { secret: "another" }, /signature we calculated does not match/],
    ["for another region", { region: "eu-west-3" }, /valid region/],
    ["for another service", { service: "s3" }, /correct service: 'bedrock'/],
    ["made six minutes ago", { at: Date.now() - 360_000 }, /Signature expired/],
    ["made six minutes ahead", { at: Date.now() + 360_000 }, /not yet current/],
    ["of another body", { body: BODY.replace("Hi.", "Ho.") }, /x-amz-content-sha256/],
    ["of another path", { target: target.replace("haiku", "sonnet") }, /does not match/],
    ["of another query", { target: `${target}?a=1` }, /does not match/],
    ["of another header", { headers: { "content-type": "application/json; charset=utf-8" } }, /does not match/],
    ["beside an x-amz- header nobody signed", { headers: { "x-amz-tagging": "a" } }, /must be signed: x-amz-tagging/],
    ["of a body left out", { headers: { "x-amz-content-sha256": "UNSIGNED-PAYLOAD" } }, /x-amz-content-sha256/],
    ["with another session token", { headers: { "x-amz-security-token": "another" } }, /security token/],
    ["with none at all", { headers: { authorization: "" } }, /Missing Authentication Token/],
  ] as const satisfies readonly (readonly [string, Changes, RegExp])[])
    test(`${what} is refused`, async () => {
      const { status, text } = await send(changes);
      assert.equal(status, 403, text);
      assert.match(text, words);
    });
});

describe("a Google token", { timeout: 30_000 }, () => {
  let fake: Fake;
  before(async () => {
    fake = await startFake("vertex");
  });
  after(() => fake.close());
  const google = () => {
    assert.ok(fake.credentials.google);
    return fake.credentials.google;
  };
  const send = (token: string): Promise<Response> =>
    fetch(
      `${fake.url}/v1/projects/fake-project/locations/us-east5/publishers/anthropic/models/claude-haiku-4-5@20251001:rawPredict`,
      {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: BODY.replace("bedrock-2023-05-31", "vertex-2023-10-16"),
      },
    );
  /** A service account's client: its library knows one address of tokens, which is led here. */
  const account = (change: Partial<{ email: string; key: string; scopes: string }> = {}): JWT => {
    const { client_email: email, private_key: key } = google().serviceAccount as Record<string, string>;
    const client = new JWT({ email: email ?? "", key: key ?? "", scopes: SCOPE, ...change });
    client.transporter.interceptors.request.add({
      resolved: async (options) => {
        assert.equal(String(options.url), "https://oauth2.googleapis.com/token");
        return { ...options, url: new URL("/token", fake.url) };
      },
    });
    return client;
  };

  test("that was given out lets in until it expires, and none other does", async () => {
    const token = google().issue();
    assert.equal((await send(token)).status, 200);
    assert.equal((await send(google().issue(-1))).status, 401);
    assert.equal((await send(`${token}x`)).status, 401);
    google().expireAll();
    const late = await send(token);
    assert.equal(late.status, 401);
    assert.equal(((await late.json()) as { error: { status: string } }).error.status, "UNAUTHENTICATED");
  });

  test("is given for a service account's signed claim", async () => {
    const { token } = await account().getAccessToken();
    assert.equal((await send(token ?? "")).status, 200);
  });

  test("is not given for a claim by another key, another account, or for another scope", async () => {
    const other = await startFake("vertex");
    const { private_key: key } = (other.credentials.google?.serviceAccount ?? {}) as Record<string, string>;
    await other.close();
    await assert.rejects(account({ key: key ?? "" }).getAccessToken(), /Invalid JWT Signature/);
    await assert.rejects(
      account({ email: "other@fake-project.iam.gserviceaccount.com" }).getAccessToken(),
      /Invalid issuer/,
    );
    await assert.rejects(
      account({ scopes: "https://www.googleapis.com/auth/drive" }).getAccessToken(),
      /invalid_scope/,
    );
  });

  test("is given for the federated identity of the credentials file", async () => {
    const client = await new GoogleAuth({ keyFile: google().file, scopes: SCOPE }).getClient();
    const before = google().asked;
    const { token } = await client.getAccessToken();
    await client.getAccessToken();
    assert.equal(google().asked, before + 1);
    assert.equal((await send(token ?? "")).status, 200);
    assert.deepEqual(
      fake.requests.filter(({ target }) => target === "/sts"),
      [],
    );
  });

  test("is given by the metadata server, which asks for its header", async () => {
    const url = `${fake.url}/computeMetadata/v1/instance/service-accounts/default/token`;
    assert.equal((await fetch(url)).status, 403);
    const answer = (await (await fetch(url, { headers: { "metadata-flavor": "Google" } })).json()) as {
      access_token: string;
    };
    assert.equal((await send(answer.access_token)).status, 200);
  });
});

describe("a key", { timeout: 30_000 }, () => {
  test("is taken in the headers each platform names, and in no other", async () => {
    const cases: [FakePlatform, string, string, number][] = [
      ["anthropic", "/v1/models", "authorization", 200],
      ["anthropic", "/v1/models", "x-api-key", 200],
      ["anthropic", "/v1/models", "api-key", 401],
      ["foundry", "/anthropic/v1/files", "authorization", 200],
      ["foundry", "/anthropic/v1/files", "x-api-key", 200],
      ["foundry", "/anthropic/v1/files", "api-key", 200],
    ];
    for (const [platform, target, header, status] of cases) {
      const fake = await startFake(platform);
      const { key } = fake.credentials;
      const send = async (value: string): Promise<number> =>
        (await fetch(`${fake.url}${target}`, { headers: { [header]: value } })).status;
      const as = (value: string): string => (header === "authorization" ? `Bearer ${value}` : value);
      assert.equal(await send(as(key ?? "")), status, `${platform} ${header}`);
      assert.equal(await send(as(`${key}x`)), 401, `${platform} ${header}`);
      await fake.close();
    }
  });

  test("of a caller is never taken, and always told", async () => {
    const fake = await startFake("anthropic");
    const { key } = fake.credentials;
    const send = (headers: Record<string, string>, body: string | null = null, target = "/v1/messages") =>
      fetch(`${fake.url}${target}`, { method: "POST", headers: { "x-api-key": key ?? "", ...headers }, body });
    assert.equal((await send({ "x-api-key": "sk-fovea-abc" })).status, 500);
    assert.equal((await send({ cookie: "a=sk-fovea-abc" })).status, 500);
    assert.equal((await send({}, '{"metadata":{"user_id":"sk-fovea-abc"}}')).status, 500);
    assert.equal((await send({}, null, "/v1/files?a=sk-fovea-abc")).status, 500);
    assert.equal((await send({}, "{}")).status, 400);
    assert.equal(fake.leaks.length, 4);
    await fake.close();
  });

  test("of the workspace on AWS goes with the workspace's name", async () => {
    const fake = await startFake("aws");
    const { key, workspaceId } = fake.credentials;
    const send = async (workspace: Record<string, string>): Promise<number> =>
      (await fetch(`${fake.url}/v1/models`, { headers: { authorization: `Bearer ${key}`, ...workspace } })).status;
    assert.equal(await send({}), 400);
    assert.equal(await send({ "anthropic-workspace-id": "wrkspc_other" }), 403);
    assert.equal(await send({ "anthropic-workspace-id": workspaceId ?? "" }), 200);
    await fake.close();
  });
});
