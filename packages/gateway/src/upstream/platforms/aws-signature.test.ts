import assert from "node:assert/strict";
import { createHash, createHmac, randomBytes } from "node:crypto";
import { test } from "node:test";
import { read, requestOf, startPlatform } from "../fixtures/platform.ts";
import type { UpstreamRequest } from "../upstream.ts";
import { signing } from "./aws-signature.ts";
import { createUpstream } from "./create-upstream.ts";
import { Sha256 } from "./sha256.ts";

const hex = (text: string | Uint8Array): string => createHash("sha256").update(text).digest("hex");

test("the hash is node's, with and without a secret, and begins anew", async () => {
  const plain = new Sha256();
  plain.update("ab");
  plain.update(new TextEncoder().encode("c"));
  // FIPS 180-2, appendix B.1.
  const abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  assert.equal(Buffer.from(await plain.digest()).toString("hex"), abc);
  plain.reset();
  plain.update(Uint8Array.from([0, 0x61, 0x62, 0x63]).subarray(1));
  assert.equal(Buffer.from(await plain.digest()).toString("hex"), abc);
  // RFC 4231, test case 2.
  const keyed = new Sha256("Jefe");
  keyed.update("what do ya want for nothing?");
  const expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
  assert.equal(Buffer.from(await keyed.digest()).toString("hex"), expected);
});

/** AWS's four steps, written out once more from "Create a signed AWS API request". */
function signatureFor(
  {
    method,
    path,
    query,
    headers,
    body,
  }: Readonly<Record<"method" | "path" | "query" | "body", string>> & {
    readonly headers: Readonly<Record<string, string>>;
  },
  { secret, date, region, service }: Readonly<Record<"secret" | "date" | "region" | "service", string>>,
): string {
  const names = Object.keys(headers).sort();
  const canonical = [
    method,
    path,
    query,
    ...names.map((name) => `${name}:${headers[name]}`),
    "",
    names.join(";"),
    hex(body),
  ].join("\n");
  const scope = [date.slice(0, 8), region, service, "aws4_request"];
  const toSign = ["AWS4-HMAC-SHA256", date, scope.join("/"), hex(canonical)].join("\n");
  let key: string | Buffer = `AWS4${secret}`;
  for (const part of scope) key = createHmac("sha256", key).update(part).digest();
  return createHmac("sha256", key).update(toSign).digest("hex");
}

test("a signature is AWS's, over path, query, headers and the hash of the body", async () => {
  const now = Date.UTC(2026, 10, 23, 1, 2, 3);
  const keys = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };
  const authorizer = signing({ service: "bedrock", region: "us-east-1", keys: async () => keys, now: () => now });
  const headers = { "content-type": "application/json", "anthropic-beta": "a, b" };
  const proof = await authorizer.prove({
    method: "POST",
    origin: "https://bedrock-runtime.us-east-1.amazonaws.com",
    path: "/model/arn:aws:bedrock:x%2Fy/invoke?b=2&a=1%202",
    headers,
    bodySha256: hex("{}"),
    signal: new AbortController().signal,
  });
  const signed = {
    ...headers,
    host: "bedrock-runtime.us-east-1.amazonaws.com",
    "x-amz-content-sha256": hex("{}"),
    "x-amz-date": "20261123T010203Z",
  };
  const signature = signatureFor(
    {
      method: "POST",
      path: "/model/arn%3Aaws%3Abedrock%3Ax%252Fy/invoke",
      query: "a=1%202&b=2",
      headers: signed,
      body: "{}",
    },
    { secret: keys.secretAccessKey, date: "20261123T010203Z", region: "us-east-1", service: "bedrock" },
  );
  assert.equal(
    proof.authorization,
    `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261123/us-east-1/bedrock/aws4_request, SignedHeaders=${Object.keys(signed).sort().join(";")}, Signature=${signature}`,
  );
  assert.equal(proof["x-amz-date"], "20261123T010203Z");
});

const ENV = { AWS_ACCESS_KEY_ID: "AKID", AWS_SECRET_ACCESS_KEY: "secret", AWS_REGION: "us-east-1" };

