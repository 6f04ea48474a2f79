// Colours of a picture and of things in words.
import type { SeenColour, SeenObject } from "../../perception.ts";
import { listed } from "./english.ts";

/** What a thing's colours are worth: boxes are no outlines. */
export const ESTIMATED = "I judge by the middle of its box, where other things may show.";

/** How the colours of a thing are called: `mostly black and white`. */
export function mostly({ colours }: Pick<SeenObject, "colours">): string {
  return `mostly ${listed(colours.slice(0, 2))}`;
}

/** `blue (41 %), white (30 %) and red (5 %)`; with the mean colour as `#rrggbb` when asked for. */
export function sayColours(
  colours: readonly SeenColour[],
  { most, hex = false }: { most: number; hex?: boolean },
): string {
  return listed(
    colours.slice(0, most).map(({ name, hex: code, share }) => {
      const percent = share < 0.01 ? "under 1 %" : `${Math.round(share * 100)} %`;
      return `${name} (${hex ? `${code}, ` : ""}${percent})`;
    }),
  );
}
