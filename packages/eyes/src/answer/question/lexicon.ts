// Every word that names something the eyes can look for, by language: the 80 kinds and their groups, shapes, colours, faces, text, codes.
import { COLOUR_WORDS } from "../words/colours.ts";
import { GROUPS } from "../words/groups.ts";
import { PARTS, type Part } from "../words/parts.ts";
import { SHAPES } from "../words/shapes.ts";
import { THINGS_DE } from "../words/things-de.ts";
import { THINGS_EN } from "../words/things-en.ts";
import { THINGS_ES } from "../words/things-es.ts";
import { THINGS_FR } from "../words/things-fr.ts";
import { fold } from "./fold.ts";
import type { Language } from "./language.ts";

/** What a word means. */
export type Entry =
  | {
      readonly type: "thing";
      /** The kinds it may be. */
      readonly labels: readonly string[];
      /** How an answer calls it: the label, or the group in the plural. */
      readonly said: string;
      readonly group: boolean;
      /** The word means less than the label: every `woman` is a `person`. */
      readonly narrow: boolean;
    }
  | { readonly type: "shape"; readonly shape: string }
  | { readonly type: "colour"; readonly families: readonly string[] }
  | { readonly type: "part"; readonly part: Part };

/** By folded phrase: what it may mean, things first. */
export type Lexicon = ReadonlyMap<string, readonly Entry[]>;

const THINGS: Readonly<Record<Language, string>> = { en: THINGS_EN, de: THINGS_DE, fr: THINGS_FR, es: THINGS_ES };
/** German joins them: `dunkelblau`. */
const GERMAN_SHADES = ["", "dunkel", "hell"];

const made = new Map<Language, Lexicon>();

export function lexiconOf(language: Language): Lexicon {
  const known = made.get(language);
  if (known) return known;
  const entries = makeLexicon(language);
  made.set(language, entries);
  return entries;
}

function makeLexicon(language: Language): Lexicon {
  const entries = new Map<string, Entry[]>();
  const add = (phrases: string, entry: Entry): void => {
    // Once folded, a word and its plural may be one: Vogel, Vögel.
    for (const phrase of new Set(
      phrases
        .split(",")
        .map(fold)
        .flatMap(language === "de" ? withGenitive : (one) => one),
    ))
      if (phrase !== "" && !isThere(entries.get(phrase), entry))
        entries.set(phrase, [...(entries.get(phrase) ?? []), entry]);
  };
  for (const row of THINGS[language].trim().split(/\n(?=\S)/)) {
    const [label = "", words = ""] = row.split(":");
    for (const word of words.split(","))
      add(word, { type: "thing", labels: [label], said: label, group: false, narrow: word.trim().startsWith("~") });
  }
  for (const { said, labels, words } of GROUPS)
    add(words[language], { type: "thing", labels, said, group: true, narrow: false });
  for (const [shape, words] of Object.entries(SHAPES)) add(words[language], { type: "shape", shape });
  for (const { families, words } of COLOUR_WORDS)
    for (const shade of language === "de" ? GERMAN_SHADES : [""])
      add(words[language].replace(/(^|, )/g, `$1${shade}`), { type: "colour", families });
  for (const [part, words] of Object.entries(PARTS)) add(words[language], { type: "part", part: part as Part });
  return entries;
}

/** `die Koordinaten des Hundes` */
function withGenitive(word: string): string[] {
  return /^[a-z]{3,}[^s]$/.test(word) ? [word, `${word}s`, `${word}es`] : [word];
}

function isThere(entries: readonly Entry[] = [], entry: Entry): boolean {
  return entries.some((other) => JSON.stringify(other) === JSON.stringify(entry));
}
