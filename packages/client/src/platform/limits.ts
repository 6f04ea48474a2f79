// Limits that several platforms share, each once.
import { fact, unsure } from "./fact.ts";
import { ERROR_TEXTS, OVERVIEW, VISION } from "./origins.ts";

const MIB = 1024 * 1024;

/**
 * The longest side, in px, that a picture is given when it must go under the many-image limit: 71 patches of 28 px. It stays under 2000
 * after padding too, and under it by enough for the one report that 2000 px itself was refused.
 */
export const MANY_IMAGES_FIT_EDGE_PX = 1988;

/** 10 MB, of the base64 text: the API's own error says `> 10485760 bytes` (observed 2026-09-29). */
export const IMAGE_10_MB = fact(10 * MIB, VISION, "counted on the base64 text; the live error text names 10485760");
/** 5 MB, of the base64 text: every reported `N bytes > 5242880 bytes` has an N that is a multiple of 4. */
export const IMAGE_5_MB = fact(5 * MIB, VISION, "counted on the base64 text; the error text names 5242880");

const MB = "the documentation says MB; read as 1048576 bytes, as the image limit's error texts do";
export const REQUEST_32_MB = fact(32 * MIB, OVERVIEW, MB);
export const REQUEST_30_MB = fact(30 * MIB, VISION, MB);
export const REQUEST_20_MB = fact(20 * MIB, VISION, MB);

export const EDGE_8000 = fact(8000, VISION);
export const MANY_IMAGES_20 = fact(20, VISION);
export const MANY_IMAGES_EDGE_2000 = unsure(
  2000,
  ERROR_TEXTS,
  "the documentation advises at most 2000 px and the error text names 2000; one report says that exactly 2000 px was refused",
);
