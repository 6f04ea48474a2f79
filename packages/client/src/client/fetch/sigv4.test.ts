import assert from "node:assert/strict";
import { test } from "node:test";
import { amzDate, signatureOf } from "./sigv4.ts";

// The key, date and results that AWS prints: General Reference, "Create a signed AWS API request", and its test suite for signature version 4.
const KEYS = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };
const DATE = "20150830T123600Z";

const signature = (authorization: string): string => /Signature=([0-9a-f]+)$/.exec(authorization)?.[1] ?? authorization;

test("AWS's example of a request to IAM has the signature that AWS prints", async () => {
  const url = new URL("https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08");
  const headers = new Headers({
    "content-type": "application/x-www-form-urlencoded; charset=utf-8",
    "x-amz-date": DATE,
  });
  const names = ["host", "x-amz-date", "content-type"];
  const signable = { method: "GET", url, headers, body: new Uint8Array(), names };
  const authorization = await signatureOf(signable, { date: DATE, region: "us-east-1", service: "iam" }, KEYS);
  assert.equal(
    authorization,
    "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7",
  );
});

/** Names of AWS's test suite, with what is asked and the signature it prints. */
const SUITE: Readonly<
  Record<string, { readonly method: string; readonly target: string; readonly signature: string }>
> = {
  "get-vanilla": {
    method: "GET",
    target: "/",
    signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
  },
  "post-vanilla": {
    method: "POST",
    target: "/",
    signature: "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
  },
  "get-vanilla-query-order-key-case": {
    method: "GET",
    target: "/?Param2=value2&Param1=value1",
    signature: "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
  },
};

for (const [name, one] of Object.entries(SUITE))
  test(`${name} of AWS's test suite`, async () => {
    const headers = new Headers({ "x-amz-date": DATE });
    const url = new URL(`https://example.amazonaws.com${one.target}`);
    const signable = { method: one.method, url, headers, body: new Uint8Array(), names: ["host", "x-amz-date"] };
    const authorization = await signatureOf(signable, { date: DATE, region: "us-east-1", service: "service" }, KEYS);
    assert.equal(signature(authorization), one.signature);
  });

test("a date is written as AWS writes it", () => assert.equal(amzDate(Date.UTC(2015, 7, 30, 12, 36, 0, 999)), DATE));
