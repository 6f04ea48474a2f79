// What light and transparency keep the eyes from telling.
import type { Perception, Quality } from "../../perception.ts";

/** Mean luminance under which colour is lost: darkened colour photographs of examples/photos look grey from 0.02 to 0.07 down, measured 2026-11-22. */
const TOO_DARK = 0.08;

/** A picture without colour that is this dark may have had one. */
export function isTooDarkForColour({ grey, brightness }: Quality): boolean {
  return grey && brightness < TOO_DARK;
}

export const ON_WHITE = "What is transparent in it I see as white.";

/** An empty string when nothing can be transparent. */
export function sayTransparency({ picture: { alpha } }: Perception): string {
  return alpha ? ON_WHITE : "";
}
