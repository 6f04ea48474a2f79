// Slips of a recogniser that was trained mostly on Chinese, put right in lines without Chinese: its punctuation, and letters in numbers.
import type { Emission } from "./ctc.ts";

const HAN_OR_KANA = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
/** Chinese signs that look like Latin ones. Full-width forms (U+FF01 to U+FF5E) are mapped by their offset to ASCII. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  "。": ".",
  "、": ",",
  〇: "0",
  一: "-",
  "￡": "£",
  "￥": "¥",
  "￠": "¢",
  "∶": ":",
};
const FULL_WIDTH_OFFSET = 0xfee0;

/** The emissions with ASCII punctuation, if the line holds letters or digits and nothing Chinese or Japanese. */
export function asLatin(emissions: readonly Emission[]): readonly Emission[] {
  const foreign = emissions.some(({ character }) => HAN_OR_KANA.test(character) && LOOKALIKES[character] === undefined);
  if (foreign || !emissions.some(({ character }) => /[\p{Script=Latin}\d]/u.test(character))) return emissions;
  return emissions.map((emission) => ({ ...emission, character: latinOf(emission.character) }));
}

function latinOf(character: string): string {
  const code = character.charCodeAt(0);
  if (code > 0xff00 && code < 0xff5f) return String.fromCharCode(code - FULL_WIDTH_OFFSET);
  return LOOKALIKES[character] ?? character;
}

/** Least probability of the recogniser's second choice for it to be believed in a number. */
const MIN_SECOND = 0.05;
const UNIT = "(?:%|°|[munpk]?g|[mc]?l|oz|lb|[kcm]?m|px|pt|kcal|kJ|x)";
/** Words that read as a number once each letter O is a zero: "1O", "1oopx", "2O24", and a lone "Og", "O%", "O". */
const ZEROES = new RegExp(`^[(<~+-]?\\$?(?:\\d[\\dOo.,:/-]*|[Oo](?:[.,][\\dOo]+)?)${UNIT}?[).,;:]?$`);
/** A price whose dollar sign was taken for a letter: "S4.21". */
const PRICE = /^S(?=\d+(?:[.,]\d{3})*[.,]\d\d$)/;

/** One word with letters read as the digits they stand for, where its form is a number's and the recogniser thought of the digit too. */
export function asNumber(word: readonly Emission[]): string {
  const read = word.map(({ character }) => character).join("");
  if (ZEROES.test(read))
    return word
      .map((letter) => (/[Oo]/.test(letter.character) && thoughtOf(letter, "0") ? "0" : letter.character))
      .join("");
  if (PRICE.test(read) && word[0] && thoughtOf(word[0], "$")) return read.replace(PRICE, "$");
  return read;
}

function thoughtOf({ second }: Emission, character: string): boolean {
  return second.character === character && second.probability >= MIN_SECOND;
}
