// A user's turn cut into the questions it holds: `What is this, and where is it?` holds two.

/** What is longer is a letter, not a question: its end is read. */
const MAX_CHARACTERS = 4000;
const MAX_CLAUSES = 12;

const SENTENCE_END = /[?!;\n¿¡]+|\.(?=\s|$)/u;
/** Words that begin another question after `and`. */
const NEXT =
  /,?\s+(?:and then|and|then|und dann|und|dann|et puis|et|puis|y luego|y|luego)\s+(?=(?:what|where|how|which|who|why|when|is|are|does|do|was|wo|wie|welche[rsnm]?|wer|warum|wann|ist|sind|où|ou|que|quel(?:le)?s?|qui|combien|pourquoi|quand|est-ce|y a-t-il|qué|dónde|donde|cuál|cuáles|cuántos|cuántas|cuantos|cuantas|quién|cómo|hay|de qué|de quelle|describe|read|transcribe|count|list|find|locate|tell|give|beschreib\w*|lies|zähle?|finde|lis|décri\w+|compte[rz]?|trouve[rz]?|lee|cuenta|encuentra)(?:\s|'|’))/iu;

/**
 * What @fovea/client asks when it wants places (test/contracts/find.json): the first line is the question, and what follows only tells models how
 * to write coordinates. What is to be found may hold full stops, question marks and other questions.
 */
const FIND = /^\s*(Find: "[^"\n]+")\s*$/mu;
const HOW = /^[^\n]*\n\nThe picture is \d+x\d+ px\. /u;

export function clausesOf(text: string): string[] {
  const find = HOW.test(text) ? FIND.exec(text)?.[1] : undefined;
  if (find !== undefined) return [find];
  return text
    .slice(-MAX_CHARACTERS)
    .split(SENTENCE_END)
    .flatMap((sentence) => sentence.split(NEXT))
    .map((clause) => clause.trim())
    .filter((clause) => /[\p{L}\p{N}]/u.test(clause))
    .slice(-MAX_CLAUSES);
}
