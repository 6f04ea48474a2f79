// How many tokens a text is expected to be. No tokenizer of Claude is published, so this is a rule: characters by their kind, each between a low
// and a high number of tokens. docs/costs.md says how far off it was.
import type { Tokenizer } from "../platform/capability.ts";
import type { Range } from "./plan.ts";

/**
 * Where the rule comes from. Weights: measured on 2026-11-23 over 1,139 pieces of 150 to 3,000 characters, in 68 languages and eight kinds of
 * code, markup and chat, against ctok 1.3.0 of PyPI, which reconstructs Claude's counts; of 28 recorded requests of public tests with 8 to 11,470
 * input tokens it met 27 within 5. 97 % of the pieces lay in the range with either tokenizer, and for 90 % its middle was within a quarter of
 * the truth.
 */
export const TEXT_RULE = Object.freeze({
  source: "Fovea's rule of characters by script, measured against ctok 1.3.0 and recorded usage of the Claude API",
  measured: "2026-11-23",
  /** Pieces whose tokens lay inside the range, in percent. */
  inside: Object.freeze({ "before-4.7": 97, "since-4.7": 97 }),
});

/** What a character is to the rule. */
type Kind =
  | "latin"
  | "accented"
  | "tonal"
  | "digit"
  | "mark"
  | "line"
  | "cyrillic"
  | "greek"
  | "abjad"
  | "han"
  | "kana"
  | "hangul"
  | "letter"
  | "rare"
  | "symbol";

type Weights = Readonly<Record<Kind, Range>>;

const w = (low: number, high: number): Range => Object.freeze({ low, high });

/** Tokens of a character in scripts that both tokenizers cut alike. Spaces cost nothing: they belong to the word after them. */
const SAME = {
  digit: w(0.85, 1.2),
  cyrillic: w(0.33, 0.65),
  greek: w(0.55, 0.9),
  abjad: w(0.72, 1.05),
  han: w(0.8, 1.2),
  kana: w(0.5, 0.85),
  hangul: w(1.2, 1.6),
  tonal: w(0.3, 0.9),
  letter: w(0.65, 1.5),
  rare: w(1.2, 2.6),
  symbol: w(0.8, 4),
} as const;

const WEIGHTS: Readonly<Record<Tokenizer, { readonly english: Weights; readonly other: Weights }>> = {
  "before-4.7": both(w(0.195, 0.31), w(0.205, 0.46), { accented: w(0.3, 2), mark: w(0.42, 0.9), line: w(0.6, 1.6) }),
  "since-4.7": both(w(0.29, 0.43), w(0.29, 0.62), { accented: w(0.3, 1.8), mark: w(0.5, 1), line: w(0.7, 1.6) }),
};

function both(english: Range, other: Range, rest: Pick<Weights, "accented" | "mark" | "line">) {
  return { english: { ...SAME, ...rest, latin: english }, other: { ...SAME, ...rest, latin: other } };
}

/** Tokens of a text by itself, without the frame of a message, as the least and the most expected. */
export function textTokens(text: string, tokenizer: Tokenizer): Range {
  const weights = WEIGHTS[tokenizer][isEnglish(text) ? "english" : "other"];
  const counts = countKinds(text);
  let low = 0;
  let high = 0;
  for (const [kind, count] of counts) {
    low += count * weights[kind].low;
    high += count * weights[kind].high;
  }
  // A text of any length is a token.
  return text === "" ? { low: 0, high: 0 } : { low: Math.max(1, Math.floor(low)), high: Math.max(1, Math.ceil(high)) };
}

function countKinds(text: string): Map<Kind, number> {
  const counts = new Map<Kind, number>();
  for (const character of text) {
    const kind = kindOf(character.codePointAt(0) ?? 0);
    if (kind !== null) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return counts;
}

const isSpace = (code: number): boolean => code === 0x20 || code === 0x09 || code === 0x0d || code === 0xa0;
const isLatin = (code: number): boolean => (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);

/** First and last code point of the kinds beyond ASCII, in order. Source: Unicode, Blocks.txt. */
const BLOCKS: readonly (readonly [number, number, Kind])[] = [
  [0x00c0, 0x024f, "accented"],
  [0x0300, 0x036f, "tonal"],
  [0x0370, 0x03ff, "greek"],
  [0x0400, 0x052f, "cyrillic"],
  [0x0590, 0x077f, "abjad"],
  [0x0900, 0x097f, "abjad"],
  [0x0980, 0x09ff, "letter"],
  [0x0a00, 0x0a7f, "rare"],
  [0x0a80, 0x0c7f, "letter"],
  [0x0c80, 0x0cff, "rare"],
  [0x0d00, 0x11ff, "letter"],
  [0x1200, 0x139f, "rare"],
  [0x13a0, 0x18af, "letter"],
  [0x1e00, 0x1e9f, "accented"],
  [0x1ea0, 0x1eff, "tonal"],
  [0x1f00, 0x1fff, "greek"],
  [0x3040, 0x30ff, "kana"],
  [0x3400, 0x9fff, "han"],
  [0xac00, 0xd7af, "hangul"],
  [0xf900, 0xfaff, "han"],
  [0x20000, 0x3134f, "han"],
];

function kindOf(code: number): Kind | null {
  if (isSpace(code)) return null;
  if (isLatin(code)) return "latin";
  if (code === 0x0a) return "line";
  if (code >= 0x30 && code <= 0x39) return "digit";
  if (code < 0x80) return "mark";
  return BLOCKS.find(([first, last]) => code >= first && code <= last)?.[2] ?? "symbol";
}

const ENGLISH: ReadonlySet<string> = new Set(
  "a an and are as at be by for from have he i if in is it not of on or that the they this to was we with you your".split(
    " ",
  ),
);
/** A fifth of the words of English prose are among these. */
const ENGLISH_SHARE = 0.2;
/** How much of a text is looked at to know its language. */
const LOOK_CHARS = 20_000;

function isEnglish(text: string): boolean {
  const words = text.slice(0, LOOK_CHARS).match(/[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+/g) ?? [];
  return words.filter((word) => ENGLISH.has(word.toLowerCase())).length >= words.length * ENGLISH_SHARE;
}

/**
 * Tokens around the texts of a request: those of the first message with what stands before it, and those of each further message. Source: recorded
 * usage of the Claude API; 7 with Claude 3 to Opus 4.6, 11 with Opus 4.7, 6 since Opus 4.8, and 3 or 4 for a further message.
 */
export const FRAME_TOKENS = Object.freeze({ request: w(6, 11), message: w(2, 5) });
