import assert from "node:assert/strict";
import { test } from "node:test";
import { signingFetch } from "./signature.ts";

const KEYS = { accessKeyId: "AKID", secretAccessKey: "secret" };

test("requests for files are signed at the time that the client takes for the server's", async () => {
  const startedMs = Date.now();
  const clock = new Date(startedMs - 3_600_000).toISOString().replace(/[-:]|\.\d+/g, "");
  const headers = new Headers({
    authorization:
      "AWS4-HMAC-SHA256 Credential=AKID/20261123/us-east-1/aws-external-anthropic/aws4_request, SignedHeaders=host;x-amz-date, Signature=00",
    "x-amz-date": clock,
  });
  let sent = new Headers();
  const inner = async (_input: unknown, init?: RequestInit) => {
    sent = new Headers(init?.headers);
    return new Response();
  };
  const from = { headers, platform: "the platform", at: null, startedMs };
  await signingFetch(
    inner,
    from,
    () => KEYS,
    () => null,
  )("https://files.example/v1/files", { headers });
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(
    sent.get("x-amz-date") ?? "",
  ) as RegExpExecArray;
  const signedMs = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  const behindMs = Date.now() - signedMs;
  assert.ok(behindMs > 3_500_000 && behindMs < 3_700_000, `${behindMs} ms behind`);
  assert.notEqual(sent.get("authorization"), headers.get("authorization"));
});
