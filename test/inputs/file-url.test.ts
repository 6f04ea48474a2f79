import assert from "node:assert/strict";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { CAT, inputKind } from "./kind.ts";
import { catPath } from "./makers.ts";

inputKind("file-url", "a file: URL", ({ anthropic }) => {
  test("may be a text", async () => {
    const [seen] = await anthropic().ask(pathToFileURL(catPath).href);
    assert.equal(seen?.sha256, CAT);
  });
});
