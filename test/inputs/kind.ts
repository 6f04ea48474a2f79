// What every input kind has to do: arrive byte for byte on platforms with and without uploads, streamed or not, alone or among others; be let go of
// when a signal ends the call; and leave nothing open.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { AnyInput } from "@fovea/client";
import { type FarEnd, farEnd } from "./far-end.ts";
import { cat, MAKERS } from "./makers.ts";
import { activeResources, openFiles, until } from "./open-handles.ts";

export const hash = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
export const CAT: string = hash(cat);

/** The far ends of a test file, and what an input is tested with. */
export interface Ends {
  anthropic(): FarEnd;
  bedrock(): FarEnd;
}

/** The battery for one kind; `more` are its own tests. */
export function inputKind(kind: string, title: string, more: (ends: Ends) => void = () => undefined): void {
  describe(title, { timeout: 120_000 }, () => {
    const open: Record<string, FarEnd> = {};
    before(async () => {
      open.anthropic = await farEnd("anthropic");
      open.bedrock = await farEnd("bedrock");
    });
    after(() => Promise.all(Object.values(open).map((one) => one.close())));
    const ends: Ends = { anthropic: () => open.anthropic as FarEnd, bedrock: () => open.bedrock as FarEnd };
    const make = async (): Promise<AnyInput> => (MAKERS[kind] as () => AnyInput)();

    for (const platform of ["anthropic", "bedrock"] as const)
      test(`arrives byte for byte at ${platform}`, async () => {
        const seen = await ends[platform]().ask(await make());
        assert.deepEqual(
          seen.map(({ sha256 }) => sha256),
          [CAT],
        );
      });

    test("arrives byte for byte when the answer is streamed", async () => {
      const [seen] = await ends.anthropic().stream(await make());
      assert.equal(seen?.sha256, CAT);
    });

    test("arrives in its place among others", async () => {
      const path = join(import.meta.dirname, "../../examples/photos/coffee.png");
      const seen = await ends.anthropic().ask([path, await make(), path]);
      assert.equal(seen[1]?.sha256, CAT);
      assert.equal(seen[0]?.sha256, seen[2]?.sha256);
      assert.notEqual(seen[0]?.sha256, CAT);
    });

    test("given twice in a list is opened once, and arrives twice", async () => {
      const input = await make();
      const seen = await ends.anthropic().ask([input, input]);
      assert.deepEqual(
        seen.map(({ sha256 }) => sha256),
        [CAT, CAT],
      );
    });

    test("an aborted signal ends the call before anything is sent, and nothing stays open", async () => {
      const { fake } = ends.anthropic().behind;
      const files = openFiles();
      const resources = activeResources();
      const sent = fake.requests.length;
      const reason = new Error("enough");
      await assert.rejects(
        ends.anthropic().fovea.ask(await make(), "?", { signal: AbortSignal.abort(reason) }),
        reason,
      );
      const controller = new AbortController();
      const asking = ends.anthropic().fovea.ask(await make(), "?", { signal: controller.signal });
      controller.abort(reason);
      await assert.rejects(asking, reason);
      assert.equal(fake.requests.length, sent);
      if (files !== null)
        assert.ok(await until(() => openFiles()?.join() === files.join()), `open: ${openFiles()?.join(", ")}`);
      assert.ok(await until(() => activeResources().length <= resources.length), activeResources().join(", "));
    });

    test("a program that asks about one ends by itself", async () => {
      const { code, out, err } = await run(kind, ends.anthropic().url);
      assert.equal(code, 0, err);
      assert.equal(err, "");
      assert.deepEqual(JSON.parse(out), [CAT]);
    });

    more(ends);
  });
}

/** Runs the program to its own end; null as `code` when it had to be stopped. */
export function run(kind: string, url: string): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "program.ts"), kind, url], { timeout: 60_000 });
  let out = "";
  let err = "";
  child.stdout.on("data", (piece) => (out += piece));
  child.stderr.on("data", (piece) => (err += piece));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, out, err }));
  });
}
