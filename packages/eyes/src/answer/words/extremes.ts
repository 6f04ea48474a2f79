// Largest and smallest, in the four languages.
import { phrases } from "../question/phrases.ts";

export const LARGEST = {
  en: "largest, biggest, highest, tallest, greatest, maximum, max, longest, bigger, larger, taller, higher, the most, peak, best",
  de: "größte*, höchste*, zweitgrößte*, zweithöchste*, drittgrößte*, dritthöchste*, längste*, maximum, am meisten, meisten, am größten, größer, höher, beste*",
  fr: "plus grand*, plus haut*, plus élevé*, plus gros*, maximum, le plus",
  es: "más grande*, más alto*, más alta*, mayor, máximo, máxima, el que más",
} as const;

export const SMALLEST = {
  en: "smallest, lowest, shortest, least, fewest, smaller, lower, shorter, minimum, min, worst",
  de: "kleinste*, zweitkleinste*, zweitniedrigste*, drittkleinste*, niedrigste*, kürzeste*, geringste*, minimum, am wenigsten, wenigsten, kleiner, niedriger",
  fr: "plus petit*, plus bas*, plus faible*, minimum, le moins",
  es: "más pequeñ*, más bajo*, más baja*, menor, mínimo, mínima, el que menos",
} as const;

export const asksLargest = phrases(Object.values(LARGEST).join(","));
export const asksSmallest = phrases(Object.values(SMALLEST).join(","));

const RANKS = [
  phrases("second, 2nd, next, runner up, zweit*, deuxième, segund*"),
  phrases("third, 3rd, dritt*, troisième, tercer*"),
  phrases("fourth, 4th, viert*, quatrième, cuart*"),
  phrases("fifth, 5th, fünft*, cinquième, quint*"),
  phrases("sixth, 6th, sechst*, sixième, sext*"),
  phrases("seventh, 7th, siebt*, septième, séptim*"),
  phrases("eighth, 8th, achtgrößte*, huitième, octav*"),
  phrases("ninth, 9th, neunt*, neuvième, noven*"),
  phrases("tenth, 10th, zehnt*, dixième, décim*"),
];
const PLACES = ["second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

/** `second largest` is 2. */
export function rankIn(words: string): number {
  return Math.max(1, RANKS.findIndex((asks) => asks(words)) + 2);
}

/** `second smallest`; `largest`. */
export function placeSaid(rank: number, isSmall: boolean): string {
  return [PLACES[rank - 2], isSmall ? "smallest" : "largest"].filter(Boolean).join(" ");
}
