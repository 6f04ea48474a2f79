// Where the words of a line part. The recogniser was trained mostly on Chinese and gives few spaces its full vote, but it seldom hints at
// one where none is: its hint and the gap in the ink decide together.
import type { Emission } from "./ctc.ts";

// Fitted on 1,487 drawn lines (prose, prices, phone numbers, codes, addresses) in 14 fonts at 13 to 47 px, upright and slanted, PNG and
// JPEG, and checked on 1,461 others in November 2026: 59 of 3,476 spaces wrong; 707 by the recogniser's own vote alone.
/** Hint from which a space is taken whatever the ink says. */
const PLAIN_HINT = 0.5;
/** Hint from which any clear gap will do. */
const STRONG_HINT = 0.1;
const STRONG_MIN_GAP = 0.25;
/** Hint without ink to compare with. */
const BLIND_HINT = 0.2;
/** Weaker hints need a wider gap: as a share of the line's own word gaps or, where the line has shown none, of a letter's pitch. */
const LADDER = [
  { hint: 0.03, ofWordGap: 0.6, ofPitch: 0.33, minPx: 0 },
  { hint: 0.005, ofWordGap: 0.75, ofPitch: 0.42, minPx: 0 },
  { hint: 0, ofWordGap: 0.9, ofPitch: 0.6, minPx: 10 },
] as const;
/** No gap below this share of a letter's pitch parts words on a weak hint. */
const MIN_GAP = 0.4;
/**
 * Where all characters are equally wide, narrow ones leave much room round them, marks most: there words must also stand apart by this many
 * pitches.
 */
