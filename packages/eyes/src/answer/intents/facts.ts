// Size, format, orientation, frames, sharpness, brightness: what was measured of the file and its pixels.
import type { Analysis, Perception } from "../../perception.ts";
import type { PictureIntent, View } from "../intent.ts";
import { LANGUAGES, type Language } from "../question/language.ts";
import { phrases } from "../question/phrases.ts";
import type { Question } from "../question/question.ts";
import { wantedField } from "../question/wanted.ts";
import { withArticle } from "../say/english.ts";
import { isTooDarkForColour, ON_WHITE } from "../say/light.ts";
import { noneSeen } from "../say/none.ts";
import { thingsOf } from "../say/sees.ts";
import { isCutShort } from "../say/unfinished.ts";
import { labelWords } from "../words/fields.ts";
import { barsAsked, chartAnswer } from "./chart.ts";

interface Fact {
  readonly words: Readonly<Record<Language, string>>;
  /** Without it there is nothing to say. */
  readonly needs?: Analysis;
  readonly say: (seen: Perception) => string;
}

const SIZE: Fact = {
  words: {
    en: "size, sizes, dimension*, resolution, how big, how large, how wide, how high, width, height, aspect ratio, megapixel*, how many pixels",
    de: "größe, abmessung*, auflösung, wie groß, wie breit, wie hoch ist das bild, breite, höhe, seitenverhältnis, megapixel, wie viele pixel",
    fr: "taille, dimension*, résolution, largeur, hauteur, mégapixels, combien de pixels",
    es: "tamaño, dimension*, resolución, ancho, anchura, altura, megapíxeles, cuántos píxeles",
  },
  say: ({ picture: { width, height } }) =>
    `The picture is ${width} x ${height} px (${round((width * height) / 1e6, 2)} megapixels).`,
};

const FILE_SIZE: Fact = {
  words: {
    en: "file size, how many bytes, byte*, kilobyte*, megabyte*, mb, kb, how heavy is the file",
    de: "dateigröße, byte*, kilobyte, megabyte, mb, kb",
    fr: "taille du fichier, octets, poids du fichier, ko, mo",
    es: "tamaño del archivo, bytes, peso del archivo, mb, kb",
  },
  say: ({ picture: { byteLength } }) => `The file has ${byteLength} bytes (${round(byteLength / 1e6, 2)} MB).`,
};

const FACTS: readonly Fact[] = [
  FILE_SIZE,
  SIZE,
  {
    words: {
      en: "file format, image format, picture format, what format, which format, file type, filetype, type of file, media type, is .. jpeg, is .. jpg, is .. png, is .. webp, is .. gif",
      de: "dateiformat, bildformat, welches format, welchem format, dateityp, ist .. jpeg, ist .. png",
      fr: "format de fichier, format d'image, quel format, format du fichier, type de fichier",
      es: "formato, tipo de archivo",
    },
    say: ({ picture: { mediaType } }) =>
      `The file is a ${mediaType.replace("image/", "").toUpperCase()} (${mediaType}).`,
  },
  {
    words: {
      en: "orientation, portrait format, landscape format, portrait or landscape, landscape or portrait, rotated, rotation, upside down, sideways, exif",
      de: "ausrichtung, hochformat, querformat, gedreht, orientierung, exif",
      fr: "orientation, format portrait, format paysage, portrait ou paysage, tournée, exif",
      es: "orientación, vertical, horizontal, girada, rotada, exif",
    },
    say: orientation,
  },
  {
    words: {
      en: "animated, animation, frame count, how many frames, number of frames",
      de: "animiert, animation, wie viele einzelbilder, wie viele frames",
      fr: "animée, animé, animation, combien d'images dans, combien de trames",
      es: "animada, animado, animación, cuántos fotogramas",
    },
    say: ({ picture: { frames } }) =>
      frames === 1 ? "It is a still picture: one frame." : `It has ${frames} frames; I look at the first only.`,
  },
  {
    words: { en: "transparen*, alpha", de: "transparen*, durchsichtig*", fr: "transparen*", es: "transparen*" },
    say: ({ picture: { alpha } }) =>
      alpha ? `It has a transparency channel. ${ON_WHITE}` : "It has no transparency channel.",
  },
  {
    needs: "quality",
    words: {
      en: "sharp, sharpness, blurry, blurred, blur, in focus, out of focus, quality",
      de: "scharf, unscharf, schärfe, verschwommen, qualität",
      fr: "net, nette, netteté, floue, flou, qualité",
      es: "nítida, nítido, nitidez, borrosa, borroso, desenfocada, enfocada, calidad",
    },
    say: ({ quality: { blurred, sharpness } }) =>
      `It looks ${blurred ? "soft or out of focus" : "sharp"} (variance of the Laplacian ${round(sharpness, 0)}).`,
  },
  {
    needs: "quality",
    words: {
      en: "brightness, too dark, too bright, is .. dark, is .. bright, how dark, how bright, exposure, exposed, underexposed, overexposed, contrast, well lit, lighting",
      de: "helligkeit, zu dunkel, zu hell, wie hell, wie dunkel, ist .. dunkel, ist .. hell, unterbelichtet, überbelichtet, belichtung, kontrast",
      fr: "luminosité, trop sombre, trop claire, est .. sombre, sous exposée, surexposée, exposition, contraste",
      es: "brillo, demasiado oscura, demasiado clara, es .. oscura, subexpuesta, sobreexpuesta, exposición, contraste",
    },
    say: ({ quality: { dark, bright, brightness, contrast } }) =>
      `It is ${dark ? "dark" : bright ? "very bright" : "neither dark nor overly bright"}: mean luminance ${round(brightness, 2)} of 1, standard deviation ${round(contrast, 2)}.`,
  },
  {
    needs: "quality",
    words: {
      en: "black and white, grayscale, greyscale, monochrome, in colour, in color",
      de: "schwarzweiß, schwarz weiß, graustufen, einfarbig",
      fr: "noir et blanc, niveaux de gris, monochrome",
      es: "blanco y negro, escala de grises, monocromo",
    },
    say: ({ quality }) => {
      if (isTooDarkForColour(quality)) return "It is too dark to tell whether it has colour.";
      return quality.grey ? "It is black-and-white: it has hardly any colour." : "It is in colour.";
    },
  },
  {
    needs: "kind",
    words: {
      en: "photo or, photograph or, drawing or, screenshot or, a photo $, a photograph $, a drawing $, a screenshot $, a scan $, kind of image, kind of picture, type of image, type of picture",
      de: "foto oder, zeichnung oder, ein foto $, eine zeichnung $, ein screenshot $, art von bild, was für ein bild",
      fr: "photo ou, dessin ou, une photo $, un dessin $, type d'image, genre d'image",
      es: "foto o, dibujo o, una foto $, un dibujo $, tipo de imagen",
    },
    say: (seen) => `It looks like ${kindOf(seen)}. I tell this from texture and text, and can be wrong.`,
  },
];

