// A printed date as `2025-06-14`, where it can be read in one way only: `03/04/2025` is March in one country and April in another.
import { fold } from "../question/fold.ts";
import { monthOf } from "../words/months.ts";

/** @returns null when it is no date, or may be two */
export function isoDate(printed: string): string | null {
  const [, year, month, day] = /\b(\d{4})-(\d{2})-(\d{2})\b/.exec(printed) ?? [];
  if (year) return iso(Number(year), Number(month), Number(day));
  const [, first, mark, second, last] = /\b(\d{1,2})([./-])(\d{1,2})\2(\d{4})\b/.exec(printed) ?? [];
  if (last) return numeric(Number(first), Number(second), Number(last), mark === ".");
  const tokens = fold(printed).split(" ");
  const at = tokens.findIndex((token) => monthOf(token) > 0);
  const named = monthOf(tokens[at] ?? "");
  const numbers = tokens
    .filter((token) => /^\d+(?:st|nd|rd|th)?$/.test(token))
    .map((token) => Number.parseInt(token, 10));
  const [days, years] = [numbers.filter((one) => one <= 31), numbers.filter((one) => one > 999)];
  return named > 0 && days.length === 1 && years.length === 1 ? iso(Number(years[0]), named, Number(days[0])) : null;
}

/** With dots the day comes first everywhere; otherwise only where it cannot be a month. */
function numeric(first: number, second: number, year: number, isDotted: boolean): string | null {
  if (isDotted || first > 12) return iso(year, second, first);
  return second > 12 ? iso(year, first, second) : null;
}

function iso(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal ? date.toISOString().slice(0, 10) : null;
}
