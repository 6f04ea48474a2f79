// Colours of a picture in words.
import type { SeenColour } from "../../perception.ts";
import { listed } from "./english.ts";

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
