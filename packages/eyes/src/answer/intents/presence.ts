// Is there a cat?
import type { PictureIntent, View } from "../intent.ts";
import type { Named } from "../question/lexicon.ts";
import { capital, listed, withArticle } from "../say/english.ts";
import { BEHIND_LABEL, LIKELY, ONLY_EIGHTY, SURE } from "../say/hedge.ts";
import { groupThings, sayGroup } from "../say/things.ts";

export const presence: PictureIntent = {
  name: "is there",
  about: "picture",
  words: {
    en: "^is, ^are, is there, are there, do you see, can you see, does .. contain, does .. show, does .. have, ^has, do you recogni*",
    de: "^ist, ^sind, gibt es, siehst du, sieht man, ist da, sind da, erkennst du, kannst du .. sehen",
    fr: "est ce qu*, y a t il, il y a, vois tu, voyez vous, voit on, ^est, ^sont, tu vois",
    es: "hay, ves, se ve, aparece*, puedes ver, ^es, ^esta, ^estan, ^son",
  },
  when: ({ things, unknown }) => things.length > 0 || unknown !== "",
  answer: ({ things, unknown }, view) =>
    things.length > 0 ? things.map((thing) => isThere(thing, view)).join(" ") : notKnown(unknown),
};

function isThere(asked: Named, view: View): string {
  const { objects, picture } = view.seen;
  const found = objects.filter((thing) => asked.labels.includes(thing.label));
  const best = Math.max(0, ...found.map((thing) => thing.confidence));
  if (best === 0) return noneSeen(asked, view);
  const seen = listed(groupThings(found).map((group) => sayGroup(group, picture)));
  if (asked.narrow) return `I see ${seen}, but cannot tell whether that is ${withArticle(asked.asked)}.`;
  const sentence =
    best >= SURE ? `Yes: ${seen}.` : best >= LIKELY ? `It seems so: ${seen}.` : `I am not sure: ${seen}.`;
  return best >= SURE ? sentence : `${sentence} ${BEHIND_LABEL}`;
}

/** Says that nothing of the kind was found, and what came near. */
export function noneSeen(asked: Named, { seen }: View): string {
  const near = seen.objects.find((thing) => thing.alternatives.some(({ label }) => asked.labels.includes(label)));
  if (near) {
    const other = near.alternatives.find(({ label }) => asked.labels.includes(label))?.label ?? "";
    return `I see no ${asked.said}, though what I take for ${withArticle(near.label)} could also be ${withArticle(other)}.`;
  }
  const among = asked.group ? ` (of these I know ${listed(asked.labels)})` : "";
  return `I see no ${asked.said}${among}. Small or half-hidden ones can escape me.`;
}

export function notKnown(asked: string): string {
  return capital(`"${asked}" is not among them: ${ONLY_EIGHTY.toLowerCase()}.`);
}
