// What the eyes found in one picture: measurements, before any wording. Serialisable; remembered by the sha256 of the bytes.

/** `[x1, y1, x2, y2]` in px of the picture as given (EXIF orientation applied), origin top left, x2 and y2 exclusive. */
export type Box = readonly [number, number, number, number];

/** Facts of the file, as decoded. */
export interface PictureFacts {
  readonly mediaType: "image/jpeg" | "image/png" | "image/gif" | "image/webp";
  /** Width in px, EXIF orientation applied. */
  readonly width: number;
  readonly height: number;
  /** EXIF orientation, 1 to 8. */
  readonly orientation: number;
  readonly frames: number;
  readonly alpha: boolean;
  readonly byteLength: number;
}

/** One of the 80 COCO kinds of things, with a calibrated confidence. */
export interface SeenObject {
  readonly label: string;
  /** Calibrated: of all labels given with 0.7, about 70 in 100 are right. 0 to 1. */
  readonly confidence: number;
  readonly box: Box;
  /** Names of the main colours of the thing, most common first. */
  readonly colours: readonly string[];
  /** Other labels the detectors considered for the same place. */
  readonly alternatives: readonly { readonly label: string; readonly confidence: number }[];
}

export interface TextLine {
  readonly text: string;
  /** Mean character probability of the recogniser, 0 to 1. */
  readonly confidence: number;
  readonly box: Box;
  /** Reading direction in degrees, 0 is left to right. */
  readonly angle: number;
}

export interface SeenText {
  /** Lines in reading order. */
  readonly lines: readonly TextLine[];
  /** Lines that stand beside each other joined with two spaces: one string a visual row. */
  readonly rows: readonly string[];
}

export interface SeenCode {
  /** `QRCode`, `Code128`, ... as ZXing names them. */
  readonly format: string;
  readonly text: string;
  readonly box: Box;
}

export interface SeenColour {
  readonly name: string;
  /** Mean colour, `#rrggbb`. */
  readonly hex: string;
  /** Share of the picture's area, 0 to 1. */
  readonly share: number;
}

export interface SeenShape {
  readonly shape: string;
  readonly colour: string;
  readonly hex: string;
  readonly box: Box;
  /** Share of the picture's area, 0 to 1. */
  readonly share: number;
}

export interface ChartBar {
  readonly label: string;
  readonly value: number;
  readonly colour: string;
  readonly box: Box;
}

export interface SeenChart {
  readonly bars: readonly ChartBar[];
  /** How the values were got: printed at the bars, or read off the axis. */
  readonly valuesFrom: "printed" | "axis";
  readonly title: string | null;
}

export type Kind = "photograph" | "graphic" | "document";

export interface Quality {
  /** Mean luminance, 0 black to 1 white. */
  readonly brightness: number;
  /** Standard deviation of the luminance, 0 to about 0.5. */
  readonly contrast: number;
  /** Variance of the Laplacian, the mean over 16 tiles of the picture at 1024 px or less. */
  readonly sharpness: number;
  readonly dark: boolean;
  readonly bright: boolean;
  readonly blurred: boolean;
  /** True when the picture has hardly any colour. */
  readonly grey: boolean;
}

/** The analyses of a picture, by name, in the order in which they run. */
export type Analysis = "quality" | "colours" | "objects" | "faces" | "text" | "codes" | "kind" | "drawing" | "chart";

/** An analysis that gave less than the picture holds: the picture's time was over, or the analysis itself failed. */
export interface Unfinished {
  readonly analysis: Analysis;
  readonly reason: "time" | "failure";
  /** Of a failure: the error's own words, for a bug report. */
  readonly detail?: string;
}

export interface Perception {
  readonly picture: PictureFacts;
  readonly kind: Kind;
  readonly quality: Quality;
  readonly colours: readonly SeenColour[];
  readonly objects: readonly SeenObject[];
  /** Faces inside people: how many and where, never whose. */
  readonly faces: readonly { readonly box: Box; readonly confidence: number }[];
  readonly text: SeenText;
  readonly codes: readonly SeenCode[];
  /** Only for graphics: the background's colour name, and what is drawn on it. */
  readonly drawing: { readonly background: string; readonly shapes: readonly SeenShape[] } | null;
  readonly chart: SeenChart | null;
  /** Analyses whose fields hold less than is there. Empty for all but enormous, or very odd, pictures. */
  readonly unfinished: readonly Unfinished[];
  /** Milliseconds each analysis took. */
  readonly ms: Readonly<Record<string, number>>;
}

/** What changed between two pictures. */
export interface Comparison {
  readonly same: "identical" | "nearly" | "changed" | "different";
  /** Structural similarity, 1 is equal. */
  readonly similarity: number;
  /** Share of the area that differs, 0 to 1. */
  readonly changedShare: number;
  /** Changed regions in px of the first picture, largest first. */
  readonly regions: readonly Box[];
  /** Shift of the whole scene in px of the first picture, when the camera moved a little; null otherwise. */
  readonly shift: { readonly x: number; readonly y: number } | null;
}
