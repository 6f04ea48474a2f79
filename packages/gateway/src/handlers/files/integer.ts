// Whole numbers of forms and queries, refused in the words of the Claude API.
import { refused } from "./errors.ts";

/** @throws ReplyError 400 for what is no whole number, or out of bounds */
export function integerOf(name: string, sent: string, bounds: { readonly min: number; readonly max: number }): number {
  if (!/^[+-]?\d{1,15}$/.test(sent))
    throw refused(name, "Input should be a valid integer, unable to parse string as an integer");
  const value = Number(sent);
  if (value < bounds.min) throw refused(name, `Input should be greater than or equal to ${bounds.min}`);
  if (value > bounds.max) throw refused(name, `Input should be less than or equal to ${bounds.max}`);
  return value;
}
