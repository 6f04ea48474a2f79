// A resolution tier: how large a picture may be before the model is shown a smaller one. The rows stand in platform/tiers.ts.

/** The two limits that bring a picture to the size the model sees. */
export interface FitLimits {
  /** Longest side in px, counted after each side is rounded up to a multiple of 28. */
  readonly maxEdgePx: number;
  /** Most visual tokens (28 x 28 px patches) of one picture. */
  readonly maxTokens: number;
}

/** A resolution tier: the size an image is brought to before the model sees it. */
export interface Tier extends FitLimits {
  readonly name: "standard" | "high";
}
