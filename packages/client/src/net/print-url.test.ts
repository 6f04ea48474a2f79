import assert from "node:assert/strict";
import { test } from "node:test";
import { printBadUrl, printUrl } from "./print-url.ts";

test("prints scheme, host, port and path, never user name, password, query or fragment", () => {
  const printed = printUrl(new URL("https://user:password@example.com:8443/a/b.png?signature=secret#secret"));
  assert.equal(printed, "https://example.com:8443/a/b.png");
});

test("prints a URL without a host as its scheme alone", () => {
  assert.equal(printUrl(new URL("data:image/png;base64,AAAA")), "data:…");
  assert.equal(printUrl(new URL("mailto:someone@example.com")), "mailto:…");
});

test("cuts a long path to one line", () => {
  assert.equal(printUrl(new URL(`https://example.com/${"a".repeat(5_000)}`)).length, 200);
});

test("prints text that is no URL only as far as no secret can begin, and no control characters", () => {
  assert.equal(printBadUrl("cat.png?key=secret"), '"cat.png"');
  assert.equal(printBadUrl("https://[::1/#secret"), '"https://[::1/"');
  assert.equal(printBadUrl("https://user:pa?ss@[bad"), '"https:…"');
  assert.equal(printBadUrl("user:pa/ss@[bad"), '"user:…"');
  assert.equal(printBadUrl("a\u001b[31mb\u009bc\n"), '"a [31mb c "');
  assert.equal(printBadUrl("x".repeat(5_000)).length, 202);
});
