import assert from "node:assert/strict";
import { test } from "node:test";
import { filesApi } from "../../uploads/fixtures/files-api.ts";
import { ask, byFile } from "./fixtures/bodies.ts";
import { harness } from "./fixtures/harness.ts";

const never = { uploads: "never", foreignFiles: false } as const;

test("texts that are put into a request count: too many are refused before any is read, the others are read once and reserved", async () => {
  const upstream = filesApi({ files: never });
  const h = harness({ upstream });
  const text = "a line of text\n".repeat(70_000);
  const id = await h.upload(Buffer.from(text), "text/plain");
  let opened = 0;
  const files = {
    ...h.context.files,
    async open(workspace: string, file: string) {
      const found = await h.context.files.open(workspace, file);
      const open = () => {
        opened++;
        return found.content.open();
      };
      return { ...found, content: { length: found.content.length, open } };
    },
  };
  const body = (count: number) => ask(Array.from({ length: count }, () => byFile(id, "document")));
  for (const mode of ["mend", "strict"] as const) {
    opened = 0;
    const long = await h.post(body(40), mode, { files });
    assert.deepEqual([long.status, opened], [413, 0], long.text.slice(0, 300));
    assert.deepEqual(upstream.calls, []);
  }
  const before = h.context.pool.used;
  const told = await h.post(body(3), "mend", { files });
  assert.deepEqual([told.status, opened], [200, 1]);
  assert.ok(h.context.pool.used - before >= 3 * text.length);
  assert.equal(JSON.stringify(upstream.messages[0]).split("a line of text").length - 1, 210_000);
});
