import assert from "node:assert/strict";
import { test } from "node:test";
import { reachProblem, schemeProblem } from "./reach.ts";

const UNREACHABLE = [
  "https://localhost/a.png",
  "https://localhost./a.png",
  "https://images.localhost/a.png",
  "https://127.0.0.1/a.png",
  "https://127.1/a.png",
  "https://0x7f000001/a.png",
  "https://2130706433/a.png",
  "https://017700000001/a.png",
  "https://0.0.0.0/a.png",
  "https://10.1.2.3/a.png",
  "https://172.16.0.1/a.png",
  "https://172.31.255.255/a.png",
  "https://192.168.1.7:8443/a.png",
  "https://169.254.169.254/latest/meta-data",
  "https://100.64.0.1/a.png",
  "https://224.0.0.1/a.png",
  "https://[::1]/a.png",
  "https://[::]/a.png",
  "https://[fd00::1]/a.png",
  "https://[fe80::1]/a.png",
  "https://[ff02::1]/a.png",
  "https://[::ffff:127.0.0.1]/a.png",
  "https://[::ffff:c0a8:0107]/a.png",
  "https://intranet/a.png",
  "https://nas.local/a.png",
  "https://metadata.google.internal/a.png",
  "https://printer.home.arpa/a.png",
  "https://LOCALHOST/a.png",
];

test("an address no platform can reach is refused, in any spelling, and the sentence says why", () => {
  for (const url of UNREACHABLE) {
    const found = reachProblem(url, "Claude API");
    assert.equal(found?.code, "input.url-unreachable", url);
  }
});

test("public addresses pass", () => {
  for (const url of [
    "https://example.org/a.png",
    "https://example.org:8443/a.png?b=c#d",
    "https://8.8.8.8/a.png",
    "https://172.32.0.1/a.png",
    "https://100.128.0.1/a.png",
    "https://[2606:4700::1111]/a.png",
    "https://[::ffff:8.8.8.8]/a.png",
    "https://localhost.example.org/a.png",
    "https://bücher.example.org/a.png",
  ])
    assert.equal(reachProblem(url, "Claude API"), null, url);
});

test("anything but https is refused, and a data: URL is told where its bytes belong", () => {
  for (const [url, scheme] of [
    ["http://example.org/a.png", "http"],
    ["HTTP://example.org/a.png", "http"],
    ["ftp://example.org/a.png", "ftp"],
    ["file:///etc/passwd", "file"],
    ["data:image/png;base64,AAAA", "data"],
    ["photo.png", ""],
    ["", ""],
    ["https://", ""],
  ] as const)
    assert.deepEqual(schemeProblem(url), { code: "input.url-not-https", facts: { scheme } }, url);
});
