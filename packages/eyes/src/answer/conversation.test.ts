import assert from "node:assert/strict";
import { test } from "node:test";
import { readConversation } from "./conversation.ts";

const said = (text: string): string =>
  readConversation([{ role: "user", text, pictures: [new Uint8Array()] }]).question.text;

test("a line that only names the picture beside it is no question, whatever the file is called", () => {
  for (const label of [
    "Image 1:",
    "cat.png:",
    "invoice.pdf page 1:",
    "my total (price) 2024.pdf page 12:",
    "invoice-2041.pdf pages 2-5 page 1:",
    "how-many-cats.gif frame 3:",
    "receipt.jpg (its end is missing):",
    "Tile 2 of 6 (row 1, column 2): x 2464 to 5040, y 0 to 1449 of 7504x2786 px",
  ])
    assert.equal(said(`${label}\nWhat is the total?`), "What is the total?", label);
});

test("a line that asks is a question, also where it ends in a colon or names a file", () => {
  for (const question of [
    "What is in this picture:",
    "What is on page 1 of report.pdf?",
    "Tile or stone?",
    "Read image 1",
  ])
    assert.equal(said(question), question);
});
