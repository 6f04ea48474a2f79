// The conversation as the eyes take it: who said what, and which pictures stand in it under which number.

export interface Turn {
  readonly role: "user" | "assistant";
  /** The text blocks of the turn, joined by line breaks. */
  readonly text: string;
  /** Bytes of the turn's pictures, in order. */
  readonly pictures: readonly Uint8Array[];
}

/** A picture and its number: 1 for the first of the conversation. */
export interface Numbered {
  readonly number: number;
  readonly bytes: Uint8Array;
}

export interface Conversation {
  /** Every picture, in order. */
  readonly pictures: readonly Numbered[];
  /** Those of the last user turn that has any: what a question means when it names no number. */
  readonly current: readonly Numbered[];
  /** What the user asked before, oldest first. */
  readonly earlier: readonly string[];
  /** What the user asks now; an empty string when the last user turn has no words. */
  readonly question: string;
}

/** A line that only names the picture beside it, as `Image 1:` or `cat.png:`. */
const LABEL =
  /^\s*(?:(?:image|picture|photo|bild|foto|imagen|img)\s*#?\s*\d{1,3}|\S[^\n:]{0,120}\.(?:png|jpe?g|gif|webp|heic))\s*:?\s*$/i;

export function readConversation(turns: readonly Turn[]): Conversation {
  const pictures: Numbered[] = [];
  let current: Numbered[] = [];
  for (const turn of turns) {
    const here = turn.pictures.map((bytes, index) => ({ number: pictures.length + index + 1, bytes }));
    pictures.push(...here);
    if (turn.role === "user" && here.length > 0) current = here;
  }
  const asked = turns.filter((turn) => turn.role === "user").map((turn) => withoutLabels(turn.text));
  return { pictures, current, earlier: asked.slice(0, -1), question: asked.at(-1) ?? "" };
}

function withoutLabels(text: string): string {
  return text
    .split("\n")
    .filter((line) => !LABEL.test(line))
    .join("\n")
    .trim();
}
