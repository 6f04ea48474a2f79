// What a question is about: everything it names, found by the longest phrase that fits.
import { isFiller } from "../words/fillers.ts";
import type { Part } from "../words/parts.ts";
import { isSmall, LANGUAGES, type Language } from "./language.ts";
import { type Entry, type Lexicon, lexiconOf } from "./lexicon.ts";

/** A thing of the 80 kinds as a question names it. */
export type Named = Omit<Extract<Entry, { type: "thing" }>, "type"> & {
  /** The words of the question, folded. */
  readonly asked: string;
};

export interface Subject {
  readonly things: readonly Named[];
  /** Names of drawn shapes. */
  readonly shapes: readonly string[];
  /** Families of colours; see words/colours.ts. */
  readonly colours: readonly string[];
  readonly parts: ReadonlySet<Part>;
  /** What it names beside these, in its own folded words; an empty string when nothing. */
  readonly unknown: string;
}

const IS = new Set(["is", "are", "ist", "sind", "est", "sont", "es", "son"]);

/** Of a question that names nothing. */
export const EVERYTHING: Subject = { things: [], shapes: [], colours: [], parts: new Set(), unknown: "" };

/** What forms print, though a thing is in its name. */
const LABEL = /^(?:(?:tele|cell |mobile )?phone (?:number|no)s?|numeros? de tele(?:phone|fono))(?= |$)/u;

/** No phrase of the tables has more words. */
const LONGEST = 4;

/** @param words folded @param language null looks in all languages, English first */
export function subjectOf(words: string, language: Language | null): Subject {
  const lexicons = (language ? [language] : LANGUAGES).map(lexiconOf);
  const tokens = words.split(" ").filter((token) => token !== "");
  const hits: {
    readonly entries: readonly Entry[];
    readonly asked: string;
    readonly at: number;
    readonly end: number;
  }[] = [];
  const others: string[] = [];
  for (let at = 0; at < tokens.length; ) {
    const label = LABEL.exec(tokens.slice(at).join(" "))?.[0].split(" ") ?? [];
    others.push(...label);
    at += label.length;
    if (label.length > 0) continue;
    const hit = longestAt(tokens, at, lexicons);
    if (hit) hits.push({ ...hit, at, end: at + hit.length });
    else others.push(tokens[at] ?? "");
    at += hit?.length ?? 1;
  }

  const things: Named[] = [];
  const shapes: string[] = [];
  const colours: string[] = [];
  const parts = new Set<Part>();
  for (const [index, { entries, asked, at, end }] of hits.entries()) {
    // `orange` is a fruit, but beside another thing or after `is` it is a colour.
    const isBeside = hits[index - 1]?.end === at || hits[index + 1]?.at === end || IS.has(tokens[at - 1] ?? "");
    const entry = (isBeside ? entries.find(({ type }) => type === "colour") : undefined) ?? entries[0];
    if (entry?.type === "thing") things.push({ ...entry, asked });
    else if (entry?.type === "shape") shapes.push(entry.shape);
    else if (entry?.type === "colour") colours.push(...entry.families);
    else if (entry?.type === "part") parts.add(entry.part);
  }
  const unknown = others.filter((word) => !isFiller(word) && !isSmall(word)).join(" ");
  return { things: withoutRepeats(things), shapes, colours, parts, unknown };
}

/** Whether it names anything that can be looked for. */
export function isEmpty({ things, shapes, colours, parts, unknown }: Subject): boolean {
  return things.length + shapes.length + colours.length + parts.size === 0 && unknown === "";
}

function longestAt(tokens: readonly string[], at: number, lexicons: readonly Lexicon[]) {
  for (let length = Math.min(LONGEST, tokens.length - at); length > 0; length--) {
    const asked = tokens.slice(at, at + length).join(" ");
    for (const lexicon of lexicons) {
      const entries = lexicon.get(asked);
      if (entries) return { entries, asked, length };
    }
  }
  return null;
}

/** Once each; of `Is the person a woman?` the woman stays, of whom less can be told. */
function withoutRepeats(things: readonly Named[]): Named[] {
  return things
    .map((thing) => things.find((other) => other.said === thing.said && other.narrow) ?? thing)
    .filter((thing, index, all) => all.findIndex(({ said }) => said === thing.said) === index);
}
