// Words as a mask of ink, set by the fonts of this machine.
import type { Mask } from "./paint.ts";
import type { Sharp } from "./sharp.ts";

/** Longest text that is set, in characters. */
const MAX_CHARS = 60;

/**
 * The text in one line, cut to the ink. Null when nothing is inked: it is empty, or there is no font at all on this machine.
 *
 * @param sizePx height of the font, in px
 */
export async function lettering(sharp: Sharp, text: string, sizePx: number): Promise<Mask | null> {
  const line = oneLine(text);
  if (line === "") return null;
  const options = { text: { text: escaped(line), font: `sans bold ${sizePx}`, dpi: 72 } };
  // Characters that no font has, or no font: then there are boxes without words, and the caller says so.
  const set = await sharp(options)
    .extractChannel(0)
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch(() => null);
  if (set === null || !set.data.some((ink) => ink > 127)) return null;
  return { width: set.info.width, height: set.info.height, ink: set.data };
}

function oneLine(text: string): string {
  // Control characters have no shape, and some are not allowed in markup.
  const characters = [...text.replaceAll(/[\p{Cc}\p{Cs}\s]+/gu, " ").trim()];
  return characters.length > MAX_CHARS ? `${characters.slice(0, MAX_CHARS - 1).join("")}…` : characters.join("");
}

/** The text is set as Pango markup: `<b>` from a model must be read, not obeyed. */
function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
