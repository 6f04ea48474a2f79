// What is in the picture?
import type { Perception } from "../../perception.ts";
import type { PictureIntent } from "../intent.ts";
import { listed } from "../say/english.ts";
import { BEHIND_LABEL, ONLY_EIGHTY, SURE } from "../say/hedge.ts";
import { groupThings, sayGroup } from "../say/things.ts";

export const describe: PictureIntent = {
  name: "describe",
  about: "picture",
  words: {
    en: "describe, description, caption, what is, what s, whats, what are, what do you see, what can you see, what can be seen, what does .. show, what is shown, tell me about, summari*, what animal*, what object*, what thing*, which animal*, which object*",
    de: "beschreib*, beschreibung, was ist, was sind, was siehst, was sieht man, was kannst du sehen, was zeigt, was gibt es, welche tiere, welches tier, welche dinge, welche objekte, was steht, was fur",
    fr: "decri*, description, legende, qu est ce, que vois tu, que voyez vous, que voit on, que montre, qu y a t il, quels animaux, quel animal, quels objets, quel objet, c est quoi",
    es: "describ*, descripcion, que es, que hay, que ves, que se ve, que muestra, que aparece, que animal*, que objeto*, cuentame",
  },
  answer: (_, { seen }) => describeAll(seen),
};

export function describeAll(seen: Perception): string {
  const { picture, objects, kind } = seen;
  const groups = groupThings(objects);
  const sentences = [`This is a ${kind} of ${picture.width} x ${picture.height} px.`];
  if (groups.length > 0) sentences.push(`I see ${listed(groups.map((group) => sayGroup(group, picture)))}.`);
  if (groups.length === 1 && objects.every((thing) => thing.confidence < SURE)) sentences.push(BEHIND_LABEL);
  if (groups.length === 0 && kind === "photograph")
    sentences.push(`${ONLY_EIGHTY}, and I recognise none of them here, so I cannot name the subject.`);
  return sentences.join(" ");
}
