// Pixels in memory, and what goes wrong on the way to them.

/** 8 bits a channel, rows from the top, no padding. */
export interface RawPicture {
  readonly data: Uint8Array;
  /** In px. */
  readonly width: number;
  readonly height: number;
  /** Grey, grey and alpha, RGB, RGBA. */
  readonly channels: 1 | 2 | 3 | 4;
}

/** What a decoder says of bytes it cannot read: a clause without a full stop. */
export class Undecodable extends Error {}

/** A size that a header names, before anything is allocated for it. */
export class TooManyPixels extends Error {
  readonly width: number;
  readonly height: number;
  constructor(width: number, height: number) {
    super(`${width}x${height} px`);
    this.width = width;
    this.height = height;
  }
}
