// A label and its value, judged by what is printed; and the yes or no of an answer in JSON.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, fill } from "../../test/asking.ts";
import { drawnPerception, lines, perception, thing } from "../../test/perceptions.ts";
import { BOOLEAN, object } from "../../test/schemas.ts";

const receipt = drawnPerception("receipt.png");
const form = drawnPerception("form.png");
const cat = perception({ objects: [thing("cat", 0.9, [10, 20, 310, 420])] });
const letter = perception({ kind: "document", text: lines(["Bill to: Jane Miller", [10, 10, 300, 30]]) });

const ANSWERS: readonly (readonly [picture: typeof form, question: string, answer: RegExp])[] = [
  [receipt, "Is the total 30.00?", /^No: "Total" is printed with "GBP 29\.52"\.$/],
  [receipt, "Is 29.52 the total?", /^Yes: "Total" is printed with "GBP 29\.52"\.$/],
  [form, "Is the town Copenhagen?", /^Yes: "Town" is printed with "Copenhagen"/],
  [form, "Is the town Berlin?", /^No: "Town"/],
  [receipt, "How much did they pay for coffee?", /^(?!Total)/],
  [receipt, "What is the VAT rate?", /^VAT/],
  [letter, "Who is the customer?", /^Bill to: Jane Miller$/],
];
for (const [picture, question, answer] of ANSWERS)
  test(`judged by print: ${question}`, async () => {
    assert.match(await ask(question, picture), answer);
  });

test("an answer is the yes or no of the prose, where the schema wants that", async () => {
  const words = object({ answer: { enum: ["yes", "no"] } });
  assert.deepEqual(await fill(words, "Is there a dog?", cat), { answer: "no" });
  assert.deepEqual(await fill(words, "Is there a cat?", cat), { answer: "yes" });
  assert.deepEqual(await fill(object({ answer: BOOLEAN }), "Is the total 30.00?", receipt), { answer: false });
  const open = object({ answer: { type: ["boolean", "null"] } });
  assert.deepEqual(await fill(open, "Is the cat asleep?", cat), { answer: null });
});
