// What is in the picture?
import type { PictureIntent, View } from "../intent.ts";
import type { Question } from "../question/question.ts";
import { wantedField } from "../question/wanted.ts";
import { noneSeen } from "../say/none.ts";
import { isAboutShapes, thingsOf } from "../say/sees.ts";
import { sayFound } from "../say/things.ts";
import { labelWords } from "../words/fields.ts";
import { overview } from "./overview.ts";
import { readAll } from "./read.ts";
import { whichShapes } from "./shapes.ts";

/** Asked plainly. */
export const describe: PictureIntent = {
  name: "describe",
  about: "picture",
  needs: ["quality", "colours", "objects", "faces", "text", "codes", "kind", "drawing", "chart"],
  words: {
    en: `describe, description, caption, alt text, what do you see, what can you see, what you see, what can be seen, what does .. show, what is shown,
      what does .. depict, what does .. contain, what is depicted, what is visible, tell me about, tell me what, summari*, list, name the, name all, identify, explain, analy*,
      look at, what is going on, what s going on, whats going on`,
    de: `beschreib*, beschreibung, was siehst, was fällt, was sieht man, was kann man .. sehen, was kannst du .. sehen, was ist zu sehen, was zeigt,
      was gibt es, was ist auf, was befindet sich, was ist hier, fasse .. zusammen, erzähl*, erklär*, nenne`,
    fr: `décri*, description, légende, que vois tu, que voyez vous, que voit on, tu vois quoi, vois tu quoi, qu est ce que tu vois, que montre,
      qu est ce qu il y a, qu y a t il, c est quoi, résume*, explique*, que représente`,
    es: `describ*, descripción, qué ves, que se ve, qué puedes ver, qué muestra, qué aparece, qué hay, cuéntame, resum*, explica*, qué contiene`,
  },
  answer: (question, view) => describeSubject(question, view),
};

/** Asked as one asks for anything else, too: only when nothing unknown is named. */
export const whatIs: PictureIntent = {
  ...describe,
  name: "what is",
  words: {
    en: "what is, what s, whats, what are, what animal*, what object*, what thing*, what kind*, which animal*, which object*, which thing*, what vehicle*, what food*, what fruit*, what shape*, which shape*",
    de: "was ist, was sind, welche tiere, welches tier, welche dinge, welche objekte, was für, was steht, welche fahrzeuge, welches obst, welche formen",
    fr: "qu est ce, quels animaux, quel animal, quels objets, quel objet, quels sont, quel est, quelle est, quels véhicules, quels fruits, quelles formes, qu est",
    es: "qué es, que son, qué animal*, que objeto*, qué clase, qué tipo, cuál es, cuáles son, qué vehículo*, qué fruta*, qué forma*",
  },
  when: ({ subject, words, quoted }) =>
    subject.unknown === "" && quoted.length === 0 && !labelWords(wantedField({ words, quoted })).isLabel,
};

/** The whole picture, or what the question names in it. */
export function describeSubject({ subject }: Question, view: View): string {
  const { seen } = view;
  if (subject.things.length > 0) {
    const answers = subject.things.map((asked) => {
      const things = thingsOf(asked, subject, seen);
      return things.length === 0 ? noneSeen(asked, view) : `I see ${sayFound(things, seen.picture)}.`;
    });
    return answers.join(" ");
  }
  if (isAboutShapes(subject)) return whichShapes(subject, seen);
  if (subject.parts.has("text")) return readAll(seen);
  return overview(seen);
}