const MATCHERS = FACTS.map((fact) => ({
  fact,
  asked: phrases(LANGUAGES.map((language) => fact.words[language]).join(",")),
}));
const asksSize = phrases(LANGUAGES.map((language) => SIZE.words[language]).join(","));
const union = (language: Language): string => FACTS.map(({ words }) => words[language]).join(",");

/** `How high is the fee?` asks for what is printed. */
const HOW_HIGH = /^(?:how (?:high|big|large)|wie (?:hoch|gross)) /u;

export const facts: PictureIntent = {
  name: "facts of the file",
  about: "picture",
  needs: ["quality", "kind"],
  words: { en: union("en"), de: union("de"), fr: union("fr"), es: union("es") },
  when: ({ subject, words, quoted }) =>
    !(HOW_HIGH.test(words) && labelWords(wantedField({ words, quoted })).isLabel) &&
    ((subject.things.length === 0 && subject.shapes.length === 0) || asksSize(words)),
  answer: (question, view) => {
    if (question.subject.things.length > 0) return sizesOf(question, view);
    // `Wie hoch ist der Wert im März?` asks a bar's height, not the picture's.
    if (barsAsked(question, view.seen)) return chartAnswer(question, view.seen);
    const asked = MATCHERS.filter((one) => one.asked(question.words)).map(({ fact }) => fact);
    return asked
      .filter((fact) => !(fact === SIZE && asked.includes(FILE_SIZE)))
      .filter(({ needs }) => needs === undefined || !isCutShort(view.seen, needs))
      .map((fact) => fact.say(view.seen))
      .join(" ");
  },
};

/** How a picture is called: `a black-and-white photograph`, `a bar chart`. */
export function kindOf(seen: Perception): string {
  const { kind, quality, chart } = seen;
  if (isCutShort(seen, "kind")) return "a picture";
  if (chart) return "a bar chart";
  if (kind !== "photograph")
    return kind === "document" ? "a document, form or screenshot" : "a drawing or computer graphic";
  if (isCutShort(seen, "quality")) return "a photograph";
  if (isTooDarkForColour(quality)) return "a very dark photograph";
  return quality.grey ? "a black-and-white photograph" : "a colour photograph";
}

function orientation({ picture: { width, height, orientation: exif } }: Perception): string {
  const shape = width === height ? "square" : width > height ? "in landscape format" : "in portrait format";
  const turned =
    exif === 1 ? "its EXIF data does not turn it" : `its EXIF orientation is ${exif}, which I have applied`;
  return `The picture is ${shape} (${width} x ${height} px); ${turned}. Which way up its content stands I cannot tell.`;
}

function sizesOf({ subject }: Question, view: View): string {
  return subject.things
    .map((asked) => {
      const found = thingsOf(asked, subject, view.seen);
      if (found.length === 0) return noneSeen(asked, view);
      return found
        .map(
          ({ label, box: [x1, y1, x2, y2] }) =>
            `The box around ${withArticle(label)} is ${x2 - x1} px wide and ${y2 - y1} px high.`,
        )
        .concat("How large that is in the world I cannot tell.")
        .join(" ");
    })
    .join(" ");
}

function round(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)));
}
