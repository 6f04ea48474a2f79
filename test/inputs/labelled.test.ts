import assert from "node:assert/strict";
import { test } from "node:test";
import { inputKind } from "./kind.ts";
import { catPath } from "./makers.ts";

inputKind("labelled", "an input with a label", ({ anthropic }) => {
  const texts = async (inputs: Parameters<ReturnType<typeof anthropic>["ask"]>[0], label?: boolean) => {
    const { content } = await anthropic().arrived(() =>
      anthropic().fovea.ask(inputs, "?", label === undefined ? {} : { label }),
    );
    return content.map(({ type, text }) => text ?? type);
  };

  test("has its words before it, alone or among others", async () => {
    assert.deepEqual(await texts({ input: catPath, label: "The cat" }), ["The cat:", "image", "?"]);
    const both = [
      { input: catPath, label: "before" },
      { input: catPath, label: "after:" },
    ];
    assert.deepEqual(await texts(both), ["before:", "image", "after:", "image", "?"]);
  });

  test("leaves the numbers to those that have none", async () => {
    const mixed = [catPath, { input: catPath, label: "later" }, catPath];
    assert.deepEqual(await texts(mixed), ["Image 1:", "image", "later:", "image", "Image 3:", "image", "?"]);
    assert.deepEqual(await texts(mixed, false), ["image", "later:", "image", "image", "?"]);
  });

  test("whose label is no text is a mistake of the program", () =>
    assert.rejects(anthropic().ask({ input: catPath, label: " " }), TypeError));
});
