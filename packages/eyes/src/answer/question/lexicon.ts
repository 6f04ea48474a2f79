// Finds the things that a question names: the 80 kinds and their groups, by the longest phrase that fits.
import { GROUPS } from "../words/groups.ts";
import { THINGS_EN } from "../words/things-en.ts";
import { fold } from "./fold.ts";
import { LANGUAGES, type Language } from "./language.ts";

/** A thing as a question names it. */
export interface Named {
  /** The kinds it may be. */
  readonly labels: readonly string[];
  /** How an answer calls it: the label, or the group in the plural. */
  readonly said: string;
  readonly group: boolean;
  /** The words of the question. */
  readonly asked: string;
  /** Set when the question means less than the label: `woman` is asked, `person` can be seen. */
  readonly narrow: boolean;
}

const THINGS: Readonly<Record<Language, string>> = { en: THINGS_EN, de: "", fr: "", es: "" };

/** No phrase of the tables has more words. */
const LONGEST = 4;

type Entry = Omit<Named, "asked">;
const lexicons = new Map<Language, ReadonlyMap<string, Entry>>();

function lexicon(language: Language): ReadonlyMap<string, Entry> {
  const known = lexicons.get(language);
  if (known) return known;
  const entries = new Map<string, Entry>();
  for (const { said, labels, words } of GROUPS)
    for (const word of words[language].split(","))
      entries.set(fold(word), { labels, said, group: true, narrow: false });
  for (const row of THINGS[language].split(/\n(?=\S)/)) {
    const [label = "", words = ""] = row.split(":");
    for (const word of words.split(",")) {
      const narrow = word.trim().startsWith("~");
      entries.set(fold(word), { labels: [label.trim()], said: label.trim(), group: false, narrow });
    }
  }
  entries.delete("");
  lexicons.set(language, entries);
  return entries;
}

/**
 * @param words folded
 * @param language null looks in all languages, English first
 * @returns the things in the order of the question, and the words that name none
 */
export function findNamed(words: string, language: Language | null): { named: Named[]; others: string[] } {
  const tables = (language ? [language] : LANGUAGES).map(lexicon);
  const tokens = words.split(" ").filter((token) => token !== "");
  const named: Named[] = [];
  const others: string[] = [];
  for (let at = 0; at < tokens.length; ) {
    const hit = longestAt(tokens, at, tables);
    if (hit) named.push({ ...hit.entry, asked: tokens.slice(at, at + hit.length).join(" ") });
    else others.push(tokens[at] ?? "");
    at += hit?.length ?? 1;
  }
  return { named, others };
}

function longestAt(tokens: readonly string[], at: number, tables: readonly ReadonlyMap<string, Entry>[]) {
  for (let length = Math.min(LONGEST, tokens.length - at); length > 0; length--) {
    const phrase = tokens.slice(at, at + length).join(" ");
    for (const table of tables) {
      const entry = table.get(phrase);
      if (entry) return { entry, length };
    }
  }
  return null;
}
