// A question's words without what does not matter: case, accents, punctuation.

/** Lower case, no accents, words (letters and digits) separated by one space: `Où est-il ?` -> `ou est il`. */
export function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replaceAll("œ", "oe")
    .replaceAll("æ", "ae")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
