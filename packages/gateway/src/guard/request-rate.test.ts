import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createRequestRate, type Entrance } from "./request-rate.ts";

const START = Date.UTC(2026, 10, 22);
const numRuns = process.env.FOVEA_SOAK === undefined ? 100 : 5_000;

function clock() {
  let time = START;
  return {
    now: () => time,
    pass(ms: number) {
      time += ms;
    },
  };
}

function inside(entrance: Entrance): Extract<Entrance, { outcome: "in" }> {
  assert.equal(entrance.outcome, "in");
  return entrance as Extract<Entrance, { outcome: "in" }>;
}

test("a minute's requests may come at once, the next waits for the part of the minute that its token takes", () => {
  const { now, pass } = clock();
  const rate = createRequestRate(now);
  const four = { requestsPerMinute: 4, maxInFlight: null };
  const remaining = [1, 2, 3, 4].map(() => inside(rate.enter("a", four)).remaining);
  assert.deepEqual(remaining, [3, 2, 1, 0]);
  assert.deepEqual(rate.enter("a", four), { outcome: "rate", waitMs: 15_000, fullAt: START + 60_000 });
  pass(14_999);
  assert.equal(rate.enter("a", four).outcome, "rate");
  pass(1);
  const { fullAt } = inside(rate.enter("a", four));
  assert.equal(fullAt, START + 15_000 + 60_000);
  assert.equal(inside(rate.enter("b", four)).remaining, 3, "others have a bucket of their own");
});

test("requests under way count until they leave, and leaving twice gives back one", () => {
  const rate = createRequestRate(clock().now);
  const two = { requestsPerMinute: null, maxInFlight: 2 };
  const first = inside(rate.enter("a", two));
  inside(rate.enter("a", two));
  assert.equal(rate.enter("a", two).outcome, "in-flight");
  first.leave();
  first.leave();
  inside(rate.enter("a", two));
  assert.equal(rate.enter("a", two).outcome, "in-flight");
});

test("a clock that is put back gives no tokens, and goes on from there", () => {
  const { now, pass } = clock();
  const rate = createRequestRate(now);
  const one = { requestsPerMinute: 1, maxInFlight: null };
  inside(rate.enter("a", one));
  pass(-3_600_000);
  assert.equal(rate.enter("a", one).outcome, "rate");
  pass(60_000);
  inside(rate.enter("a", one));
});

test("names that say nothing any more are forgotten, and there are never more than may be remembered", () => {
  const { now, pass } = clock();
  const rate = createRequestRate(now, 3);
  const one = { requestsPerMinute: 1, maxInFlight: null };
  for (const name of ["a", "b", "c"]) inside(rate.enter(name, one)).leave();
  pass(60_000);
  inside(rate.enter("d", one));
  assert.equal(rate.size, 1);
  for (const name of ["e", "f", "g", "h"]) inside(rate.enter(name, one));
  assert.ok(rate.size <= 3, `${rate.size}`);
});

test("in any minute, no more come in than a minute's and those that were saved up", () => {
  const steps = fc.array(fc.nat({ max: 20_000 }), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 50 }), (waits, requestsPerMinute) => {
      const { now, pass } = clock();
      const rate = createRequestRate(now);
      const times: number[] = [];
      for (const wait of waits) {
        pass(wait);
        const entrance = rate.enter("a", { requestsPerMinute, maxInFlight: null });
        if (entrance.outcome === "in") times.push(now());
        else if (entrance.outcome === "rate")
          assert.ok(entrance.waitMs > 0 && entrance.waitMs <= 60_000 / requestsPerMinute);
      }
      for (const time of times) {
        const within = times.filter((one) => one >= time && one < time + 60_000).length;
        assert.ok(within <= 2 * requestsPerMinute, `${within} in a minute of ${requestsPerMinute}`);
      }
    }),
    { numRuns, seed: 5 },
  );
});
