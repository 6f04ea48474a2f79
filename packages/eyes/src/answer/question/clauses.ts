// A user's turn cut into the questions it holds: `What is this, and where is it?` holds two.

/** What is longer is a letter, not a question: its end is read. */
const MAX_CHARACTERS = 4000;
const MAX_CLAUSES = 12;

const SENTENCE_END = /[?!;\n¿¡]+|\.(?=\s|$)/u;
/** Words that begin another question after `and`. */
const NEXT =
  /,?\s+(?:and then|and|then|und dann|und|dann|et puis|et|puis|y luego|y|luego)\s+(?=(?:what|where|how|which|who|why|when|is|are|does|do|was|wo|wie|welche[rsnm]?|wer|warum|wann|ist|sind|où|ou|que|quel(?:le)?s?|qui|combien|pourquoi|quand|est-ce|y a-t-il|qué|dónde|donde|cuál|cuáles|cuántos|cuántas|cuantos|cuantas|quién|cómo|hay|de qué|de quelle|describe|read|transcribe|count|list|find|locate|tell|give|beschreib\w*|lies|zähle?|finde|lis|décri\w+|compte[rz]?|trouve[rz]?|lee|cuenta|encuentra)(?:\s|'|’))/iu;

export function clausesOf(text: string): string[] {
  return text
    .slice(-MAX_CHARACTERS)
    .split(SENTENCE_END)
    .flatMap((sentence) => sentence.split(NEXT))
    .map((clause) => clause.trim())
    .filter((clause) => /[\p{L}\p{N}]/u.test(clause))
    .slice(-MAX_CLAUSES);
}
