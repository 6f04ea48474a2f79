// Words for drawn shapes. The key is perception's name, or its last word: a `rounded square` is a square.
import type { Language } from "../question/language.ts";

const row = (en: string, de: string, fr: string, es: string): Readonly<Record<Language, string>> => ({
  en,
  de,
  fr,
  es,
});

export const SHAPES: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  circle: row("circle, circles, disc, disk", "kreis, kreise, kreisen", "cercle, cercles", "círculo, círculos"),
  semicircle: row(
    "semicircle, semicircles",
    "halbkreis, halbkreise",
    "demi-cercle, demi-cercles",
    "semicírculo, semicírculos",
  ),
  ellipse: row(
    "ellipse, ellipses, oval, ovals",
    "ellipse, ellipsen, oval",
    "ellipse, ellipses, ovale",
    "elipse, elipses, óvalo",
  ),
  ring: row("ring, rings", "ring, ringe", "anneau, anneaux", "anillo, anillos"),
  square: row("square, squares", "quadrat, quadrate, quadraten", "carré, carrés", "cuadrado, cuadrados"),
  rectangle: row(
    "rectangle, rectangles",
    "rechteck, rechtecke, rechtecken",
    "rectangle, rectangles",
    "rectángulo, rectángulos",
  ),
  triangle: row("triangle, triangles", "dreieck, dreiecke, dreiecken", "triangle, triangles", "triángulo, triángulos"),
  star: row("star, stars", "stern, sterne, sternen", "étoile, étoiles", "estrella, estrellas"),
  cross: row("cross, crosses", "kreuz, kreuze", "croix", "cruz, cruces"),
  arrow: row("arrow, arrows", "pfeil, pfeile", "flèche, flèches", "flecha, flechas"),
  line: row("line, lines", "linie, linien, strich, striche", "ligne, lignes", "línea, líneas"),
  diamond: row("diamond, diamonds, rhombus", "raute, rauten", "losange, losanges", "rombo, rombos"),
  parallelogram: row(
    "parallelogram, parallelograms",
    "parallelogramm, parallelogramme",
    "parallélogramme, parallélogrammes",
    "paralelogramo, paralelogramos",
  ),
  trapezium: row("trapezium, trapezoid, trapezoids", "trapez, trapeze", "trapèze, trapèzes", "trapecio, trapecios"),
  pentagon: row("pentagon, pentagons", "fünfeck, fünfecke", "pentagone, pentagones", "pentágono, pentágonos"),
  hexagon: row("hexagon, hexagons", "sechseck, sechsecke", "hexagone, hexagones", "hexágono, hexágonos"),
  heptagon: row("heptagon, heptagons", "siebeneck, siebenecke", "heptagone, heptagones", "heptágono, heptágonos"),
  octagon: row("octagon, octagons", "achteck, achtecke", "octogone, octogones", "octágono, octágonos"),
};

/** Whether perception's name of a shape is of the kind that was asked for. */
export function isShape(name: string, asked: string): boolean {
  return name === asked || name.endsWith(` ${asked}`);
}
