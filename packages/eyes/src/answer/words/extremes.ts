// Largest and smallest, in the four languages.
import { phrases } from "../question/phrases.ts";

export const LARGEST = {
  en: "largest, biggest, highest, tallest, greatest, maximum, max, longest, bigger, larger, taller, higher, the most, peak, best",
  de: "größte*, höchste*, längste*, maximum, am meisten, meisten, am größten, größer, höher, beste*",
  fr: "plus grand*, plus haut*, plus élevé*, plus gros*, maximum, le plus",
  es: "más grande*, más alto*, más alta*, mayor, máximo, máxima, el que más",
} as const;

export const SMALLEST = {
  en: "smallest, lowest, shortest, least, fewest, smaller, lower, shorter, minimum, min, worst",
  de: "kleinste*, niedrigste*, kürzeste*, geringste*, minimum, am wenigsten, wenigsten, kleiner, niedriger",
  fr: "plus petit*, plus bas*, plus faible*, minimum, le moins",
  es: "más pequeñ*, más bajo*, más baja*, menor, mínimo, mínima, el que menos",
} as const;

export const asksLargest = phrases(Object.values(LARGEST).join(","));
export const asksSmallest = phrases(Object.values(SMALLEST).join(","));
