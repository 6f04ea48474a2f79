import assert from "node:assert/strict";
import { test } from "node:test";
import type { BytesRef } from "../content/edit.ts";
import { CapabilityError } from "../errors/errors.ts";
import { base64, context, file, jpeg, png, url } from "../plan/fixtures/samples.ts";
import { makePlan } from "../plan/make-plan.ts";
import { lower } from "./lower.ts";
import { resolve } from "./resolve.ts";

const CAT = "https://example.org/cat.png";
const at = (index: number) => ({ at: ["messages", 0, "content", index] }) as const;

function bytesOf(length: number): BytesRef {
  return {
    length,
    async *open() {
      yield new Uint8Array(length);
    },
  };
}

test("gets what the plan needs once, plans again, and lowers from memory", async () => {
  const blocks = [url(CAT, at(0)), base64(png(10, 10), at(1)), file(at(2))];
  const first = makePlan(blocks, context("vertex"));
  const asked: string[] = [];
  const bytes = bytesOf(3000);
  const second = await resolve(first, blocks, context("vertex"), {
    fetch: async (address, path) => {
      asked.push(`${address} ${path}`);
      return { bytes, facts: png(100, 100) };
    },
    file: async (fileId) => {
      asked.push(fileId);
      return { bytes, facts: jpeg(100, 100) };
    },
  });
  assert.deepEqual(
    second.plan.steps.map((step) => step.tokens),
    [16, 1, 16],
  );
  const edits = await lower(second.plan, second.blocks, second.resolvers);
  assert.deepEqual(edits, [
    { at: [...at(0).at, "source"], op: "replace", value: { type: "base64", mediaType: "image/png", bytes } },
    { at: [...at(2).at, "source"], op: "replace", value: { type: "base64", mediaType: "image/jpeg", bytes } },
  ]);
  assert.deepEqual(asked, [`${CAT} messages.0.content.0`, "file_011CNha8iCJcU1wXNR6q4V8w"]);
});

test("what the platform fetches itself is got only when it is wanted for its numbers", async () => {
  const blocks = [url(CAT)];
  const first = makePlan(blocks, context());
  let fetched = 0;
  const getters = {
    fetch: async () => {
      fetched++;
      return { bytes: bytesOf(3000), facts: png(1000, 1000) };
    },
  };
  assert.equal((await resolve(first, blocks, context(), getters)).plan.totals.unknown, 1);
  assert.equal(fetched, 0);
  const known = await resolve(first, blocks, context(), getters, { optional: true });
  assert.equal(known.plan.totals.tokens, 1296);
  assert.equal(known.plan.steps[0]?.method, "url");
  assert.equal((await resolve(first, blocks, context(), {}, { optional: true })).plan.totals.unknown, 1);
});

test("a plan that needs nothing is given back as it is, with its blocks and resolvers", async () => {
  const blocks = [base64(png(10, 10), at(0)), url(CAT, at(1))];
  const first = makePlan(blocks, context());
  const resolvers = { fetch: async () => assert.fail("something was fetched") };
  const second = await resolve(first, blocks, context(), resolvers);
  assert.equal(second.plan, first);
  assert.deepEqual(second, { plan: makePlan(blocks, context()), blocks, resolvers });
  await assert.rejects(resolve(first, blocks.slice(1), context(), resolvers), TypeError);
  await assert.rejects(resolve(first, blocks, context("vertex", { uploads: "never" }), resolvers), TypeError);
});

test("a getter that is not there is told for every block, and nothing is got", async () => {
  const blocks = [url(CAT, at(0)), file(at(1))];
  let fetched = 0;
  const fetch = async () => {
    fetched++;
    return { bytes: bytesOf(1), facts: png(1, 1) };
  };
  const first = makePlan(blocks, context("vertex"));
  await assert.rejects(resolve(first, blocks, context("vertex"), { fetch }), (error) => {
    assert.ok(error instanceof CapabilityError);
    assert.equal(error.at, "messages.0.content.1");
    return true;
  });
  assert.equal(fetched, 0);
  await assert.rejects(resolve(first, blocks, context("vertex"), {}), { code: "input.several-problems" });
});

test("a refused first plan gets nothing", async () => {
  const blocks = [url(CAT, at(0)), base64(png(20000, 20000), at(1))];
  const never = async () => assert.fail("something was fetched");
  await assert.rejects(resolve(makePlan(blocks, context("vertex")), blocks, context("vertex"), { fetch: never }), {
    code: "limit.pixels",
  });
});

test("the failure of a fetch is thrown as it is, after all have ended", async () => {
  const blocks = [0, 1, 2].map((index) => url(CAT, at(index)));
  const ended: number[] = [];
  const mine = new Error("nobody there");
  const fetch = async (_url: string, path: string) => {
    const index = Number(path.split(".")[3]);
    await new Promise((done) => setTimeout(done, index * 5));
    ended.push(index);
    if (index === 1) throw mine;
    return { bytes: bytesOf(3000), facts: png(10, 10) };
  };
  const first = makePlan(blocks, context("vertex"));
  await assert.rejects(resolve(first, blocks, context("vertex"), { fetch }), (error) => error === mine);
  assert.deepEqual(ended, [0, 1, 2]);
});

test("hundreds are got a few at a time, and after a failure no more begin", async () => {
  const blocks = Array.from({ length: 100 }, (_, index) => url(`${CAT}?${index}`, at(index)));
  const first = makePlan(blocks, context("vertex"));
  let now = 0;
  let most = 0;
  let begun = 0;
  const getting = (fails: number) => ({
    fetch: async (address: string) => {
      begun += 1;
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
      if (begun >= fails) throw new Error(address);
      return { bytes: bytesOf(3000), facts: png(100, 100) };
    },
  });
  await resolve(first, blocks, context("vertex"), getting(Number.POSITIVE_INFINITY));
  assert.deepEqual([begun, most], [100, 32]);
  begun = 0;
  await assert.rejects(resolve(first, blocks, context("vertex"), getting(1)), { message: `${CAT}?0` });
  assert.equal(begun, 32);
});
