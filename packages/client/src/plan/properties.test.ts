// What holds for every plan, whatever the blocks, the platform and the policy.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Base64Flaw, Block, Place } from "../content/block.ts";
import type { Facts, ImageMediaType, OtherMediaType } from "../media/facts.ts";
import type { PlatformId } from "../platform/capability.ts";
import { PLATFORMS } from "../platform/platforms.ts";
import type { PlanContext } from "./context.ts";
import { errorOfPlan, errorsOf } from "./errors.ts";
import { explain } from "./explain.ts";
import { context } from "./fixtures/samples.ts";
import { makePlan, planWith } from "./make-plan.ts";
import { needs } from "./needs.ts";
import { refine } from "./refine.ts";
import { termsOf } from "./terms.ts";

const runs = { numRuns: process.env.FOVEA_SOAK ? 5000 : 100, seed: 20261122 };

const sha256 = fc.constantFrom(null, "ab".repeat(32), "cd".repeat(32));
const facts: fc.Arbitrary<Facts> = fc.oneof(
  fc.record({
    kind: fc.constant("image" as const),
    mediaType: fc.constantFrom<ImageMediaType>("image/jpeg", "image/png", "image/gif", "image/webp"),
    width: fc.oneof(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 1, max: 65535 })),
    height: fc.oneof(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 1, max: 65535 })),
    orientation: fc.constantFrom(1 as const, 6 as const),
    frames: fc.integer({ min: 1, max: 3 }),
    framesExact: fc.boolean(),
    alpha: fc.boolean(),
    byteLength: fc.oneof(fc.constant(null), fc.integer({ min: 1, max: 12_000_000 })),
    sha256,
  }),
  fc.record({
    kind: fc.constant("other" as const),
    mediaType: fc.constantFrom<OtherMediaType>(
      "image/heic",
      "image/avif",
      "image/svg+xml",
      "application/pdf",
      "text/html",
    ),
    byteLength: fc.oneof(fc.constant(null), fc.integer({ min: 1, max: 40_000_000 })),
    sha256,
  }),
);

const declared = fc.constantFrom(null, "image/jpg", "image/png", "image/jpeg", "application/pdf");
const address = fc.constantFrom(
  "https://example.org/a.png",
  "http://example.org/a.png",
  "https://localhost/a.png",
  "data:image/png;base64,AAAA",
  "no url",
);
const sources: fc.Arbitrary<Pick<Block, "source" | "facts">> = fc.oneof(
  fc.record({
    source: fc.record({
      method: fc.constant("base64" as const),
      declared,
      base64Length: fc.integer({ min: 0, max: 12_000_000 }).map((length) => length * 4),
      flaws: fc.subarray<Base64Flaw>(["data-prefix", "white-space", "url-safe-alphabet", "padding"]),
    }),
    facts,
  }),
  fc.record({
    source: fc.record({ method: fc.constant("held" as const), declared, name: fc.constantFrom(null, "a.png") }),
    facts,
  }),
  fc.record({
    source: fc.record({ method: fc.constant("url" as const), url: address }),
    facts: fc.oneof(facts, fc.constant({ unknown: "url-not-fetched" as const })),
  }),
  fc.record({
    source: fc.record({ method: fc.constant("file" as const), fileId: fc.constantFrom("file_a", "file_b") }),
    facts: fc.oneof(facts, fc.constant({ unknown: "foreign-file" as const })),
  }),
);

const block: fc.Arbitrary<Omit<Block, "at">> = fc
  .tuple(
    sources,
    fc.constantFrom<Block["type"]>("image", "image", "image", "document"),
    fc.constantFrom<Place>("user", "user", "user", "tool_result", "document", "server_result", "assistant", "system"),
    fc.constantFrom(null, null, "downsize" as const, "error" as const),
  )
  .map(([source, type, place, oversized]) => ({
    ...source,
    type,
    place,
    oversizedImage: type === "image" ? oversized : null,
  }));

const blocks: fc.Arbitrary<Block[]> = fc
  .array(block, { maxLength: 30, size: "max" })
  .map((all) => all.map((one, index) => ({ ...one, at: ["messages", Math.floor(index / 4), "content", index % 4] })));

const contexts: fc.Arbitrary<PlanContext> = fc
  .record({
    platform: fc.constantFrom(...(Object.keys(PLATFORMS) as PlatformId[])),
    policy: fc.record({
      method: fc.constantFrom("auto" as const, "auto" as const, "base64" as const, "url" as const, "file" as const),
      uploads: fc.constantFrom("never" as const, "asked" as const, "auto" as const),
      fit: fc.constantFrom("never" as const, "legal" as const, "seen" as const),
      mode: fc.constantFrom("mend" as const, "strict" as const),
    }),
    otherBytes: fc.integer({ min: 0, max: 33_000_000 }),
    uploaded: fc.constantFrom({}, { ["ab".repeat(32)]: "file_ab" }),
    frozenBefore: fc.constantFrom(null, null, ["messages", 2, "content", 0]),
    modelId: fc.constantFrom("claude-opus-5-5", "claude-haiku-4-5", "claude-haiku-5-5", "nobody-knows"),
  })
  .map(({ platform, policy, ...more }) => context(platform, policy, more));

