import assert from "node:assert/strict";
import { test } from "node:test";
import { putBetween } from "./page.ts";

test("only what stands between the markers is replaced, and a second time changes nothing", () => {
  const page = "a\n\n<!-- t -->\n\nold\n\n<!-- /t -->\n\nb\n";
  const written = putBetween(page, "t", "new");
  assert.equal(written, page.replace("old", "new"));
  assert.equal(putBetween(written, "t", "new"), written);
});

test("a page without the markers is refused", () => {
  assert.throws(() => putBetween("<!-- /t --><!-- t -->", "t", "x"), /needs the lines <!-- t --> and <!-- \/t -->/);
});
