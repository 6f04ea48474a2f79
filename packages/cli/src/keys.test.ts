import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { inFolder } from "./commands/fixtures/run.ts";

test("a key is printed alone on stdout, and nothing in the directory says it", async () => {
  const { folder, fovea } = inFolder();
  const { exit, out, err } = await fovea(["keys", "add", "laptop"]);
  assert.equal(exit, 0, err);
  assert.match(out, /^sk-fovea-[\w-]{43}\n$/);
  assert.match(err, /^Key key_\w+ \(laptop\) of the workspace default\./);
  assert.ok(!err.includes(out.trim()));
  const data = join(folder, "data");
  for (const name of readdirSync(data, { recursive: true, withFileTypes: true }))
    if (name.isFile()) assert.ok(!readFileSync(join(name.parentPath, name.name)).includes(out.trim()), name.name);
});

test("keys are listed by their beginning, with their workspaces, and revoked ones stay in the list", async () => {
  const { fovea } = inFolder();
  assert.match((await fovea(["keys", "list"])).err, /There are no keys yet/);
  const one = JSON.parse((await fovea(["keys", "add", "one", "--json"])).out);
  const two = JSON.parse((await fovea(["keys", "add", "two", "--workspace", "team", "--json"])).out);
  assert.notEqual(one.workspace.id, two.workspace.id);
  assert.equal((await fovea(["keys", "revoke", one.id])).out, `Revoked ${one.id}\n`);
  const { data } = JSON.parse((await fovea(["keys", "list", "--json"])).out);
  assert.deepEqual(
    data.map((key: { name: string; workspace: { name: string }; revoked_at: string | null }) => [
      key.name,
      key.workspace.name,
      key.revoked_at !== null,
    ]),
    [
      ["one", "default", true],
      ["two", "team", false],
    ],
  );
  const { out } = await fovea(["keys", "list"]);
  assert.equal(out.split("\n").length, 4);
  assert.ok(out.includes(`${two.secret.slice(0, 13)}...`) && !out.includes(two.secret));
});

test("a key that is not there is exit 3, and a secret given in place of an id is not repeated", async () => {
  const { fovea } = inFolder();
  const unknown = await fovea(["keys", "revoke", "key_000000000000"]);
  assert.equal(unknown.exit, 3);
  assert.match(unknown.err, /keys\.not-found.*key_000000000000/s);
  const secret = await fovea(["keys", "revoke", "sk-fovea-very-secret"]);
  assert.equal(secret.exit, 3);
  assert.ok(!secret.err.includes("very-secret"), secret.err);
});

test("a word that is no command of a group is exit 2 and names those there are", async () => {
  const { folder, fovea } = inFolder();
  for (const argv of [["keys"], ["keys", "mint"], ["files"], ["files", "rm"]]) {
    const { exit, err } = await fovea(argv);
    assert.equal(exit, 2);
    assert.match(err, argv[0] === "keys" ? /add, list and revoke/ : /upload, list, get, download and delete/);
  }
  assert.ok(!existsSync(join(folder, "data")));
});
