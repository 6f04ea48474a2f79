// What does it say?
import type { Perception } from "../../perception.ts";
import type { PictureIntent } from "../intent.ts";
import { listed, plural } from "../say/english.ts";
import { isMiddleIn } from "../say/place.ts";
import { thingsOf } from "../say/sees.ts";
import { NO_TEXT, quoted, readableRows, sayDoubts } from "../say/text.ts";

export const read: PictureIntent = {
  name: "read",
  about: "picture",
  needs: ["text"],
  words: {
    en: "read, reads, text, ocr, transcri*, written, write out, does .. say, it say*, that say*, says, wording, words, spell*, writing, extract .. text, caption .. say",
    de: "lies, lesen, liest, text, texte, transkri*, ocr, geschrieben, was steht auf, was steht da*, was steht drauf, was steht im qr*, steht auf dem, steht darauf, schreib .. ab, wörter, wortlaut",
    fr: "lis, lire, lisez, texte*, transcri*, ocr, écrit, écrite, dit, mots",
    es: "lee, leer, texto*, transcri*, ocr, escrito, escrita, dice, pone, palabras",
  },
  when: ({ subject }) => !subject.parts.has("description"),
  answer: ({ subject }, { seen }) => {
    if (subject.things.length === 0) return readAll(seen);
    const places = subject.things.flatMap((thing) => thingsOf(thing, subject, seen)).map(({ box }) => box);
    const lines = seen.text.lines.filter(({ box }) => places.some((place) => isMiddleIn(box, place)));
    if (lines.length > 0)
      return `It reads ${listed(lines.map(({ text }) => quoted(text)))}. ${sayDoubts(lines)}`.trim();
    if (seen.text.lines.length === 0) return NO_TEXT;
    if (seen.kind === "document") return readAll(seen);
    return `On ${listed(subject.things.map(({ said, group }) => (group ? said : plural(said))))} I find no text. ${readAll(seen)}`;
  },
};

/** All text, a visual row a line. */
export function readAll({ text }: Perception): string {
  const rows = readableRows(text);
  const doubts = sayDoubts(text.lines);
  if (rows.length === 0) return doubts === "" ? NO_TEXT : `There is text that I cannot read. ${doubts}`;
  return `The text reads:\n${rows.join("\n")}${doubts === "" ? "" : `\n${doubts}`}`;
}
