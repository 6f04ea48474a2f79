import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { test } from "node:test";

const models = new URL("../models/", import.meta.url);

test("the committed weights are the ones that the sums and the readme name, and no others", async () => {
  const sums = await readFile(new URL("SHA256SUMS", models), "utf8");
  const rows = sums
    .trimEnd()
    .split("\n")
    .map((line) => line.split("  ") as [sum: string, file: string]);
  const committed = (await readdir(models)).filter((file) => file.endsWith(".onnx"));
  assert.deepEqual(rows.map(([, file]) => file).sort(), committed.sort());
  const readme = await readFile(new URL("README.md", models), "utf8");
  const notice = await readFile(new URL("../NOTICE", import.meta.url), "utf8");
  for (const [sum, file] of rows) {
    assert.equal(
      createHash("sha256")
        .update(await readFile(new URL(file, models)))
        .digest("hex"),
      sum,
      file,
    );
    assert.match(readme, new RegExp(`\`${file}\`.*\`${sum}\``));
    assert.ok(notice.includes(`models/${file}`));
  }
});
