// The recogniser's answer decoded: the likeliest class of each step, repeats merged, blanks dropped (CTC, greedy). Spaces are not
// characters here: the recogniser is unsure of them, so each character carries how likely one stands before it.

/** One character, and where the recogniser saw it. */
export interface Emission {
  readonly character: string;
  /** Probability at its first step, 0 to 1. */
  readonly probability: number;
  /** First and last step that say it. */
  readonly first: number;
  readonly last: number;
  /** Highest probability of a space at any step after the character before. */
  readonly space: number;
  /** What the recogniser would have said instead. */
  readonly second: { readonly character: string; readonly probability: number };
}

/**
 * @param data probabilities, `steps` x `classes.length` from `offset` on
 * @param classes character of each class; class 0 is the blank, the last one the space
 */
export function greedyDecode(
  data: Float32Array,
  offset: number,
  steps: number,
  classes: readonly string[],
): Emission[] {
  const count = classes.length;
  const spaceClass = count - 1;
  const found: { -readonly [key in keyof Emission]: Emission[key] }[] = [];
  let previous = 0;
  let space = 0;
  for (let step = 0; step < steps; step++) {
    const from = offset + step * count;
    const best = highest(data, from, count, -1);
    const current = found.at(-1);
    if (best === 0 || best === spaceClass) space = Math.max(space, data[from + spaceClass] as number);
    else if (best === previous && current) current.last = step;
    else {
      const other = highest(data, from, count, best);
      found.push({
        character: classes[best] as string,
        probability: data[from + best] as number,
        first: step,
        last: step,
        space,
        second: { character: classes[other] as string, probability: data[from + other] as number },
      });
      space = 0;
    }
    previous = best;
  }
  return found;
}

/** The hot loop: 6625 classes a step. */
function highest(data: Float32Array, from: number, count: number, except: number): number {
  let best = except === 0 ? 1 : 0;
  let value = data[from + best] as number;
  for (let i = best + 1; i < count; i++) {
    const other = data[from + i] as number;
    if (other > value && i !== except) {
      value = other;
      best = i;
    }
  }
  return best;
}
