import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { AnyInput, Input } from "@fovea/client";
import fc from "fast-check";
import { type FarEnd, farEnd } from "./far-end.ts";
import { CAT } from "./kind.ts";
import { MAKERS } from "./makers.ts";

const KINDS = Object.keys(MAKERS).filter((kind) => kind !== "pdf" && kind !== "labelled");
const RUNS = process.env.FOVEA_SOAK ? 300 : 20;

describe("inputs of any kind in any order", { timeout: 600_000 }, () => {
  let ends: readonly FarEnd[] = [];
  before(async () => {
    ends = await Promise.all([farEnd("anthropic"), farEnd("bedrock")]);
  });
  after(() => Promise.all(ends.map((end) => end.close())));

  test("all arrive, each once, with their labels and texts where they stood", async () => {
    const item = fc.record({
      kind: fc.constantFrom(...KINDS, "text"),
      label: fc.option(fc.stringMatching(/^[a-z][a-z ]{0,10}[a-z]$/), { nil: null }),
    });
    const given = { seed: 7, numRuns: RUNS };
    await fc.assert(
      fc.asyncProperty(
        fc.array(item, { minLength: 1, maxLength: 6 }),
        fc.constantFrom("base64", "auto", "file"),
        fc.boolean(),
        async (items, method, streamed) => {
          const end = (method === "file" ? ends[0] : ends[items.length % 2]) as FarEnd;
          const inputs = await Promise.all(
            items.map(async ({ kind, label }): Promise<AnyInput> => {
              if (kind === "text") return { type: "text", text: `said: ${label}` };
              const input = (await MAKERS[kind]?.()) as Input;
              return label === null ? input : { input, label };
            }),
          );
          const { content, seen } = await end.arrived(async () => {
            const call = { method, label: false };
            const { images } = await (streamed
              ? end.fovea.stream(inputs, "?", call).answer
              : end.fovea.ask(inputs, "?", call));
            const pictures = items.filter(({ kind }) => kind !== "text").length;
            assert.deepEqual([images.in, images.out], [pictures, pictures]);
          });
          assert.ok(seen.every(({ sha256 }) => sha256 === CAT));
          const wanted = items.flatMap(({ kind, label }) =>
            kind === "text" ? [`said: ${label}`] : [...(label === null ? [] : [`${label}:`]), "image"],
          );
          assert.deepEqual(
            content.map(({ type, text }) => text ?? type),
            [...wanted, "?"],
          );
        },
      ),
      given,
    );
  });
});