test("every block gets one step, in order: refused with a problem, or sent by a method its platform takes", () => {
  fc.assert(
    fc.property(blocks, contexts, (blocks, context) => {
      const plan = makePlan(blocks, context);
      assert.deepEqual(
        plan.steps.map((step) => step.at),
        blocks.map((one) => one.at.join(".")),
      );
      for (const step of plan.steps) {
        assert.equal(step.action === "refuse", step.problems.length > 0);
        assert.equal(step.method === null, step.action === "refuse");
        if (step.method !== null)
          assert.ok(context.platform[step.block][step.method].value, `${step.at} ${step.method}`);
        assert.equal(step.bounds !== null, step.resize !== null || step.transcode !== null);
        assert.ok(step.action === "refuse" || step.why.length > 0, "every decision has its reason");
      }
      assert.equal(plan.ok, errorsOf(plan).length === 0);
      assert.equal(plan.ok, errorOfPlan(plan) === null);
    }),
    runs,
  );
});

test("what a plan sends is within every limit of the platform, as far as it is known", () => {
  fc.assert(
    fc.property(blocks, contexts, (blocks, context) => {
      const plan = makePlan(blocks, context);
      const { platform } = context;
      const crowd = plan.totals.images + (platform.documentsCountAsMany.value ? plan.totals.documents : 0);
      const edge = crowd > platform.manyImages.value ? platform.manyImagesMaxEdgePx.value : platform.maxEdgePx.value;
      for (const [index, step] of plan.steps.entries()) {
        if (step.block !== "image" || step.action === "refuse") continue;
        if (step.sent !== null) assert.ok(Math.max(step.sent.width, step.sent.height) <= edge);
        const source = blocks[index]?.source;
        if (step.method === "base64" && step.bounds === null && source?.method === "base64")
          assert.ok(source.base64Length <= platform.maxImageBase64Bytes.value);
        if (step.method === "base64" && step.bounds !== null)
          assert.ok(Math.ceil((step.bounds.maxBytes ?? Number.NaN) / 3) * 4 <= platform.maxImageBase64Bytes.value);
      }
      const tooLong = plan.problems.some((problem) => problem.code === "limit.request-bytes");
      assert.equal(tooLong, plan.totals.requestBytes > platform.maxRequestBytes.value);
    }),
    runs,
  );
});

test("a plan is the same every time, frozen, and plain JSON", () => {
  fc.assert(
    fc.property(blocks, contexts, (blocks, context) => {
      const before = JSON.stringify(blocks);
      const plan = makePlan(blocks, context);
      assert.deepEqual(makePlan(structuredClone(blocks), context), plan);
      assert.deepEqual(JSON.parse(JSON.stringify(plan)), plan);
      assert.equal(JSON.stringify(blocks), before);
      assertFrozen(plan);
    }),
    runs,
  );
});

function assertFrozen(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  assert.ok(Object.isFrozen(value));
  for (const inner of Object.values(value)) assertFrozen(inner);
}

test("strict never edits what is on the wire, and changes no pixel of what is held", () => {
  fc.assert(
    fc.property(blocks, contexts, (blocks, context) => {
      const plan = makePlan(blocks, { ...context, policy: { ...context.policy, mode: "strict" } });
      for (const step of plan.steps) {
        const allowed = step.from === "held" ? ["inline", "upload", "reference", "refuse"] : ["keep", "refuse"];
        assert.ok(allowed.includes(step.action), `${step.from} ${step.action}`);
        assert.deepEqual([step.resize, step.transcode, step.relabel, step.strip], [null, null, null, []]);
      }
    }),
    runs,
  );
});

test("nothing is uploaded unless the policy allows it or the method asks for it", () => {
  fc.assert(
    fc.property(blocks, contexts, (blocks, context) => {
      const { uploads = "asked", method = "auto" } = context.policy ?? {};
      if (uploads === "auto" || (uploads === "asked" && method === "file")) return;
      for (const step of makePlan(blocks, context).steps)
        assert.ok(step.method !== "file" || step.from === "file" || step.fileId !== null, `${step.at} ${step.action}`);
    }),
    runs,
  );
});

test("the pixels of an image on the wire before a thinking block are never changed", () => {
  fc.assert(
    fc.property(blocks, contexts, (blocks, context) => {
      const plan = makePlan(blocks, { ...context, frozenBefore: ["messages", 100] });
      for (const step of plan.steps)
        if (step.from !== "held") assert.deepEqual([step.resize, step.transcode, step.fileId], [null, null, null]);
    }),
    runs,
  );
});

test("a second plan leaves every known block as the first decided, and needs nothing more", () => {
  fc.assert(
    fc.property(blocks, contexts, facts, (blocks, context, found) => {
      const first = makePlan(blocks, context);
      const wanted = needs(first, blocks);
      const resolved = Object.fromEntries(wanted.map(({ at }) => [at.join("."), found]));
      const second = refine(first, blocks, context, resolved);
      for (const [index, step] of second.plan.steps.entries())
        if (!Object.hasOwn(resolved, step.at)) assert.deepEqual(step, first.steps[index]);
      assert.deepEqual(needs(second.plan, second.blocks), []);
    }),
    runs,
  );
});

test("where nothing became known, planning again gives the plan that there was", () => {
  fc.assert(
    fc.property(blocks, contexts, (blocks, context) => {
      const first = makePlan(blocks, context);
      assert.equal(refine(first, blocks, context, {}).plan, first);
      const settled = new Map(first.steps.map((step) => [step.at, step]));
      assert.deepEqual(planWith(blocks, termsOf(blocks, context), settled), first);
    }),
    runs,
  );
});

test("every plan can be explained, block by block", () => {
  fc.assert(
    fc.property(blocks, contexts, (blocks, context) => {
      const plan = makePlan(blocks, context);
      const paragraphs = explain(plan).split("\n\n");
      assert.equal(paragraphs.length, blocks.length + 1);
      for (const paragraph of paragraphs) assert.doesNotMatch(paragraph, /undefined|null|NaN|\[object| {2}|\n/);
    }),
    runs,
  );
});
