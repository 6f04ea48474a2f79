// What truth.json says of each drawn picture. Tests and the eval read it through these types.

/** `[x1, y1, x2, y2]` in px, origin top left, x2 and y2 exclusive: the px that the ink covers by at least half. */
export type Box = readonly [number, number, number, number];

export interface DrawnText {
  readonly text: string;
  readonly box: Box;
  /** Degrees, clockwise; -90 reads from bottom to top. */
  readonly turn: number;
}

export interface DrawnCode {
  readonly format: string;
  readonly text: string;
  readonly box: Box;
}

export interface DrawnShape {
  readonly shape: string;
  readonly colour: string;
  readonly hex: string;
  readonly box: Box;
}

export interface DrawnBar {
  readonly label: string;
  readonly value: number;
  readonly colour: string;
}

export interface DrawnPicture {
  readonly width: number;
  readonly height: number;
  readonly kind: "document" | "graphic";
  /** Pieces of text in reading order. */
  readonly texts: readonly DrawnText[];
  /** The same, one string a visual row, pieces joined with two spaces. */
  readonly rows: readonly string[];
  readonly codes: readonly DrawnCode[];
  /** Bars of a chart are shapes too. */
  readonly shapes: readonly DrawnShape[];
  readonly background?: string;
  readonly chart?: {
    readonly title: string;
    readonly valuesFrom: "printed" | "axis";
    readonly bars: readonly DrawnBar[];
  };
  /** What is asked for, and the value printed in the picture. */
  readonly fields?: Readonly<Record<string, string>>;
}

export type Truth = Readonly<Record<string, DrawnPicture>>;
