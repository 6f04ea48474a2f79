// What every store of keys must do, whatever holds it: a suite that each implementation runs.
import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import type { MakeStore } from "./file-store.contract.ts";
import type { Store } from "./store.ts";

const START = Date.UTC(2026, 10, 22);

export function keyStoreContract(name: string, make: MakeStore): void {
  const stores: Store[] = [];
  let time = START;
  const open = async () => {
    time = START;
    const store = await make({ now: () => time });
    stores.push(store);
    return store.keys;
  };

  describe(name, () => {
    after(() => Promise.all(stores.map((store) => store.close())));

    test("a workspace has an id and a name that no other has", async () => {
      const keys = await open();
      const first = await keys.addWorkspace("default");
      assert.match(first.id, /^wrkspc_[0-9A-Za-z]{24}$/);
      assert.deepEqual(first, { id: first.id, name: "default", createdAt: START });
      await assert.rejects(keys.addWorkspace("default"), { code: "store.name-taken", status: 409 });
      time += 1;
      const second = await keys.addWorkspace("Default");
      assert.deepEqual(await keys.workspaces(), [first, second]);
    });

    test("a secret opens its workspace; only this one does", async () => {
      const keys = await open();
      const workspace = await keys.addWorkspace("one");
      const other = await keys.addWorkspace("two");
      const { key, secret } = await keys.addKey(workspace.id, "laptop");
      const second = await keys.addKey(other.id, "laptop");
      assert.match(secret, /^sk-fovea-[\w-]{43}$/);
      assert.match(key.id, /^key_[0-9A-Za-z]{12}$/);
      assert.deepEqual(key, {
        id: key.id,
        workspace: workspace.id,
        name: "laptop",
        hint: secret.slice(0, 13),
        createdAt: START,
        revokedAt: null,
      });
      assert.deepEqual(await keys.find(secret), key);
      assert.deepEqual(await keys.find(second.secret), second.key);
      const flipped = secret.slice(0, -2) + (secret.at(-2) === "A" ? "B" : "A") + secret.at(-1);
      for (const wrong of [flipped, key.id, key.hint, "", "sk-fovea-", secret.toUpperCase(), `${secret} `])
        assert.equal(await keys.find(wrong), null);
    });

    test("a revoked key opens nothing more, stays in the list, and keeps the time of its first revocation", async () => {
      const keys = await open();
      const { id } = await keys.addWorkspace("one");
      const first = await keys.addKey(id, "a");
      time += 1;
      const second = await keys.addKey(id, "b");
      time += 1;
      assert.equal(await keys.revoke(first.key.id), true);
      assert.equal(await keys.find(first.secret), null);
      assert.deepEqual(await keys.find(second.secret), second.key);
      time += 1;
      assert.equal(await keys.revoke(first.key.id), true);
      assert.equal(await keys.revoke("key_unknown"), false);
      assert.deepEqual(await keys.keys(), [{ ...first.key, revokedAt: START + 2 }, second.key]);
    });

    test("a key for a workspace that is not there is refused", async () => {
      const keys = await open();
      await assert.rejects(keys.addKey("wrkspc_x", "a"), { code: "store.workspace-not-found", status: 404 });
      assert.deepEqual(await keys.keys(), []);
    });

    test("what is remembered of a secret does not give it away", async () => {
      const keys = await open();
      const { id } = await keys.addWorkspace("one");
      const { secret } = await keys.addKey(id, "a");
      assert.ok(!JSON.stringify(await keys.keys()).includes(secret.slice(13)));
    });
  });
}