const LETTER_PITCHES = 1.05;
const MARK = /[.,:;'"_@/=-]/;
const MARK_PITCHES = 1.2;
/** Characters stand at an even pitch when their distances vary by less than this share of the mean. */
const EVEN = 0.21;
const MIN_DISTANCES = 5;
/** Below this pitch the recogniser's steps are too coarse to tell. */
const MIN_PITCH_STEPS = 1.6;
/** Hint below which no space is even thought of. */
const NO_HINT = 0.003;
/** Gap that parts "4,900" or "10.50" into two numbers, and a mail address or file_name into two words, whatever the hint. */
const NUMBER_GAP = 0.7;
const ADDRESS_GAP = 0.6;
/** Gap that parts a mail address at its points. */
const POINT_GAP = 0.9;

/**
 * The words of a line, in order.
 * @param ink columns of the crop that hold ink, or null when print does not stand out
 * @param pxPerStep columns of the crop that one step of the recogniser covers
 */
export function words(emissions: readonly Emission[], ink: Uint8Array | null, pxPerStep: number): Emission[][] {
  const gaps = ink === null ? null : gapsBefore(emissions, ink, pxPerStep);
  const pitch = evenPitch(emissions);
  const wordGap =
    gaps && median(gaps.filter((_, i) => hint(emissions, i) >= STRONG_HINT).map(({ ofPitch }) => ofPitch));
  const found: Emission[][] = [];
  emissions.forEach((emission, i) => {
    const word = found.at(-1);
    if (word && !parts(emissions, i, gaps?.[i] ?? null, wordGap ?? null, pitch)) word.push(emission);
    else found.push([emission]);
  });
  return found;
}

interface Gap {
  /** Columns without ink. */
  readonly px: number;
  /** The same in shares of the mean pitch of the line's characters. */
  readonly ofPitch: number;
}

/** Whether a space stands before character `i`. */
function parts(
  emissions: readonly Emission[],
  i: number,
  gap: Gap | null,
  wordGap: number | null,
  pitch: number | null,
): boolean {
  const given = hint(emissions, i);
  if (gap === null) return given >= BLIND_HINT;
  const [first, before, after, last] = [i - 2, i - 1, i, i + 1].map((at) => emissions[at]?.character ?? " ") as Four;
  const insideNumber = /\d[.,]\d/.test(before + after + last) || /\d[.,]\d/.test(first + before + after);
  if (insideNumber && gap.ofPitch < NUMBER_GAP) return false;
  if (/[@_]/.test(before + after) && gap.ofPitch < ADDRESS_GAP) return false;
  if (/\.[a-z\d]/.test(before + after + last) && gap.ofPitch < POINT_GAP && isInAddress(emissions, i)) return false;
  if (given >= PLAIN_HINT) return true;
  const pitches = MARK.test(before + after) ? MARK_PITCHES : LETTER_PITCHES;
  if (pitch !== null && distance(emissions, i) < pitches * pitch) return false;
  if (given >= STRONG_HINT) return gap.ofPitch >= STRONG_MIN_GAP;
  const rung = LADDER.find((candidate) => given >= candidate.hint) ?? LADDER[2];
  if (gap.px < rung.minPx) return false;
  if (wordGap !== null) return gap.ofPitch >= Math.max(MIN_GAP, rung.ofWordGap * wordGap);
  return gap.ofPitch >= rung.ofPitch;
}

type Four = [string, string, string, string];

function hint(emissions: readonly Emission[], i: number): number {
  return emissions[i]?.space ?? 0;
}

/** Whether an at sign stands in the same run of characters, up to the next plain hint on either side. */
function isInAddress(emissions: readonly Emission[], i: number): boolean {
  const isEnd = (at: number): boolean => hint(emissions, at) >= PLAIN_HINT;
  let [from, to] = [i - 1, i + 1];
  while (from > 0 && !isEnd(from)) from--;
  while (to < emissions.length && !isEnd(to)) to++;
  return emissions.slice(from, to).some(({ character }) => character === "@");
}

/** Steps from the character before to character `i`. */
function distance(emissions: readonly Emission[], i: number): number {
  const [before, after] = [emissions[i - 1], emissions[i]];
  return before && after ? (after.first + after.last - before.first - before.last) / 2 : 0;
}

/** Mean distance of neighbours in steps if they stand evenly, as in typewriter faces and rows of figures; null otherwise. */
function evenPitch(emissions: readonly Emission[]): number | null {
  const inWords = [...emissions.keys()].filter((i) => i > 0 && hint(emissions, i) < NO_HINT);
  if (inWords.length < MIN_DISTANCES) return null;
  const distances = inWords.map((i) => distance(emissions, i));
  const usual = distances.filter((steps) => steps < 1.5 * (median([...distances]) ?? 0) + 0.5);
  const mean = usual.reduce((sum, steps) => sum + steps, 0) / usual.length;
  const spread = Math.sqrt(usual.reduce((sum, steps) => sum + (steps - mean) ** 2, 0) / usual.length);
  return mean >= MIN_PITCH_STEPS && spread <= EVEN * mean ? mean : null;
}

/** For each character the widest run without ink before it; none before the first. */
function gapsBefore(emissions: readonly Emission[], ink: Uint8Array, pxPerStep: number): Gap[] {
  const pitch = (ink.lastIndexOf(1) - ink.indexOf(1) + 1) / emissions.length;
  return emissions.map((emission, i) => {
    const before = emissions[i - 1];
    if (!before) return { px: 0, ofPitch: 0 };
    // The recogniser fires somewhere inside a character: the gap lies between the two firings, give or take most of a step.
    const from = Math.max(0, Math.round((before.first + 0.2) * pxPerStep));
    const to = Math.min(ink.length, Math.round((emission.last + 0.8) * pxPerStep));
    const px = widestBlank(ink, from, to);
    return { px, ofPitch: px / pitch };
  });
}

function widestBlank(ink: Uint8Array, from: number, to: number): number {
  let [widest, run] = [0, 0];
  for (let column = from; column < to; column++) {
    run = ink[column] === 0 ? run + 1 : 0;
    if (run > widest) widest = run;
  }
  return widest;
}

function median(values: number[]): number | null {
  return values.sort((a, b) => a - b)[values.length >> 1] ?? null;
}
