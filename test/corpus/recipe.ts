// What a file of the corpus is, and what must become of it. Written by hand from what was drawn: no code under test has a say in it.

export interface Entry {
  /** Name in fixtures/. */
  readonly file: string;
  /** The program that made it. */
  readonly encoder: string;
  /** What is special about it. */
  readonly what: string;
  /**
   * `same`: legal on every platform, and sent byte for byte. `changed`: written anew, and then legal on every platform. Anything else: the code
   * that it is refused with before it is sent.
   */
  readonly becomes: string;
  /** Upright size that it shows, in px; null where it shows nothing. */
  readonly size: readonly [number, number] | null;
  /** Least likeness to the original, in dB; null where the text that can be read is compared. */
  readonly minDb: number | null;
  /** The file that shows the same, where the decoder of the test does not read this one. */
  readonly like?: string;
}

export interface Recipe extends Entry {
  readonly make: () => Promise<Uint8Array>;
}
