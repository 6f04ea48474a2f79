// What was read but is not text: discs, stars and edges of things that the recogniser takes for signs.

/** Lines read with less confidence are mostly not text; a lone character has no neighbours to confirm it. */
const MIN_CONFIDENCE = 0.5;
const MIN_CONFIDENCE_ALONE = 0.8;
const FOREIGN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
/** Signs that people print without letters or digits beside them. */
const SIGNS = /^[$€£¥%?!&@#+=]+$/;

/** The lines that are text. A lone Chinese character needs a companion: in a photograph it is a crossing of twigs or beams. */
export function believable<L extends { readonly text: string; readonly confidence: number }>(lines: readonly L[]): L[] {
  const likely = lines.filter(({ text, confidence }) => {
    if (confidence < ([...text].length < 2 ? MIN_CONFIDENCE_ALONE : MIN_CONFIDENCE)) return false;
    return /[\p{L}\p{Nd}]/u.test(text) || (SIGNS.test(text) && confidence >= MIN_CONFIDENCE_ALONE);
  });
  const foreign = likely.reduce((count, { text }) => count + [...text].filter((c) => FOREIGN.test(c)).length, 0);
  return likely.filter(({ text }) => foreign > 1 || !FOREIGN.test(text) || [...text].length > 1);
}
