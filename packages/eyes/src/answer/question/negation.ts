// What a question says no to: `not blue`, `except the star`, `neither red nor blue`, `Is there no dog?`. Works on folded words.
import { saidWords } from "./said-words.ts";

export interface Negation {
  /** The question put in the positive, without what it leaves out. */
  readonly words: string;
  /** What is left out, in the question's words; an empty string when nothing is. */
  readonly leftOut: string;
  /** A yes to it is a no to the question as it was asked, and in some languages not even that. */
  readonly isNegative: boolean;
}

const [NOT, BUT] = ["<not>", "<but>"];

const NOTS: readonly (readonly [RegExp, string])[] = [
  [/ (is|are|was|were|does|do|did|has|have|could|would)n ?t(?= )/gu, ` $1 ${NOT}`],
  [/ can(?:not| t)(?= )/gu, ` can ${NOT}`],
  [/ (?:neither|nor) /gu, ` ${NOT} `],
  [/ (there|see|has|have|shows?|contains?|with) no (?!\d)/gu, ` $1 ${NOT} `],
  [/ (?:not|non|nicht|weder|kein(?:e[nmrs]?)?)(?= )/gu, ` ${NOT}`],
  [/ noch (?=.)/gu, " "],
  [/ (?:ne|n) (\S+(?: \S+)?) (?:pas|aucune?)(?= )/gu, ` $1 ${NOT}`],
  [/ (?:pas|aucune?)(?= )/gu, ` ${NOT}`],
  [/ no (es|son|esta|estan|hay|tienen?|ves) /gu, ` $1 ${NOT} `],
  [/ (?:ni|ningun[ao]?)(?= )/gu, ` ${NOT}`],
];
const BUTS: readonly RegExp[] = [
  / (?:all|any|every|everything|anything|nothing)(?: \S+){0,2} but (?=the |a |an |for )/gu,
  / (?:except(?: for)?|excluding|besides|apart from|aside from|other than|leaving out)(?= )/gu,
  / (?:ausser|ausgenommen|abgesehen von|bis auf)(?= )/gu,
  / (?:sauf|excepte|hormis|a part)(?= )/gu,
  / (?:excepto|salvo|aparte de|menos (?=el |la |los |las ))(?= |\S)/gu,
];
/** `a table without a cup` says how things stand; `all shapes without the star` leaves one out. */
const WITHOUT = / (?:without|ohne|sans|sin)(?= )/gu;

const WHETHER =
  /^ (?:is|are|was|were|does|do|did|has|have|can|could|ist|sind|war|gibt|hat|siehst|est|sont|y a|il y a|vois|ce est|c est|es|esta|estan|son|hay|tiene|ves) /u;
/** `shapes that are not red` leaves red ones out, whatever the question begins with. */
const RELATIVE =
  / (?:(?:that|which|who|qui|que) (?:(?:is|are|was|were|sont|est|son|es) )?<not>|(?:die|das|der) <not> .+ (?:ist|sind)) /u;
/** What follows is what to do when something is not there, not what is asked. */
const CONDITION = / (?:if|otherwise|wenn|falls|sinon|si) /u;
const STATEMENT = /^ (?:i|we|ich|wir|je|nous|yo|do <not>|ne) /u;
const NEXT_QUESTION =
  / (?=(?:which|what|how|list|name|find|where|is|are|welche\S*|was|wie|quel\S*|combien|que|cual\S*|cuant\S*) )/u;

/** @returns null when the question says no to nothing */
export function negationIn(words: string): Negation | null {
  const said = saidWords(words);
  if (said !== "" && mark(said) !== ` ${said} `) return null;
  const marked = mark(words);
  const condition = CONDITION.exec(marked)?.index ?? marked.length;
  const at = marked.search(/ <(?:not|but)>/u);
  if (at < 0 || at > condition || STATEMENT.test(marked)) return null;
  const plain = (text: string): string =>
    text
      .replace(/<(?:not|but)>/gu, " ")
      .replace(/\s+/gu, " ")
      .trim();
  if (marked.includes(` ${BUT}`)) {
    const [before = "", after = ""] = marked.split(` ${BUT}`);
    const [first = "", ...rest] = after.split(NEXT_QUESTION);
    return before.trim() === ""
      ? { words: plain(rest.join(" ")), leftOut: plain(first), isNegative: false }
      : { words: plain(before), leftOut: plain(after), isNegative: false };
  }
  if (WHETHER.test(marked) && !RELATIVE.test(marked)) return { words: plain(marked), leftOut: "", isNegative: true };
  return { words: plain(marked.slice(0, at)), leftOut: plain(marked.slice(at)), isNegative: false };
}

function mark(words: string): string {
  let marked = ` ${words} `;
  for (const [pattern, put] of NOTS) marked = marked.replace(pattern, put);
  for (const pattern of BUTS)
    marked = marked.replace(pattern, (all) => (/ but /u.test(all) ? all.replace(/ but .*$/u, ` ${BUT} `) : ` ${BUT}`));
  return WHETHER.test(marked) ? marked : marked.replace(WITHOUT, ` ${BUT}`);
}
