// How sure are you?
import type { PictureIntent } from "../intent.ts";
import { capital, listed, withArticle } from "../say/english.ts";
import { ONLY_EIGHTY } from "../say/hedge.ts";
import { thingsOf } from "../say/sees.ts";

export const certainty: PictureIntent = {
  name: "certainty",
  about: "picture",
  needs: ["objects"],
  words: {
    en: "how sure, how confident, how certain, are you sure, are you certain, are you confident, confidence, certainty, how likely, probability",
    de: "wie sicher, bist du sicher, wie wahrscheinlich, sicherheit",
    fr: "es tu sûr*, êtes vous sûr*, à quel point, certitude, probabilité",
    es: "estás segur*, qué tan segur*, certeza, probabilidad, confianza",
  },
  answer: ({ subject }, { seen }) => {
    const asked = subject.things.flatMap((thing) => thingsOf(thing, { ...subject, colours: [] }, seen));
    const things = asked.length > 0 ? asked : seen.objects;
    if (things.length === 0) return `I named nothing. ${ONLY_EIGHTY}.`;
    const named = things.map(({ label, confidence, alternatives }) => {
      const others = alternatives.map((other) => `${withArticle(other.label)} ${percent(other.confidence)}`);
      return `${withArticle(label)} ${percent(confidence)}${others.length > 0 ? ` (or ${listed(others, "or")})` : ""}`;
    });
    return `${capital(listed(named))}. Of all names that I give with 70 %, about 70 in 100 are right.`;
  },
};

function percent(confidence: number): string {
  return `${Math.round(confidence * 100)} %`;
}
