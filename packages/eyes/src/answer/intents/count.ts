// How many dogs are there?
import type { PictureIntent, View } from "../intent.ts";
import type { Named } from "../question/lexicon.ts";
import { listed } from "../say/english.ts";
import { CROWD, groupThings, sayNumber } from "../say/things.ts";
import { noneSeen, notKnown } from "./presence.ts";

export const count: PictureIntent = {
  name: "count",
  about: "picture",
  words: {
    en: "how many, count, number of",
    de: "wie viele, wieviele, zahle, anzahl",
    fr: "combien, compte*, nombre de",
    es: "cuantos, cuantas, cuenta, contar, numero de",
  },
  answer: ({ things, unknown }, view) => {
    if (things.length > 0) return things.map((thing) => countOf(thing, view)).join(" ");
    if (unknown !== "") return notKnown(unknown);
    const groups = groupThings(view.seen.objects);
    if (groups.length === 0) return "I see nothing that I can name, so I cannot count anything.";
    return sayCount(
      groups.map((group) => sayNumber(group.label, group.things)),
      view.seen.objects.length,
    );
  },
};

function countOf(asked: Named, view: View): string {
  const groups = groupThings(view.seen.objects.filter((thing) => asked.labels.includes(thing.label)));
  if (groups.length === 0) return noneSeen(asked, view);
  const total = groups.reduce((sum, group) => sum + group.things.length, 0);
  return sayCount(
    groups.map((group) => sayNumber(group.label, group.things)),
    total,
  );
}

function sayCount(parts: readonly string[], total: number): string {
  const crowd = total >= CROWD ? " There may well be more: in crowds I miss small and overlapping ones." : "";
  return `I count ${listed(parts)}.${crowd}`;
}
