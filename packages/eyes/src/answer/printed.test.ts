// What is printed is not denied, what is not printed is not made up.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, fill } from "../../test/asking.ts";
import { drawnPerception, lines, perception, thing } from "../../test/perceptions.ts";
import { BOOLEAN, object } from "../../test/schemas.ts";
import type { Perception } from "../perception.ts";

const receipt = drawnPerception("receipt.png");
const form = drawnPerception("form.png");
const poster = drawnPerception("poster.png");
const letter = perception({
  kind: "document",
  text: lines(
    ["The name of this game is patience", [10, 10, 300, 30]],
    ["Name Day Celebrations in the Town", [10, 40, 300, 60]],
    ["Tél. : 01 42 68 53 00", [10, 70, 300, 90]],
  ),
});
const table = perception({
  kind: "document",
  text: lines(["Q1", [100, 10, 130, 30]], ["Q2", [200, 10, 230, 30]], ["Q3", [300, 10, 330, 30]]),
});

const PRINTED: readonly (readonly [picture: Perception, question: string, answer: RegExp])[] = [
  [
    receipt,
    "Is there a muffin?",
    /^The word "muffin" is printed: "1 x Blueberry muffin" at \[.*\]\. As a thing, I see no cake/,
  ],
  [receipt, "Where is the muffin?", /^"1 x Blueberry muffin" .*These are printed words; as things I see no cake\.$/s],
  [receipt, "How many muffins?", /Near it is printed: "1 x Blueberry muffin {2}3\.60"/],
  [receipt, "Does it say Bristol?", /^Yes\. The word "Bristol" is printed: "12 Quay Street, Bristol"/],
  [receipt, "Does it say London?", /^I do not find the words "London" in this picture\.$/],
  [receipt, "Is Maria mentioned?", /^Yes\. The word "Maria" is printed/],
  [receipt, "Steht da Bristol?", /^Yes\./],
  [receipt, "¿Dice Bristol?", /^Yes\./],
  [poster, "Does it say summer concert?", /^Yes, the words "summer concert" are printed, over several lines\.$/],
  [poster, "Is there a date?", /^I find this date: "Saturday, 14 June 2025"/],
  [receipt, "Is there a phone number?", /0117 496 0142/],
  [letter, "What is the phone number?", /01 42 68 53 00/],
  [letter, "Quel est le numéro de téléphone ?", /01 42 68 53 00/],
  [receipt, "How much is due?", /^Total: GBP 29\.52$/],
  [receipt, "How much do I owe?", /^Total: GBP 29\.52$/],
  [receipt, "How high is the VAT?", /^VAT: 4\.92$/],
];
for (const [picture, question, answer] of PRINTED)
  test(`printed: ${question}`, async () => {
    assert.match(await ask(question, picture), answer);
  });

const NOT_PRINTED: readonly (readonly [picture: Perception, question: string, answer: RegExp])[] = [
  [poster, "What is the total?", /^I find no total in the text of this picture\.$/],
  [poster, "How much is the total?", /^I find no total/],
  [letter, "What is the total?", /^I find no total/],
  [letter, "What is the name?", /^I find no name .* Near it is printed: "The name of this game is patience"/],
  [perception(), "What is the total?", /^I find no total: there is no printed text that I can read/],
  [form, "Where does Ingrid live?", /^I find nothing called "Ingrid live" .* Near it is printed: "Ingrid {2}Sorensen"/],
  [poster, "Where does Ingrid live?", /^I find nothing called "Ingrid live"/],
  [
    receipt,
    "When is the concert?",
    /^I find no "concert" in the text of this picture\. I find this date: "14\.06\.2025 10:42"/,
  ],
  [receipt, "What is the due date?", /^I find no "due date" in the text/],
  [receipt, "What is the date of birth?", /^I find no "date of birth|^I find no "date birth"/],
  [receipt, "How much is the coffee?", /^I find nothing called "coffee" .* Near it is printed: "HARBOUR COFFEE"/],
  [table, "What is Q2?", /^I find nothing called "Q2"/],
  [form, "What is the card type?", /^Beside "Card type" stand "Adult", "Student" and "Child"; which of them is ticked/],
];
for (const [picture, question, answer] of NOT_PRINTED)
  test(`not printed: ${question}`, async () => {
    assert.match(await ask(question, picture), answer);
  });

test("a table's head has the value below it, not the next head", async () => {
  const values = [
    ["4.1", 100],
    ["5.2", 200],
    ["6.3", 300],
  ] as const;
  const cells = values.map(([text, x]) => [text, [x, 34, x + 30, 54]] as const);
  const heads = table.text.lines.map(({ text, box }) => [text, box] as const);
  const full = perception({ kind: "document", text: lines(...heads, ...cells) });
  assert.equal(await ask("What is Q2?", full), "Q2: 5.2");
});

test("a printed word is no thing to JSON, and no denial", async () => {
  const found = { type: ["boolean", "null"] };
  assert.deepEqual(await fill(object({ found }), "Is there a muffin?", receipt), { found: null });
  await assert.rejects(fill(object({ found: BOOLEAN }), "Is there a muffin?", receipt), /prints the word "muffin"/);
  assert.deepEqual(await fill(object({ found: BOOLEAN }), "Does it say Bristol?", receipt), { found: true });
});

test("what one of a kind is called is not known, and a German word is given back as it was written", async () => {
  const cat = perception({ objects: [thing("cat", 0.9, [10, 20, 310, 420])] });
  assert.match(
    await ask("What is the name of the cat?", cat),
    /^I know kinds of things, not what one of them is called/,
  );
  const person = perception({ objects: [thing("person", 0.9, [10, 20, 310, 420])] });
  assert.equal(
    await ask("Ist das ein Mädchen?", person),
    'I see a person on the left, but cannot tell whether "Mädchen" is the right word.',
  );
});
