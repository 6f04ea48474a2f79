import assert from "node:assert/strict";
import { test } from "node:test";
import { CAT, inputKind } from "./kind.ts";
import { cat } from "./makers.ts";

inputKind("data-url", "a data: URL", ({ anthropic }) => {
  test("that declares another type arrives as what it is", async () => {
    const { content, seen } = await anthropic().arrived(() =>
      anthropic().fovea.ask(`data:image/jpeg;base64,${cat.toString("base64url")}`, "?"),
    );
    assert.equal(seen[0]?.sha256, CAT);
    const source = { type: "base64", media_type: "image/png", data: cat.toString("base64") };
    assert.deepEqual(content[0]?.source, source);
  });
});
