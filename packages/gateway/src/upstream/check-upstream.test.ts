import assert from "node:assert/strict";
import { test } from "node:test";
import { checkUpstream } from "./check-upstream.ts";
import { startPlatform } from "./fixtures/platform.ts";
import { upstreamOf } from "./fixtures/upstream.ts";
import { createUpstream } from "./platforms/create-upstream.ts";

async function platformThat(answer: Parameters<typeof startPlatform>[0]) {
  const server = await startPlatform(answer);
  const upstream = await createUpstream(
    { platform: "bedrock-legacy", region: "us-east-1", baseUrl: `${server.url}/x`, apiKey: "secret", maxRetries: 0 },
    {},
  );
  return { upstream, stop: () => Promise.all([upstream.close(), server.stop()]) };
}

test("a platform that answers anything is reached, asked without credentials, and its clock is told", async () => {
  for (const [status, offMs] of [
    [404, 0],
    [403, -600_000],
    [301, 600_000],
  ] as const) {
    let asked: unknown;
    const { upstream, stop } = await platformThat(({ method, url, headers }, response) => {
      asked = [method, url, headers.authorization, headers["x-api-key"]];
      response.sendDate = false;
      response.writeHead(status, { date: new Date(Date.now() - offMs).toUTCString() }).end("no");
    });
    const { dateSkewMs = Number.NaN, ...check } = await checkUpstream(upstream, AbortSignal.timeout(10_000));
    assert.deepEqual(check, {
      reached: true,
      status,
      detail: `Amazon Bedrock InvokeModel (legacy) answers (${status} without credentials).`,
    });
    assert.ok(Math.abs(dateSkewMs - offMs) < 5_000, `${dateSkewMs}`);
    assert.deepEqual(asked, ["GET", "/x/", undefined, undefined]);
    await stop();
  }
});

test("without a date nothing is said of the clock", async () => {
  const { upstream, stop } = await platformThat((_, response) => {
    response.sendDate = false;
    response.end();
  });
  assert.equal("dateSkewMs" in (await checkUpstream(upstream, AbortSignal.timeout(10_000))), false);
  await stop();
});

test("one that is not there is told with the address, and an abort is the caller's", async () => {
  const { upstream, stop } = await platformThat(() => undefined);
  await stop();
  const check = await checkUpstream(upstream, AbortSignal.timeout(10_000));
  assert.equal(check.reached, false);
  const gone = await createUpstream({ platform: "anthropic", baseUrl: "http://127.0.0.1:1", maxRetries: 0 }, {});
  assert.match(
    (await checkUpstream(gone, AbortSignal.timeout(10_000))).detail,
    /^No connection to http:\/\/127\.0\.0\.1:1\/ /,
  );
  await assert.rejects(checkUpstream(gone, AbortSignal.abort(new Error("left"))), /left/);
  await gone.close();
});

test("an upstream that cannot be asked says so", async () => {
  const upstream = upstreamOf({ send: async () => ({ status: 200, headers: {}, body: "" }) });
  assert.equal((await checkUpstream(upstream, new AbortController().signal)).reached, false);
});
