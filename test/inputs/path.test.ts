import assert from "node:assert/strict";
import { dirname } from "node:path";
import { test } from "node:test";
import { CAT, inputKind } from "./kind.ts";
import { catPath } from "./makers.ts";

inputKind("path", "a path", ({ anthropic }) => {
  test("may be relative, to the folder that is named", async () => {
    const [seen] = await anthropic().ask("cat.png", { cwd: dirname(catPath) });
    assert.equal(seen?.sha256, CAT);
  });

  test("of no file is an error that names it, and nothing is sent", async () => {
    const before = anthropic().behind.fake.requests.length;
    await assert.rejects(anthropic().ask(["no-such.png", catPath]), {
      code: "input.not-found",
      facts: { path: "no-such.png" },
    });
    assert.equal(anthropic().behind.fake.requests.length, before);
  });
});
