// What does the saw cost? What stands in a row of a table, under the head that is asked for; without one, the whole row with its heads.
import type { Perception } from "../../perception.ts";
import { fold } from "../question/fold.ts";
import { phrases } from "../question/phrases.ts";
import type { Question } from "../question/question.ts";
import { numberWord } from "../say/english.ts";
import { countedRows, isNamed, meaning, type Table, type TableRow, tableIn } from "../tables.ts";
import { labelWords } from "../words/fields.ts";

const asksOne = phrases("one, each, a piece, per, single, unit price, ein, eine, un, une, una, pro, stück");
const asksMoney = phrases(
  "how much, cost, costs, price, wie viel, kostet, kosten, preis, combien, coûte, coûtent, prix, cuánto, cuesta, cuestan, precio",
);

/** @returns null when no row and no column of a table is asked for */
export function tableAnswer(question: Question, { text }: Perception): string | null {
  const words = fold(question.quoted[0] ?? question.words);
  const table = tableIn(text);
  const asked = table ? table.rows.filter((row) => isNamed(row, words)) : [];
  if (table && asked.length > 0) return asked.map((row) => sayRow(row, columnsAsked(table, words))).join("\n");
  const counted = countedRows(text).filter((row) => isNamed(row, words));
  return counted.length > 0 && asksMoney(words)
    ? counted.map((row) => sayCounted(row, asksOne(words))).join("\n")
    : null;
}

/** `What is the quantity?` of a table: that of every row. */
export function columnAnswer(question: Question, { text }: Perception): string | null {
  const table = tableIn(text);
  const [column, ...more] = table ? columnsAsked(table, fold(question.words)) : [];
  if (!table || column === undefined || more.length > 0) return null;
  const values = table.rows.flatMap(({ name, cells }) =>
    cells.filter(({ head }) => head === column).map(({ line }) => `${name} ${line.text}`),
  );
  return values.length === 0 ? null : `${column}: ${values.join(", ")}.`;
}

/** The heads that the question says, by any of their names. */
function columnsAsked({ heads }: Table, words: string): string[] {
  const known = labelWords(words).words;
  return heads
    .slice(1)
    .map(({ text }) => text)
    .filter((head) => {
      const own = labelWords(head).words;
      return (
        [...own].every((word) => known.has(word)) ||
        (own.size > 0 && words.split(" ").some((word) => meaning(word) === meaning(head) && ASKED_BY_NAME.has(word)))
      );
    });
}

/** `cost` may be the price of one or of all: the whole row says which. */
const ASKED_BY_NAME: ReadonlySet<string> = new Set(["quantity", "qty", "menge", "quantite", "cantidad"]);

function sayRow({ name, cells }: TableRow, columns: readonly string[]): string {
  const wanted = cells.filter(({ head }) => columns.includes(head));
  const said = wanted.length > 0 ? wanted : cells;
  return `${name}: ${said.map(({ head, line }) => `${head} ${line.text}`).join(", ")}`;
}

function sayCounted({ quantity, line, cells }: TableRow, isForOne: boolean): string {
  const amount = `${line.text}: ${cells[0]?.line.text ?? ""}`;
  if (quantity === "1" || quantity === null) return amount;
  const all = Number(quantity) <= 10 ? numberWord(Number(quantity)) : quantity;
  return `${amount}, which is for ${all}. ${isForOne ? "The price of one is not printed, and I do not calculate." : "The price of one is not printed."}`;
}
