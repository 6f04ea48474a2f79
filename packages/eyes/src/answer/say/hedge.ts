// How sure an answer sounds, by calibrated confidence.

export const SURE = 0.75;
export const LIKELY = 0.6;

/** Stands before the name of a thing: nothing, `what looks like ` or `possibly `. */
export function hedge(confidence: number): string {
  if (confidence >= SURE) return "";
  return confidence >= LIKELY ? "what looks like " : "possibly ";
}

export const ONLY_EIGHTY = "My detector knows only 80 everyday kinds of things";

/** Said when the one thing that was named is not certain. */
export const BEHIND_LABEL = `${ONLY_EIGHTY}, so something else can hide behind that name.`;
