// What changed? Are they the same?

import type { Comparison, PictureFacts } from "../../perception.ts";
import { haveLikeProportions } from "../../proportions.ts";
import type { PairIntent, PairView, PictureIntent, View } from "../intent.ts";
import { phrases } from "../question/phrases.ts";
import { sayColours } from "../say/colours.ts";
import { capital, listed } from "../say/english.ts";
import { placeOf, sayBox } from "../say/place.ts";
import { isCutShort } from "../say/unfinished.ts";
import { barsAsked, chartAnswer } from "./chart.ts";
import { differences } from "./differences.ts";
import { kindOf } from "./facts.ts";
import { fieldAnswer } from "./printed-field.ts";

const MOST_REGIONS = 5;

const WORDS = {
  en: `compare, comparison, difference*, differ, differs, how .. different, is different, are .. different, s different, changed, changes, change, same, identical,
    similar*, versus, vs, in common, spot the, before and after, what is new, what is missing, what was added, what was removed, duplicate*`,
  de: "vergleich*, unterschied*, unterscheide*, geändert, verändert, änderung*, gleich, gleiche*, dasselbe, identisch, ähnlich*, gemeinsam*, anders, dieselbe*",
  fr: "compare*, comparaison, différence*, diffère*, différent*, changé*, change, changement*, même, mêmes, pareil*, identique*, semblable*, en commun",
  es: "compara*, diferencia*, diferente*, cambió, cambiado, cambios, cambia, mismo, misma, mismos, mismas, igual, iguales, idéntic*, parecid*, en común",
};

export const compare: PairIntent = {
  name: "compare",
  about: "pair",
  words: WORDS,
  when: (_, pictures) => pictures > 1,
  answer: (question, pair) => `${verdictFor(question.words, pair.comparison)}${comparisonOf(pair)}`,
};

/** `Where?` after a comparison. */
export const whereChanged: PairIntent = {
  ...compare,
  name: "where it changed",
  answer: (_, { first, comparison }) => {
    const said = regions(comparison, first, `image ${first.number}`);
    if (said !== "") return said;
    return comparison.same === "different"
      ? "The pictures are different as a whole, so I have no place to give. Name the thing whose place you want."
      : "I find no place where they differ.";
  },
};

/** `What colour is it?` after a comparison: it may be anything that differs. */
export const whichChange: PairIntent = {
  ...compare,
  name: "which change",
  answer: (_, pair) => `I am not sure which thing you mean; name it. ${comparisonOf(pair)}`,
};

/** The same words about one picture alone: a chart has something to compare in itself, and a receipt prints the change. */
export const compareOne: PictureIntent = {
  name: "compare one",
  about: "picture",
  needs: ["text", "chart"],
  words: WORDS,
  when: ({ subject }, pictures) => pictures === 1 && subject.things.length === 0,
  answer: (question, { seen }) =>
    barsAsked(question, seen)
      ? chartAnswer(question, seen)
      : (fieldAnswer(question, seen) ?? "To compare I need two pictures, and there is only one in this conversation."),
};

const asksSame = phrases(
  "same, identical, gleich, gleiche*, dasselbe, dieselbe*, identisch, même, mêmes, pareil*, identique*, mismo, misma, mismos, mismas, igual, iguales, idéntic*",
);

function verdictFor(words: string, { same }: Comparison): string {
  if (!asksSame(words)) return "";
  return same === "identical" ? "Yes. " : same === "nearly" ? "Nearly. " : "No. ";
}

function comparisonOf({ first, second, comparison }: PairView): string {
  const names = [`image ${first.number}`, `image ${second.number}`] as const;
  const [a, b] = [first.seen.picture, second.seen.picture];
  const areUnlike = comparison.same === "different" && !haveLikeProportions(a, b);
  const sentences = [capital(areUnlike ? unlikeProportions(names, a, b) : sameness(comparison, names))];
  if (comparison.same === "identical") return sentences.join("");
  sentences.push(moved(comparison), regions(comparison, first, names[0]));
  sentences.push(areUnlike ? "" : sizes(first, second), kinds(first, second));
  sentences.push(...differences(first.seen, second.seen, names));
  if (comparison.same === "different")
    for (const [index, { seen }] of [first, second].entries())
      if (seen.colours.length > 0)
        sentences.push(`Main colours of ${names[index]}: ${sayColours(seen.colours, { most: 3 })}.`);
  return sentences.filter((sentence) => sentence !== "").join(" ");
}

function sameness({ same, changedShare, similarity }: Comparison, [a, b]: readonly [string, string]): string {
  switch (same) {
    case "identical":
      return `${a} and ${b} are identical, pixel for pixel.`;
    case "nearly":
      return `${a} and ${b} are nearly the same: ${percent(changedShare)} of the area differs.`;
    case "changed":
      return `${a} and ${b} show much the same, with changes: ${percent(changedShare)} of the area differs.`;
    case "different":
      return `${a} and ${b} are different pictures (structural similarity ${similarity.toFixed(2)}, where 1 is equal).`;
  }
}

/** Similarity says nothing here: nothing was laid over anything. */
function unlikeProportions([first, second]: readonly [string, string], a: PictureFacts, b: PictureFacts): string {
  return `${first} and ${second} are different pictures: their proportions are unlike, ${first} is ${saySize(a)}, ${second} ${saySize(b)}, so neither is the other one scaled. I do not look for one as a part of the other.`;
}

function moved({ shift }: Comparison): string {
  if (!shift) return "";
  const across = shift.x === 0 ? "" : `${Math.abs(shift.x)} px to the ${shift.x > 0 ? "right" : "left"}`;
  const down = shift.y === 0 ? "" : `${Math.abs(shift.y)} px ${shift.y > 0 ? "down" : "up"}`;
  const both = [across, down].filter((part) => part !== "");
  return both.length === 0 ? "" : `The whole scene has moved by ${listed(both)}.`;
}

function regions({ regions: all, same }: Comparison, { seen: { picture } }: View, name: string): string {
  if (same === "different" || all.length === 0) return "";
  const some = all.slice(0, MOST_REGIONS).map((box) => `${placeOf(box, picture)} ${sayBox(box)}`);
  const more = all.length > some.length ? `, and ${all.length - some.length} smaller` : "";
  const noun = all.length === 1 ? "The changed region is" : "The changed regions are";
  return `${noun} ${listed(some)}${more} ([x1, y1, x2, y2] in pixels of ${name}).`;
}

function sizes(first: View, second: View): string {
  const [a, b] = [first.seen.picture, second.seen.picture];
  if (a.width === b.width && a.height === b.height) return "";
  return `Image ${first.number} is ${saySize(a)}, image ${second.number} ${saySize(b)}.`;
}

function saySize({ width, height }: PictureFacts): string {
  return `${width} x ${height} px`;
}

function kinds(first: View, second: View): string {
  if (isCutShort(first.seen, "kind") || isCutShort(second.seen, "kind")) return "";
  const [kind, other] = [kindOf(first.seen), kindOf(second.seen)];
  return kind === other ? "" : `Image ${first.number} looks like ${kind}, image ${second.number} like ${other}.`;
}

function percent(share: number): string {
  if (share === 0) return "none";
  return share < 0.01 ? "under 1 %" : `${Math.round(share * 100)} %`;
}
