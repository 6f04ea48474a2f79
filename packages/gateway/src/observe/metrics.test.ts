import assert from "node:assert/strict";
import { test } from "node:test";
import type { LedgerLine } from "./image-ledger.ts";
import { createMetrics } from "./metrics.ts";

test("images and requests are counted by the platform that they went to", async () => {
  const metrics = await createMetrics();
  const line: LedgerLine = {
    requestId: "req_1",
    workspace: "w",
    model: "claude-opus-5-5",
    platform: "main",
    status: 200,
    in: 3,
    out: 3,
    images: [],
  };
  metrics.images(line);
  metrics.images({ ...line, status: 429, in: 2, out: 2 });
  metrics.images({ ...line, platform: "other", in: 1, out: 0 });
  metrics.images({ ...line, platform: null, in: 7, out: 0, status: 400 });
  const { text } = await metrics.text();
  for (const expected of [
    'fovea_images_total{direction="in",platform="main"} 5',
    'fovea_images_total{direction="out",platform="main"} 5',
    'fovea_images_total{direction="out",platform="other"} 0',
    'fovea_images_total{direction="in",platform="none"} 7',
    'fovea_platform_requests_total{platform="main",status="200"} 1',
    'fovea_platform_requests_total{platform="main",status="429"} 1',
  ])
    assert.ok(text.includes(`${expected}\n`), expected);
  assert.ok(!text.includes('fovea_platform_requests_total{platform="none"'));
});

test("codes that a platform makes up do not become labels without end", async () => {
  const metrics = await createMetrics();
  const line = {
    requestId: "req_1",
    upstreamRequestId: null,
    method: "POST",
    route: "/v1/messages",
    status: 400,
    ms: 1,
    bytesIn: 1,
    bytesOut: 1,
    workspace: "w",
    keyId: null,
  };
  for (const errorCode of ["limit.edge", "gateway.busy", "said by\nsomebody", "x".repeat(100)])
    metrics.ended({ ...line, errorCode });
  for (let count = 0; count < 1000; count++) metrics.ended({ ...line, errorCode: `made_up_${count}` });
  const labels = (await metrics.text()).text.split("\n").filter((one) => one.startsWith("fovea_refusals_total{"));
  assert.ok(labels.some((one) => one === 'fovea_refusals_total{code="limit.edge"} 1'));
  assert.ok(labels.length <= 301, String(labels.length));
  assert.equal(
    labels.reduce((sum, one) => sum + Number(one.split(" ").at(-1)), 0),
    1004,
  );
});
