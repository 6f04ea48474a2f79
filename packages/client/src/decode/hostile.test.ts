import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { FoveaError } from "../errors/errors.ts";
import { createDecoder } from "./create-decoder.ts";
import { FIT, file } from "./fixtures/files.ts";
import { cyclicTree, deepTree, drawingBomb, imageBomb, pageOf } from "./fixtures/hostile.ts";

const decoder = createDecoder({ timeoutMs: 60_000 });
after(() => decoder.close());
const first = (bytes: Uint8Array) => decoder.rasterise(bytes, { pages: [1, 1], fit: FIT });
const alive = async () => assert.equal((await decoder.pdf(file("chart-cairo.pdf"))).pages, 1);

describe("a hostile PDF is read or refused, and the next one is read", () => {
  const whole = file("invoice-ghostscript.pdf");
  const cases: readonly (readonly [string, Uint8Array])[] = [
    ["a header alone", whole.subarray(0, 15)],
    ["the first half", whole.subarray(0, whole.length / 2)],
    ["all but its end", whole.subarray(0, whole.length - 40)],
    ["a page tree of 50,000 levels", deepTree(50_000)],
    ["a page tree that is its own child", cyclicTree()],
    ["a page of 10^9 points", pageOf(1e9, 1e9)],
    ["a page of 10^9 by 1 points", pageOf(1e9, 1)],
    ["a page of no size", pageOf(0, 0)],
    ["an image of 60,000 x 60,000 px in three bytes", imageBomb(60_000)],
  ];
  for (const [title, bytes] of cases)
    test(title, async () => {
      for (const work of [decoder.pdf(bytes), first(bytes), decoder.cut(bytes, [1, 1])]) {
        const outcome = await work.catch((error: unknown) => error);
        // A FoveaError of the file; never a fault of the process.
        if (outcome instanceof Error) {
          assert.ok(FoveaError.isInstance(outcome), String(outcome));
          assert.notEqual(outcome.code, "engine.decoder-crashed");
          assert.equal(outcome.status, 400);
        }
      }
      await alive();
    });

  test("single bytes changed at random", async () => {
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return seed % below;
    };
    const runs = process.env.FOVEA_SOAK ? 5000 : 60;
    for (let run = 0; run < runs; run++) {
      const bytes = file(run % 2 === 0 ? "invoice-ghostscript.pdf" : "chart-cairo.pdf");
      for (let change = 0; change < 8; change++) bytes[20 + random(bytes.length - 20)] = random(256);
      const outcome = await decoder
        .rasterise(bytes, { pages: [1, 1], fit: { maxEdgePx: 100, maxTokens: 16 } })
        .catch((error: unknown) => error);
      assert.ok(!(outcome instanceof Error) || FoveaError.isInstance(outcome), String(outcome));
    }
    await alive();
  });
});

test("a drawing without end is ended at its time, and the next PDF is read by a new child", async () => {
  const hasty = createDecoder({ timeoutMs: 3000 });
  const started = await hasty.pdf(file("chart-cairo.pdf")).then(() => hasty.pids()[0]);
  const bomb = hasty.rasterise(drawingBomb(12), { pages: [1, 1], fit: FIT }, { at: "bomb.pdf" });
  await assert.rejects(bomb, (error: FoveaError) => {
    assert.equal(error.code, "limit.decode-time");
    assert.equal(error.at, "bomb.pdf");
    return true;
  });
  assert.equal((await hasty.pdf(file("chart-cairo.pdf"))).pages, 1);
  assert.notEqual(hasty.pids()[0], started);
  await hasty.close();
});

test("a child that takes too much memory is ended, and says so", async () => {
  const small = createDecoder({ timeoutMs: 60_000, maxMemoryBytes: 40_000_000 });
  await assert.rejects(small.pdf(file("chart-cairo.pdf")), (error: FoveaError) => {
    assert.equal(error.code, "limit.decode-memory");
    assert.match(error.message, /over its limit of 40000000/);
    return true;
  });
  await small.close();
});

test("a child killed in the middle fails that file, and the next is read by a new one", async () => {
  await alive();
  const [pid] = decoder.pids();
  const killed = first(drawingBomb(12));
  const waiting = decoder.pdf(file("chart-cairo.pdf"));
  await sleep(50);
  process.kill(pid as number, "SIGKILL");
  await assert.rejects(killed, (error: FoveaError) => {
    assert.equal(error.code, "engine.decoder-crashed");
    assert.match(error.message, /SIGKILL/);
    return true;
  });
  assert.equal((await waiting).pages, 1);
});

test("what is not the type that was asked for never reaches a codec", async () => {
  const heic = file("upright.heic");
  await assert.rejects(decoder.pdf(heic), { code: "input.undecodable" });
  await assert.rejects(decoder.toPng(file("chart-cairo.pdf"), "image/heic", { maxPixels: 1e6 }), {
    code: "input.undecodable",
  });
  await assert.rejects(decoder.toPng(Buffer.from("hello"), "image/svg+xml", { maxPixels: 1e6 }), {
    code: "input.not-an-image",
  });
});
