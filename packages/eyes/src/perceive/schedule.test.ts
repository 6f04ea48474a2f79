import assert from "node:assert/strict";
import { test } from "node:test";
import { EyesError } from "../errors.ts";
import { createSchedule } from "./schedule.ts";

/** A clock that moves when told. */
function clock(): { now: () => number; pass(ms: number): void } {
  let time = 0;
  return {
    now: () => time,
    pass: (ms) => {
      time += ms;
    },
  };
}

test("an analysis that runs out of time keeps what it has, the next ones are skipped, and all are named", async () => {
  const { now, pass } = clock();
  const schedule = createSchedule(100, now);
  const lines = await schedule.run("text", [], (stop) => {
    const read: string[] = [];
    while (!stop()) {
      read.push("line");
      pass(40);
    }
    return read;
  });
  assert.equal(lines.length, 3);
  assert.deepEqual(await schedule.run("codes", ["none"], () => ["found"]), ["none"]);
  assert.deepEqual(schedule.unfinished, [
    { analysis: "text", reason: "time" },
    { analysis: "codes", reason: "time" },
  ]);
  assert.deepEqual(schedule.ms, { text: 120 });
});

test("an analysis that fails costs its own field only", async () => {
  const schedule = createSchedule(1000);
  const failing = (): never => {
    throw new RangeError("a bug");
  };
  assert.equal(await schedule.run("chart", null, failing), null);
  assert.equal(await schedule.run("kind", "graphic", () => "photograph"), "photograph");
  assert.deepEqual(schedule.unfinished, [{ analysis: "chart", reason: "failure", detail: "RangeError: a bug" }]);
});

test("models that cannot be loaded fail the whole picture", async () => {
  const schedule = createSchedule(1000);
  const failing = (): never => {
    throw new EyesError("eyes.unavailable", { detail: "no such file" });
  };
  await assert.rejects(schedule.run("objects", [], failing), EyesError);
});
