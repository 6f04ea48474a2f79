// Photograph, graphic or document: decided from texture and from the text that was read. Thresholds measured on examples/photos and
// examples/drawn, as they are, as JPEG of quality 40 to 90, enlarged, blurred and darkened (kind.test.ts repeats most of it).
import type { Kind, TextLine } from "../perception.ts";
import type { Texture } from "./texture.ts";

/** Drawn pictures have 0.54 to 0.99 exact neighbours, photographs 0 to 0.45 (a grey one blurred by 3 px or saved at JPEG quality 40 the most). */
const DRAWN_EXACT = 0.5;
/** A gradient has few exact neighbours, but nothing else is as smooth: 0.94 up; the photographs, blurred by 3 px or enlarged, up to 0.73. */
const DRAWN_SMOOTH = 0.9;
/** A photograph cut out on a flat ground: texture where it is not flat, and far more colours than ink has. */
const CUT_OUT = { textured: 0.3, colours: 120 };

/** A drawn picture is a document from so much text on: poster and chart have 8 and 15 lines of 141 and 108 characters, receipt and form over 330. */
const DOCUMENT = { lines: 8, characters: 220 };
/** A photograph is a document when text covers it like a page; street scenes stay under. */
const PAGE = { lines: 12, characters: 200, share: 0.05 };

/** @param text of the whole picture, whose size is `width` x `height` px */
export function kindOf(texture: Texture, text: readonly TextLine[], width: number, height: number): Kind {
  const characters = text.reduce((sum, line) => sum + line.text.length, 0);
  if (isDrawn(texture))
    return text.length >= DOCUMENT.lines && characters >= DOCUMENT.characters ? "document" : "graphic";
  const area = text.reduce((sum, { box }) => sum + (box[2] - box[0]) * (box[3] - box[1]), 0);
  const isPage = text.length >= PAGE.lines && characters >= PAGE.characters && area >= PAGE.share * width * height;
  return isPage ? "document" : "photograph";
}

function isDrawn(texture: Texture): boolean {
  if (texture.textured > CUT_OUT.textured && texture.colours > CUT_OUT.colours) return false;
  return texture.exact > DRAWN_EXACT || texture.smooth > DRAWN_SMOOTH;
}
