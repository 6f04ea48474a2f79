// The conversation as the eyes take it: who said what, and which pictures stand in it under which number.

export interface Turn {
  readonly role: "user" | "assistant";
  /** The text blocks of the turn, one to a line. */
  readonly text: string;
  /** Bytes of the turn's pictures, in order. */
  readonly pictures: readonly Uint8Array[];
}

/** A picture and its number: 1 for the first of the conversation. */
export interface Numbered {
  readonly number: number;
  readonly bytes: Uint8Array;
}

/** What a user said in one turn. */
export interface Said {
  /** Without the lines that only label pictures. */
  readonly text: string;
  readonly newPictures: boolean;
}

export interface Conversation {
  /** Every picture, in order. */
  readonly pictures: readonly Numbered[];
  /** Those of the last user turn that has any: what a question means when it names no number. */
  readonly current: readonly Numbered[];
  /** What the user said before, oldest first. */
  readonly earlier: readonly Said[];
  /** What the user says now. */
  readonly question: Said;
}

/** A line that only names the picture beside it, as `Image 1:`, `cat.png:`, `report.pdf page 3:`, `film.gif frame 2:` or `Tile 2 of 6 (...): ...`. */
const LABEL =
  /^\s*(?:(?:image|picture|photo|document|bild|foto|imagen)\s*#?\s*\d{1,3}|\S[^\n:]{0,120}\.(?:png|jpe?g|gif|webp|heic|tiff?|bmp|avif|svg|ico|pdf)(?:\s+(?:pages?|frames?)\s+\d[\d-]*)*(?:\s+\(its end is missing\))?|tile \d+ of \d+ \(row \d+, column \d+\):[^\n:]{0,80})\s*:?\s*$/i;

export function readConversation(turns: readonly Turn[]): Conversation {
  const pictures: Numbered[] = [];
  let current: Numbered[] = [];
  const said: Said[] = [];
  for (const { role, text, pictures: shown } of turns) {
    const here = shown.map((bytes, index) => ({ number: pictures.length + index + 1, bytes }));
    pictures.push(...here);
    if (role !== "user") continue;
    if (here.length > 0) current = here;
    said.push({ text: withoutLabels(text), newPictures: here.length > 0 });
  }
  const question = said.pop() ?? { text: "", newPictures: false };
  return { pictures, current, earlier: said, question };
}

function withoutLabels(text: string): string {
  return text
    .split("\n")
    .filter((line) => !LABEL.test(line))
    .join("\n")
    .trim();
}
