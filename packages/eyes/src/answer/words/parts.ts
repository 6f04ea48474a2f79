// What a question can name beside the 80 kinds of things: drawn shapes, faces, text, codes, bars.
import type { Language } from "../question/language.ts";

export type Part =
  | "faces"
  | "shapes"
  | "text"
  | "lines"
  | "words"
  | "codes"
  | "bars"
  | "background"
  | "description"
  | "colours"
  | "everything";

export const PARTS: Readonly<Record<Part, Readonly<Record<Language, string>>>> = {
  faces: {
    en: "face, faces",
    de: "gesicht, gesichter, gesichtern",
    fr: "visage, visages",
    es: "cara, caras, rostro, rostros",
  },
  shapes: {
    en: "shape, shapes, geometric shape, geometric shapes",
    de: "form, formen, figur, figuren",
    fr: "forme, formes, figure, figures",
    es: "forma, formas, figura, figuras",
  },
  text: {
    en: "text, texts, writing, inscription, lettering",
    de: "text, texte, schrift, aufschrift, beschriftung",
    fr: "texte, textes, inscription, inscriptions",
    es: "texto, textos, inscripción, letras",
  },
  lines: {
    en: "line of text, lines of text, text line, text lines",
    de: "zeile, zeilen, textzeilen",
    fr: "ligne de texte, lignes de texte",
    es: "línea de texto, líneas de texto",
  },
  words: { en: "word, words", de: "wort, wörter, wörtern, worte", fr: "mot, mots", es: "palabra, palabras" },
  codes: {
    en: "code, codes, qr, qr code, qr codes, barcode, barcodes, bar code, bar codes, data matrix",
    de: "code, codes, qr code, qr codes, barcode, barcodes, strichcode, strichcodes",
    fr: "code, codes, qr, code qr, codes qr, qr code, code barres, codes barres, code à barres",
    es: "código, códigos, qr, código qr, códigos qr, código de barras, códigos de barras",
  },
  bars: {
    en: "bar, bars, column, columns",
    de: "balken, säule, säulen",
    fr: "barre, barres, colonne, colonnes",
    es: "barra, barras, columna, columnas",
  },
  background: { en: "background", de: "hintergrund", fr: "fond, arrière-plan", es: "fondo" },
  colours: {
    en: "colour, colours, color, colors, shade, shades",
    de: "farbe, farben",
    fr: "couleur, couleurs",
    es: "color, colores",
  },
  description: {
    en: "alt text, alternative text, caption, description",
    de: "alternativtext, bildbeschreibung, beschreibung",
    fr: "texte alternatif, légende, description",
    es: "texto alternativo, descripción",
  },
  everything: {
    en: "everything, anything, all objects, every object, all things, objects, things, items",
    de: "alles, alle objekte, alle dinge, objekte, dinge, gegenstände",
    fr: "tout, tous les objets, objets, choses",
    es: "todo, todos los objetos, objetos, cosas",
  },
};
