// In a conversation a block is made right once, when it enters, and is sent as it was ever after.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Block } from "../content/block.ts";
import { MANY_IMAGES_FIT_EDGE_PX } from "../platform/limits.ts";
import { base64, context, file, held, png, times, url } from "./fixtures/samples.ts";
import { makePlan } from "./make-plan.ts";
import type { Plan, Policy } from "./plan.ts";

/** The third message is the turn that is made ready. */
const NOW = ["messages", 2, "content", 0];
const conversation = { sentBefore: ["messages", 2, "content", -1], maxEdgePx: MANY_IMAGES_FIT_EDGE_PX };

function plan(
  blocks: readonly Block[],
  policy: Partial<Policy> = {},
  platform: "anthropic" | "vertex" = "anthropic",
  terms: { readonly maxEdgePx?: number | null } = {},
): Plan {
  return makePlan(blocks, context(platform, policy, { conversation: { ...conversation, ...terms } }));
}

const only = (found: Plan) => {
  const [step] = found.steps;
  assert.ok(step);
  return step;
};

test("a picture enters with no side over 1,988 px, though it is legal alone", () => {
  const step = only(plan([held(png(2400, 1200), { at: NOW })]));
  assert.deepEqual([step.action, step.resize], ["resize", { width: 1988, height: 994 }]);
  assert.match(step.why.join("; "), /no side is longer than 1,988 px in a conversation/);
  assert.equal(step.bounds?.maxEdgePx, 1988);
});

test("what fits stays as it is, also at exactly the limit", () => {
  assert.equal(only(plan([held(png(1988, 1000), { at: NOW })])).resize, null);
  assert.equal(only(plan([held(png(1989, 1000), { at: NOW })])).resize?.width, 1988);
});

test("with fit seen, the smaller of the two sizes is made", () => {
  const seen = only(plan([held(png(4000, 4000), { at: NOW })], { fit: "seen" }));
  assert.deepEqual(seen.resize, { width: 1932, height: 1932 });
  const long = only(plan([held(png(4000, 1000), { at: NOW })], { fit: "seen" }));
  assert.deepEqual(long.resize, { width: 1988, height: 497 });
});

test("where no pixel may be touched, or the limit is off, a picture enters at its size", () => {
  for (const found of [
    plan([held(png(2400, 1200), { at: NOW })], { fit: "never" }),
    plan([held(png(2400, 1200), { at: NOW })], { mode: "strict" }),
    plan([held(png(2400, 1200), { at: NOW })], {}, "anthropic", { maxEdgePx: null }),
  ])
    assert.deepEqual([found.ok, only(found).resize], [true, null]);
});

test("a picture that is made small in turn 1 needs no rewrite in turn 21", () => {
  const first = only(plan([held(png(2400, 1200), { at: NOW })])).resize;
  assert.ok(first);
  const old = times(20, base64(png(first.width, first.height)));
  const found = plan([...old, held(png(2400, 1200), { at: NOW })]);
  assert.equal(found.ok, true);
  assert.ok(found.steps.slice(0, 20).every(({ action }) => action === "keep"));
});

test("what enters is uploaded where the policy says auto and the platform has files, else it goes as base64", () => {
  for (const one of [held(png(10, 10), { at: NOW }), base64(png(10, 10), { at: NOW })]) {
    const auto = only(plan([one], { uploads: "auto" }));
    assert.deepEqual([auto.action, auto.method], ["upload", "file"]);
    assert.match(auto.why.join("; "), /sent again every turn/);
    assert.equal(only(plan([one], { uploads: "asked" })).method, "base64");
    assert.equal(only(plan([one], { uploads: "auto" }, "vertex")).method, "base64");
    assert.equal(only(plan([one], { uploads: "auto", method: "base64" })).method, "base64");
  }
});

test("a url is fetched when it enters, unless it was asked for by url", () => {
  const one = url("https://example.com/a.png", { at: NOW });
  const auto = only(plan([one], { uploads: "auto" }));
  assert.deepEqual([auto.needs, auto.method, auto.action], ["fetch", "file", "upload"]);
  const asked = only(plan([one], { uploads: "asked" }));
  assert.deepEqual([asked.needs, asked.method], ["fetch", "base64"]);
  const kept = only(plan([one], { uploads: "auto", method: "url" }));
  assert.deepEqual([kept.needs, kept.method, kept.action], [null, "url", "keep"]);
});

test("what was sent is never changed, whatever the policy prefers now", () => {
  const sent = [
    base64(png(100, 100)),
    url("https://example.com/a.png", { at: ["messages", 0, "content", 1] }),
    file({ at: ["messages", 0, "content", 2] }),
  ];
  for (const policy of [{ uploads: "auto" }, { method: "base64" }, { method: "file", uploads: "auto" }] as const) {
    const found = plan(sent, { fit: "seen", ...policy });
    assert.deepEqual(
      found.steps.map(({ action, method }) => [action, method]),
      [
        ["keep", "base64"],
        ["keep", "url"],
        ["keep", "file"],
      ],
    );
  }
});

test("what was sent and would be refused now is told, with why it cannot be helped", () => {
  const old = times(20, base64(png(2400, 1200)));
  const found = plan([...old, held(png(100, 100), { at: NOW })]);
  assert.equal(found.ok, false);
  const [problem] = found.steps[0]?.problems ?? [];
  assert.equal(problem?.code, "input.in-history");
  const bound = makePlan(
    [...old, held(png(100, 100), { at: NOW })],
    context("anthropic", {}, { conversation, boundBy: [["messages", 1, "content", 0]] }),
  );
  assert.equal(bound.steps[0]?.problems[0]?.code, "input.before-thinking");
});
