// Phrases that a question may contain, written as people write them and matched on folded words.
import { fold } from "./fold.ts";

/** Tells whether folded words contain one of the phrases. */
export type Matcher = (words: string) => boolean;

/** `..` stands for up to this many words. */
const GAP = 6;

/**
 * Makes a matcher from phrases separated by commas. `*` ends a word whose continuation does not matter (`colo*` finds `colours`),
 * `..` between words lets others stand there, `^` before a phrase and `$` after it tie it to the beginning and the end.
 */
export function phrases(list: string): Matcher {
  const alternatives = list
    .split(",")
    .map((phrase) => phrase.trim())
    .filter((phrase) => phrase !== "")
    .map(pattern);
  if (alternatives.length === 0) return () => false;
  const found = new RegExp(alternatives.join("|"), "u");
  return (words) => found.test(` ${words} `);
}

function pattern(phrase: string): string {
  const start = phrase.startsWith("^") ? "^" : "";
  const end = phrase.endsWith("$") ? "$" : "";
  let source = "";
  for (const word of phrase
    .replace(/^\^|\$$/g, "")
    .trim()
    .split(/\s+/)) {
    if (word === "..") source += `(?: \\S+){0,${GAP}}?`;
    else source += ` ${fold(word)}${word.endsWith("*") ? "\\S*" : ""}`;
  }
  return `${start}${source} ${end}`;
}
