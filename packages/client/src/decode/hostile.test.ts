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

test("a drawing without end is ended at its time or its memory, and the next PDF is read by a new child", async () => {
  // A busy machine takes seconds to start a child.
  const hasty = createDecoder({ timeoutMs: 10_000 });
  const started = await hasty.pdf(file("chart-cairo.pdf")).then(() => hasty.pids()[0]);
  const bomb = hasty.rasterise(drawingBomb(12), { pages: [1, 1], fit: FIT }, { at: "bomb.pdf" });
  await assert.rejects(bomb, (error: FoveaError) => {
    assert.match(error.code, /^limit\.decode-(time|memory)$/);
    assert.equal(error.at, "bomb.pdf");
    return true;
  });
  assert.equal((await hasty.pdf(file("chart-cairo.pdf"))).pages, 1);
  assert.notEqual(hasty.pids()[0], started);
  await hasty.close();
});

test("a job over its time is ended, and says so", async () => {
  // No child starts and answers within 5 ms.
  const hasty = createDecoder({ timeoutMs: 5 });
  await assert.rejects(hasty.pdf(file("chart-cairo.pdf")), { code: "limit.decode-time", message: /for 5 ms/ });
  assert.deepEqual(hasty.pids(), []);
  await hasty.close();
});

test("a child that takes too much memory is ended, and says so", async () => {
  // Less than Node itself takes: the child ends while it starts, or in the middle of its first files.
  const small = createDecoder({ timeoutMs: 60_000, maxMemoryBytes: 20_000_000 });
  const files = Array.from({ length: 3 }, () =>
    small.rasterise(file("scan-reportlab.pdf"), { pages: [1, 1], fit: FIT }),
  );
  const outcomes = await Promise.allSettled(files);
  const [error] = outcomes.flatMap((one) => (one.status === "rejected" ? [one.reason as FoveaError] : []));
  assert.equal(error?.code, "limit.decode-memory");
  assert.match(error.message, /over its limit of 20000000/);
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

describe("a hostile picture is decoded or refused, and the next file is read", () => {
  const bounds = { maxPixels: 64_000_000 };
  const heic = (bytes: Uint8Array) => decoder.toPng(bytes, "image/heic", bounds);
  const svg = (inside: string) =>
    decoder.toPng(
      Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400">${inside}</svg>`),
      "image/svg+xml",
      bounds,
    );
  const isOurs = (outcome: unknown): void =>
    assert.ok(!(outcome instanceof Error) || FoveaError.isInstance(outcome), String(outcome));

  test("a HEIC picture that says it has 60,000 x 60,000 px", async () => {
    const bytes = Buffer.from(file("upright.heic"));
    for (let at = bytes.indexOf("ispe"); at >= 0; at = bytes.indexOf("ispe", at + 4)) {
      bytes.writeUInt32BE(60_000, at + 8);
      bytes.writeUInt32BE(60_000, at + 12);
    }
    await assert.rejects(heic(bytes), (error: FoveaError) => /^(limit\.pixels|input\.undecodable)$/.test(error.code));
    await alive();
  });

  test("HEIC pictures with single bytes changed at random", async () => {
    let seed = 11;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return seed % below;
    };
    const runs = process.env.FOVEA_SOAK ? 5000 : 60;
    for (let run = 0; run < runs; run++) {
      const bytes = file(run % 2 === 0 ? "upright.heic" : "turned.heic");
      for (let change = 0; change < 6; change++) bytes[28 + random(bytes.length - 28)] = random(256);
      isOurs(await heic(bytes).catch((error: unknown) => error));
    }
    await alive();
  });

  test("an SVG whose parts use each other, ten times each", async () => {
    const levels = Array.from(
      { length: 7 },
      (_, index) => `<g id="g${index + 1}">${`<use href="#g${index}"/>`.repeat(10)}</g>`,
    );
    isOurs(
      await svg(`<defs><rect id="g0" width="9" height="9"/>${levels.join("")}</defs><use href="#g7"/>`).catch((e) => e),
    );
    await alive();
  });

  test("an SVG with a blur as large as itself, a hundred times, and one nested 100,000 deep", async () => {
    const blurs = '<feGaussianBlur stdDeviation="400"/>'.repeat(100);
    isOurs(
      await svg(`<filter id="f">${blurs}</filter><rect width="400" height="400" filter="url(#f)"/>`).catch((e) => e),
    );
    isOurs(await svg(`${"<g>".repeat(100_000)}${"</g>".repeat(100_000)}`).catch((e) => e));
    await alive();
  });
});