async function bedrockAt(baseUrl: string, env: Readonly<Record<string, string>> = ENV, maxRetries = 0) {
  return createUpstream({ platform: "bedrock", baseUrl, maxRetries }, env);
}

test("a body is hashed from its rehearsal, piece by piece, and then sent", async (t) => {
  const seen: { sha256?: unknown; body?: Buffer } = {};
  const server = await startPlatform(async (request, response) => {
    seen.sha256 = request.headers["x-amz-content-sha256"];
    seen.body = await read(request);
    response.end("{}");
  });
  t.after(() => server.stop());
  const upstream = await bedrockAt(server.url);
  t.after(() => upstream.close());
  const pieces = [randomBytes(300_000), new Uint8Array(), randomBytes(5)];
  let rehearsed = 0;
  const rehearse: UpstreamRequest["rehearse"] = async function* () {
    for (const piece of pieces) {
      rehearsed++;
      yield piece;
    }
  };
  await read((await upstream.send(requestOf(pieces, { rehearse }))).body);
  assert.equal(rehearsed, 3);
  assert.deepEqual(seen.body, Buffer.concat(pieces));
  assert.equal(seen.sha256, hex(Buffer.concat(pieces)));
});

test("a request without a body is signed too; a body that is read only once cannot be", async (t) => {
  const seen: unknown[] = [];
  const server = await startPlatform((request, response) => {
    seen.push(
      request.headers["x-amz-content-sha256"],
      /Signature=[0-9a-f]{64}$/.test(request.headers.authorization ?? ""),
    );
    response.end("{}");
  });
  t.after(() => server.stop());
  const upstream = await bedrockAt(server.url);
  t.after(() => upstream.close());
  await read((await upstream.send(requestOf([], { method: "GET", target: "/v1/models" }))).body);
  assert.deepEqual(seen, [hex(""), true]);
  await assert.rejects(upstream.send(requestOf([randomBytes(3)])), TypeError);
});

test("what the rehearsal throws is thrown, and nothing was sent", async (t) => {
  let asked = 0;
  const server = await startPlatform((_, response) => {
    asked++;
    response.end("{}");
  });
  t.after(() => server.stop());
  const upstream = await bedrockAt(server.url);
  t.after(() => upstream.close());
  const lost = new Error("the picture is gone");
  const rehearse: UpstreamRequest["rehearse"] = async function* () {
    yield randomBytes(3);
    throw lost;
  };
  await assert.rejects(upstream.send(requestOf([randomBytes(6)], { rehearse })), (error) => error === lost);
  const gone = new AbortController();
  const leaving: UpstreamRequest["rehearse"] = async function* () {
    yield randomBytes(3);
    gone.abort(new Error("left"));
    yield randomBytes(3);
  };
  await assert.rejects(upstream.send(requestOf([randomBytes(6)], { rehearse: leaving, signal: gone.signal })), /left/);
  assert.equal(asked, 0);
});

test("a session's token is sent and signed, and the caller's proof never wins", async (t) => {
  let headers: Readonly<Record<string, unknown>> = {};
  const server = await startPlatform((request, response) => {
    headers = request.headers;
    response.end("{}");
  });
  t.after(() => server.stop());
  const upstream = await bedrockAt(server.url, { ...ENV, AWS_SESSION_TOKEN: "session" });
  t.after(() => upstream.close());
  const from = {
    "content-type": "application/json",
    authorization: "Bearer sk-fovea-caller",
    "x-amz-date": "19700101T000000Z",
    "x-amz-security-token": "the caller's",
  };
  const rehearse: UpstreamRequest["rehearse"] = async function* () {
    yield Buffer.from("{}");
  };
  await read((await upstream.send(requestOf([Buffer.from("{}")], { rehearse, headers: from }))).body);
  assert.equal(headers["x-amz-security-token"], "session");
  assert.match(String(headers.authorization), /^AWS4-HMAC-SHA256 .*x-amz-security-token, Signature=/);
  assert.notEqual(headers["x-amz-date"], from["x-amz-date"]);
});
