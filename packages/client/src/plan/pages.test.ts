import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { OtherFacts, PdfPages } from "../media/facts.ts";
import type { PlatformId } from "../platform/capability.ts";
import { explain } from "./explain.ts";
import { base64, context, file, held, jpeg, MIB, other, times, url } from "./fixtures/samples.ts";
import { makePlan } from "./make-plan.ts";

const AT = (index: number) => ({ at: ["messages", 0, "content", index] }) as const;

function pdf(pages: number | null, more: Partial<PdfPages> = {}, byteLength = 3000): OtherFacts {
  return { ...other("application/pdf", byteLength), pdf: { pages, exact: true, encryption: "none", ...more } };
}
const document = (facts: OtherFacts, index = 0) => held(facts, { type: "document", ...AT(index) });

/** What each platform does with a PDF by each method: the method it goes by, or the code it is refused with. */
const TABLE: readonly (readonly [PlatformId, held: string, base64: string, url: string, file: string])[] = [
  ["anthropic", "base64", "base64", "url", "file"],
  ["aws", "base64", "base64", "url", "file"],
  ["bedrock", "base64", "base64", "base64", "base64"],
  ["bedrock-legacy", "base64", "base64", "base64", "base64"],
  ["vertex", "base64", "base64", "base64", "base64"],
  ["google-cloud", "base64", "base64", "url", "file"],
  ["foundry", "base64", "base64", "url", "file"],
  ["compatible", "capability.block", "capability.block", "capability.block", "capability.block"],
  ["eyes", "capability.block", "capability.block", "capability.block", "capability.block"],
];

describe("a PDF of 100 pages goes by each method to", () => {
  for (const [platform, ...outcomes] of TABLE)
    test(platform, () => {
      const facts = pdf(100);
      const type = "document";
      const blocks = [
        held(facts, { type }),
        base64(facts, { type }),
        url("https://example.org/a.pdf", { type }),
        file({ type }),
      ];
      const found = blocks.map((block) => {
        const [step] = makePlan([block], context(platform)).steps;
        return step?.method ?? step?.problems[0]?.code;
      });
      assert.deepEqual(found, outcomes);
    });
});

describe("one with 101 or 601 pages is refused by the model's limit, on each platform that takes documents:", () => {
  for (const [platform, first] of TABLE)
    if (first === "base64")
      test(platform, () => {
        for (const [modelId, limit] of [
          ["claude-haiku-4-5", 100],
          ["claude-opus-5-5", 600],
        ] as const) {
          const legal = makePlan([document(pdf(limit))], context(platform, {}, { modelId }));
          assert.ok(legal.ok);
          const [problem] = makePlan([document(pdf(limit + 1))], context(platform, {}, { modelId })).problems;
          assert.equal(problem?.code, "limit.pdf-pages");
          assert.deepEqual(problem.facts, {
            limit,
            actual: limit + 1,
            unit: "pages",
            sum: String(limit + 1),
            model: modelId,
          });
        }
      });
});

describe("an encrypted one is refused by name, on each platform that takes documents:", () => {
  for (const [platform, first] of TABLE)
    if (first === "base64")
      test(platform, () => {
        const codeOf = (encryption: PdfPages["encryption"]) =>
          makePlan([document(pdf(encryption === "password" ? null : 2, { encryption }))], context(platform)).steps[0]
            ?.problems[0]?.code;
        assert.equal(codeOf("password"), "input.pdf-password");
        assert.equal(codeOf("permissions"), "input.pdf-encrypted");
        assert.equal(codeOf("unknown"), "input.pdf-encrypted");
      });
});

describe("pages are summed", () => {
  test("over all PDFs, and the sum is told", () => {
    const plan = makePlan([document(pdf(400), 0), document(pdf(250), 1)], context());
    assert.equal(plan.ok, false);
    assert.match(explain(plan), /has 400 \+ 250 = 650 pages of PDF; claude-opus-5-5 takes at most 600/);
  });

  test("with the images, which have the same limit", () => {
    const images = times(60, held(jpeg(10, 10)));
    const of = (pages: number) =>
      makePlan([...images, document(pdf(pages), 60)], context("anthropic", {}, { modelId: "claude-haiku-4-5" }));
    assert.ok(of(40).ok);
    const [problem] = of(41).problems;
    assert.equal(problem?.code, "limit.image-count");
    assert.deepEqual(problem.facts, {
      limit: 100,
      actual: 101,
      unit: "images and pages",
      images: 60,
      documents: 41,
      model: "claude-haiku-4-5",
    });
  });

  test("but what a file only says of itself refuses nothing", () => {
    const plan = makePlan([document(pdf(5000, { exact: false }))], context());
    assert.ok(plan.ok);
    assert.deepEqual(
      plan.diagnostics.map(({ code }) => code),
      ["pages.claimed"],
    );
  });
});

describe("tokens and cost of pages are estimated", () => {
  test("from the text alone to a dense text and a picture as large as the model sees", () => {
    const plan = makePlan([document(pdf(10))], context());
    assert.deepEqual(plan.steps[0]?.pageTokens, { low: 15_000, high: 10 * (3000 + 4784) });
    assert.equal(plan.steps[0]?.tokens, null);
    const { pages, pageTokens, pageCost, unknown } = plan.totals;
    assert.deepEqual({ pages, unknown }, { pages: 10, unknown: 0 });
    assert.deepEqual(pageTokens, { low: 15_000, high: 77_840 });
    // 4 USD for a million tokens.
    assert.ok(Math.abs((pageCost?.low ?? 0) - 0.06) < 1e-9);
    assert.ok(Math.abs((pageCost?.high ?? 0) - 0.31136) < 1e-9);
    assert.match(explain(plan), /It has 10 pages: expected 15,000 to 77,840 tokens/);
  });

  test("as what they add, where long prompts cost more a token", () => {
    const { totals } = makePlan([document(pdf(100))], context("anthropic", {}, { modelId: "claude-haiku-5-5" }));
    // 150,000 tokens are over the 100,000 from which all cost 0.50 instead of 0.10 USD a million.
    assert.ok(Math.abs((totals.pageCost?.low ?? 0) - 0.075) < 1e-9);
  });

  test("not at all where nobody has looked: they are unknown", () => {
    const plan = makePlan([url("https://example.org/a.pdf", { type: "document" })], context());
    assert.deepEqual([plan.totals.pages, plan.totals.pageTokens, plan.totals.unknown], [0, null, 1]);
    assert.ok(plan.diagnostics.some(({ code }) => code === "pages.unknown"));
  });
});

test("a PDF over the length of a request is refused by its bytes; where files can be uploaded it goes as one", () => {
  const large = document(pdf(10, {}, 30 * MIB));
  const [problem] = makePlan([large], context("vertex")).problems;
  assert.equal(problem?.code, "limit.request-bytes");
  assert.ok(problem !== undefined && "actual" in problem.facts && Number(problem.facts.actual) > 40 * MIB);
  assert.equal(makePlan([large], context("anthropic", { uploads: "auto" })).steps[0]?.action, "upload");
});
