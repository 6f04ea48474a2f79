// The conversation that is measured: twenty turns, a picture with every other one.

export const TURNS = 20;
export const PICTURES = 10;
export const MODEL = "claude-opus-5-5";
export const MAX_TOKENS = 256;
/** About what a short answer has; every turn gets it. */
export const ANSWER = "The picture shows a stone wall with a wooden door, and a bicycle that leans against it. ".repeat(
  6,
);

export interface Talk {
  /** Where the platform is. */
  readonly url: string;
  /** Paths of the picture files, one for each turn that brings one. */
  readonly pictures: readonly string[];
  readonly turns: number;
}

/** Index of the picture that comes with a turn (from 1); null for turns without one. */
export function pictureOf(turn: number): number | null {
  return turn % 2 === 1 ? (turn - 1) / 2 : null;
}

/** Pictures that stand in the request of a turn. */
export function picturesBy(turn: number): number {
  return Math.ceil(turn / 2);
}

export function promptOf(turn: number): string {
  return pictureOf(turn) === null ? `And what else could it be? This is turn ${turn}.` : `What is in picture ${turn}?`;
}
