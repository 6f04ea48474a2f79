import assert from "node:assert/strict";
import { test } from "node:test";
import { read } from "./fixtures/platform.ts";
import { withoutProof } from "./without-proof.ts";

const TOKEN = "tok/en+AAAA1111bbbb2222==";
const SIGNATURE = "0f".repeat(32);
const PROOF = {
  authorization: `AWS4-HMAC-SHA256 Credential=AKIAX/20261123/us-east-1/bedrock/aws4_request, SignedHeaders=host, Signature=${SIGNATURE}`,
  "x-amz-security-token": TOKEN,
  "x-amz-date": "20261123T030000Z",
};
const WORDS = `The Canonical String should have been 'x-amz-date:20261123T030000Z\\nx-amz-security-token:${TOKEN}\\n' é ${TOKEN.replace("/", "\\/")} ${SIGNATURE}.`;
const CLEAN =
  "The Canonical String should have been 'x-amz-date:20261123T030000Z\\nx-amz-security-token:[removed]\\n' é [removed] [removed].";

async function told(
  body: string | AsyncIterable<Uint8Array>,
  status = 403,
  proof: Readonly<Record<string, string>> = PROOF,
) {
  return (await read(withoutProof({ status, headers: {}, body }, proof).body)).toString();
}

test("what proved a request is taken out of what is said against it, however it arrives", async () => {
  assert.equal(await told(WORDS), CLEAN);
  const bytes = Buffer.from(WORDS);
  for (const step of [1, 7, 64, bytes.length]) {
    const pieces = async function* () {
      for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
    };
    assert.equal(await told(pieces()), CLEAN);
  }
});

test("a bearer and a key are taken out without their scheme; what is no secret stays", async () => {
  assert.equal(
    await told("bad header 'Bearer sk-123456'", 401, { authorization: "Bearer sk-123456" }),
    "bad header 'Bearer [removed]'",
  );
  assert.equal(
    await told("Received API Key = sk-123456", 401, { "x-api-key": "sk-123456" }),
    "Received API Key = [removed]",
  );
  assert.equal(await told("nothing to see", 500, {}), "nothing to see");
  assert.equal(await told("no key: x", 500, { "x-api-key": "x" }), "no key: x");
});

test("good replies are not looked at", () => {
  const reply = { status: 200, headers: {}, body: (async function* () {})() };
  assert.equal(withoutProof(reply, PROOF), reply);
});
