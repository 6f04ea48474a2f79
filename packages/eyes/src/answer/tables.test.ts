// Tables: the head tells which value is meant, and what several pieces cost is not the price of one.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, fill } from "../../test/asking.ts";
import { drawnPerception, lines, perception } from "../../test/perceptions.ts";
import { array, INTEGER, NUMBER, object, STRING } from "../../test/schemas.ts";
import type { Box } from "../perception.ts";

const COLUMNS = [100, 400, 540, 680];
const row = (y: number, ...cells: string[]) =>
  cells.map((text, at): readonly [string, Box] => {
    const x = COLUMNS[at] ?? 0;
    return [text, [x, y, x + text.length * 11, y + 22]];
  });
const BODY = [
  ...row(240, "Hammer", "2", "15.00", "30.00"),
  ...row(280, "Saw", "1", "22.50", "22.50"),
  ...row(320, "Nails", "10", "0.30", "3.00"),
];
const total: readonly [string, Box] = ["55.50", [680, 400, 735, 422]];
const invoice = perception({
  kind: "document",
  text: lines(...row(200, "Item", "Qty", "Price", "Amount"), ...BODY, ...row(400, "Total"), total),
});
const headless = perception({ kind: "document", text: lines(...BODY) });
const receipt = drawnPerception("receipt.png");

const ANSWERS: readonly (readonly [picture: typeof invoice, question: string, answer: RegExp])[] = [
  [invoice, "What does the saw cost?", /^Saw: Qty 1, Price 22\.50, Amount 22\.50$/],
  [invoice, "How much are the nails?", /^Nails: Qty 10, Price 0\.30, Amount 3\.00$/],
  [invoice, "What is the price of the hammer?", /^Hammer: Price 15\.00$/],
  [invoice, "What is the amount of the nails?", /^Nails: Amount 3\.00$/],
  [invoice, "What is the quantity?", /^Qty: Hammer 2, Saw 1, Nails 10\.$/],
  [invoice, "What is the total?", /^Total: 55\.50$/],
  [headless, "What does the saw cost?", /holds several values, .* "1", "22\.50" and "22\.50"/],
  [receipt, "What is the price of one sourdough roll?", /4\.50, which is for three\. The price of one is not printed/],
  [receipt, "How much is the muffin?", /^1 x Blueberry muffin: 3\.60$/],
  [receipt, "How much are the flat whites?", /^2 x Flat white: 8\.40, which is for two/],
];
for (const [picture, question, answer] of ANSWERS)
  test(`tables: ${question}`, async () => {
    assert.match(await ask(question, picture), answer);
  });

test("JSON takes what stands under the head, and null for a row of several values", async () => {
  const prices = object({ saw: { type: ["string", "null"] }, saw_price: NUMBER, hammer_quantity: INTEGER });
  assert.deepEqual(await fill(prices, "prices", invoice), { saw: null, saw_price: 22.5, hammer_quantity: 2 });
  await assert.rejects(fill(object({ saw: NUMBER }), "prices", headless), /several values/);
  const items = object({ items: array(object({ name: STRING, qty: INTEGER, price: NUMBER, amount: NUMBER })) });
  assert.deepEqual(await fill(items, "Extract", invoice), {
    items: [
      { name: "Hammer", qty: 2, price: 15, amount: 30 },
      { name: "Saw", qty: 1, price: 22.5, amount: 22.5 },
      { name: "Nails", qty: 10, price: 0.3, amount: 3 },
    ],
  });
  const rolls = object({ line_items: array(object({ unit_price: { type: ["number", "null"] }, amount: NUMBER })) });
  const { line_items } = (await fill(rolls, "Extract", receipt)) as { line_items: unknown[] };
  assert.deepEqual(line_items[3], { unit_price: null, amount: 4.5 });
});

test("a number of what is no kind of thing, or of nothing asked for, is null, never 0", async () => {
  const open = object({ count: { type: ["integer", "null"] } });
  assert.deepEqual(await fill(open, "How many muffins?", receipt), { count: null });
  const unasked = object({ quantity: { type: ["integer", "null"] }, number: { type: ["number", "null"] } });
  for (const picture of [receipt, drawnPerception("form.png")])
    assert.deepEqual(await fill(unasked, "Extract", picture), { quantity: null, number: null });
});
