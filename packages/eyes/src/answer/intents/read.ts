// What does it say?
import type { Box, Perception } from "../../perception.ts";
import type { PictureIntent } from "../intent.ts";
import { listed, plural } from "../say/english.ts";
import { thingsOf } from "../say/sees.ts";
import { NO_TEXT, quoted, readableRows, sayDoubts } from "../say/text.ts";

export const read: PictureIntent = {
  name: "read",
  about: "picture",
  needs: ["text"],
  words: {
    en: "read, reads, text, ocr, transcri*, written, write out, does .. say, it say*, that say*, says, wording, words, spell*, writing, extract .. text, caption .. say",
    de: "lies, lesen, liest, text, texte, transkri*, ocr, geschrieben, steht, schreib .. ab, wörter, wortlaut",
    fr: "lis, lire, lisez, texte*, transcri*, ocr, écrit, écrite, dit, mots",
    es: "lee, leer, texto*, transcri*, ocr, escrito, escrita, dice, pone, palabras",
  },
  answer: ({ subject }, { seen }) => {
    if (subject.things.length === 0) return readAll(seen);
    const places = subject.things.flatMap((thing) => thingsOf(thing, subject, seen)).map(({ box }) => box);
    const lines = seen.text.lines.filter(({ box }) => places.some((place) => isInside(box, place)));
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

/** Whether the middle of one box lies in the other. */
function isInside([x1, y1, x2, y2]: Box, around: Box): boolean {
  const [x, y] = [(x1 + x2) / 2, (y1 + y2) / 2];
  return x >= around[0] && x <= around[2] && y >= around[1] && y <= around[3];
}
