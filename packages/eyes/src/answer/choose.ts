// Which pictures a question is answered about.
import type { Conversation, Numbered } from "./conversation.ts";
import type { Meant } from "./question/pictures.ts";

/** Pictures, or a sentence that says why there are none. */
export function choosePictures(meant: Meant | null, { pictures, current }: Conversation): Numbered[] | string {
  if (meant === null) return [...current];
  if (meant === "all") return current.length > 1 ? [...current] : [...pictures];
  if (meant === "last") return pictures.slice(-1);
  if (meant === "previous") {
    const before = pictures.filter(({ number }) => number < (current[0]?.number ?? 1)).slice(-1);
    return before.length > 0 ? before : "There is no picture before this one in the conversation.";
  }
  const missing = meant.find((number) => number < 1 || number > pictures.length);
  if (missing !== undefined)
    return `There is no image ${missing}: this conversation has ${sayPictures(pictures.length)}.`;
  return pictures.filter(({ number }) => meant.includes(number));
}

/** More pairs than this are too much for one answer. */
const MOST_PAIRS = 8;

/** Neighbours among the pictures meant; of one alone, it and its neighbour in time. */
export function choosePairs(meant: Meant | null, conversation: Conversation): [Numbered, Numbered][] | string {
  const chosen = choosePictures(meant, conversation);
  if (typeof chosen === "string") return chosen;
  const list = chosen.length > 1 ? chosen : withNeighbour(chosen, conversation);
  const pairs: [Numbered, Numbered][] = [];
  for (const [index, second] of list.entries()) {
    const first = list[index - 1];
    if (first && pairs.length < MOST_PAIRS) pairs.push([first, second]);
  }
  return pairs;
}

/** `Compare it with image 1`: the other is the newest, or the one before. */
function withNeighbour([one]: readonly Numbered[], { pictures }: Conversation): Numbered[] {
  const newest = pictures.at(-1);
  if (!one || !newest) return [];
  return one.number === newest.number ? pictures.slice(-2) : [one, newest];
}

function sayPictures(count: number): string {
  return count === 1 ? "one picture" : `${count} pictures`;
}
