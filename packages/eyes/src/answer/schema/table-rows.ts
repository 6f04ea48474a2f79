// A table's rows in JSON: what stands under a head, by the name of the head.

import type { View } from "../intent.ts";
import { fold } from "../question/fold.ts";
import { cellUnder, countedRows, isNamed, meaning, stem, type TableRow, tableIn } from "../tables.ts";
import { wordsOf } from "./row.ts";
import { type Native, nothing, number, type ScopeOf, text, untold } from "./scope.ts";

const NAME = /^(?:(?:item|product|line|article) )?(?:name|item|description|product|title|label|article|text)$/u;

/** @returns null when no column of it can be of that name */
export function ofRow(name: string, { row }: ScopeOf<"row">): Native | null {
  const words = wordsOf(name);
  const isOne = / (?:price|cost)$/u.test(words);
  const own = meaning(words);
  if (own === "quantity" && row.quantity !== null) return number(Number(row.quantity));
  const cell = cellUnder(row, words);
  if (cell) return text(cell.line.text);
  if (NAME.test(words)) return text(row.name);
  const [only, ...more] = row.cells;
  const isMoney = own === "price" || own === "amount";
  if (isMoney && only && more.length === 0 && only.head === "")
    return isOne && row.quantity !== "1"
      ? untold("the row prints the amount of all, not the price of one")
      : text(only.line.text);
  return isMoney || own === "quantity" ? nothing(`the row has no column "${words}"`) : null;
}

/** `saw_price`: of the row that the name names. @returns null when it names none */
export function inTableOf(words: string, { seen }: View): Native | null {
  const row = [...(tableIn(seen.text)?.rows ?? []), ...countedRows(seen.text)].find((one) => isNamed(one, words));
  if (!row) return null;
  const own = new Set(fold(row.name).split(" ").map(stem));
  const rest = words.split(" ").filter((word) => !own.has(stem(word)));
  return rest.length === 0
    ? ofAll(row)
    : (valueIn(row, rest.join(" ")) ?? untold(`the row "${row.name}" has no column of that name`));
}

function valueIn(row: TableRow, name: string): Native | null {
  if (meaning(name) === "quantity" && row.quantity !== null) return number(Number(row.quantity));
  const cell = cellUnder(row, name);
  return cell ? text(cell.line.text) : null;
}

function ofAll({ name, quantity, cells }: TableRow): Native {
  const [only, ...more] = cells;
  if (!only || more.length > 0) return untold(`the row "${name}" holds several values`);
  return quantity === null || quantity === "1"
    ? text(only.line.text)
    : untold(`the row "${name}" prints the amount of ${quantity}`);
}
