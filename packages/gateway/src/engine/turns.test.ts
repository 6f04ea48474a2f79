import assert from "node:assert/strict";
import { test } from "node:test";
import { turnsOf } from "./turns.ts";

const image = { type: "image", source: { type: "url", url: "https://example.com/a.png" } };
const text = (words: string): object => ({ type: "text", text: words });
const said = async (...content: object[]): Promise<string | undefined> => {
  const bytes = { imageAt: async () => new Uint8Array(), pagesAt: async () => [] };
  return (await turnsOf({ messages: [{ role: "user", content }] }, bytes))[0]?.text;
};

test("a text that names the picture after it is no question, where a question follows", async () => {
  assert.equal(
    await said(text("The front door:"), image, text("The back:"), image, text("Is it open?")),
    "Is it open?",
  );
});

test("what asks stays, also before its picture, and whatever is all that is said", async () => {
  for (const words of ["What is this:", "Describe the picture:", "Quelle couleur :", "Is it open? Look:"])
    assert.equal(await said(text(words), image, text("Be brief.")), `${words}\nBe brief.`);
  assert.equal(await said(text("The front door:"), image), "The front door:");
  assert.equal(await said(text("The front door:"), text("is it open?"), image), "The front door:\nis it open?");
});
