import assert from "node:assert/strict";
import { test } from "node:test";
import { ReplyError } from "../reply/envelope.ts";
import type { KeyStore } from "../store/key-store.ts";
import { createMemoryStore } from "../store/memory/store.ts";
import { createKeyAuthentication, withoutKeys } from "./authenticate.ts";

async function setup() {
  const { keys } = createMemoryStore();
  const workspace = await keys.addWorkspace("one");
  const other = await keys.addWorkspace("two");
  const mine = await keys.addKey(workspace.id, "mine");
  const theirs = await keys.addKey(other.id, "theirs");
  let time = 1000;
  let asked = 0;
  const counting: KeyStore = {
    ...keys,
    find(secret) {
      asked++;
      return keys.find(secret);
    },
  };
  const authenticate = createKeyAuthentication(counting, { now: () => time });
  return {
    keys,
    mine,
    theirs,
    authenticate,
    asked: () => asked,
    pass: (ms: number) => {
      time += ms;
    },
  };
}
const status = (wanted: number, text: RegExp) => (error: unknown) => {
  assert.ok(error instanceof ReplyError);
  assert.equal(error.status, wanted);
  assert.match(error.message, text);
  return true;
};

test("a key opens its workspace in either header; where both are given x-api-key wins", async () => {
  const { authenticate, mine, theirs } = await setup();
  const caller = { workspace: mine.key.workspace, keyId: mine.key.id, keyName: mine.key.name };
  assert.deepEqual(await authenticate({ "x-api-key": mine.secret }), caller);
  assert.deepEqual(await authenticate({ authorization: `Bearer ${mine.secret}` }), caller);
  assert.deepEqual(await authenticate({ authorization: `bearer  ${mine.secret}` }), caller);
  const both = { "x-api-key": mine.secret, authorization: `Bearer ${theirs.secret}` };
  assert.deepEqual(await authenticate(both), caller);
  await assert.rejects(authenticate({ ...both, "x-api-key": "sk-wrong" }), status(401, /^API key is invalid\.$/));
});

test("no key, a wrong key and another scheme are 401", async () => {
  const { authenticate, mine } = await setup();
  await assert.rejects(authenticate({}), status(401, /missing/));
  await assert.rejects(authenticate({ authorization: `Basic ${mine.secret}` }), status(401, /missing/));
  await assert.rejects(authenticate({ "x-api-key": `${mine.secret}x` }), status(401, /invalid/));
});

test("a workspace that is not the key's is 403, whether or not it exists", async () => {
  const { authenticate, mine, theirs } = await setup();
  const headers = { "x-api-key": mine.secret };
  await authenticate({ ...headers, "anthropic-workspace-id": mine.key.workspace });
  for (const asked of [theirs.key.workspace, "wrkspc_nobody"])
    await assert.rejects(
      authenticate({ ...headers, "anthropic-workspace-id": asked }),
      status(403, /^anthropic-workspace-id: this key does not belong to that workspace\.$/),
    );
  assert.deepEqual(await withoutKeys({}), { workspace: "local", keyId: null });
});

test("an empty workspace header counts as left out, and opens nothing by itself", async () => {
  const { authenticate, mine } = await setup();
  for (const empty of ["", "  "]) {
    const caller = await authenticate({ "x-api-key": mine.secret, "anthropic-workspace-id": empty });
    assert.equal(caller.workspace, mine.key.workspace);
    await assert.rejects(authenticate({ "anthropic-workspace-id": empty }), status(401, /missing/));
  }
});

test("a key is not looked up at every request, and a revoked one stops opening within a second", async () => {
  const { authenticate, keys, mine, asked, pass } = await setup();
  const headers = { "x-api-key": mine.secret };
  for (let n = 0; n < 10; n++) await authenticate(headers);
  assert.equal(asked(), 1);
  await keys.revoke(mine.key.id);
  pass(999);
  await assert.rejects(authenticate(headers), status(401, /invalid/));
});

test("a key that did not open opens at once when it exists", async () => {
  const { authenticate, keys } = await setup();
  await assert.rejects(authenticate({ "x-api-key": "sk-early" }));
  const workspace = await keys.addWorkspace("three");
  const { secret } = await keys.addKey(workspace.id, "new");
  assert.equal((await authenticate({ "x-api-key": secret })).workspace, workspace.id);
});
