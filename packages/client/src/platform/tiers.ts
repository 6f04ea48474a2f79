// The two resolution tiers. Source: Claude documentation, Vision (read 2026-09-20) and Vision coordinates (read 2026-09-26).
import type { Tier } from "../content/tier.ts";

/** Opus 4.6, Sonnet 4.6 and older, Haiku 4.5: 56 patches a side. Also the safe tier where the model is not known. */
export const STANDARD_TIER: Tier = Object.freeze({ name: "standard", maxEdgePx: 1568, maxTokens: 1568 });

/** Claude 4.7 and later: 92 patches a side. */
export const HIGH_TIER: Tier = Object.freeze({ name: "high", maxEdgePx: 2576, maxTokens: 4784 });

export const TIERS = Object.freeze({ standard: STANDARD_TIER, high: HIGH_TIER });
