// Colour words of the four languages, and the family of colour names each stands for. Perception's names end in their family's name:
// `dark blue` and `grey-blue` are blues.
import type { Language } from "../question/language.ts";

export interface ColourWord {
  /** Families, as perception ends its names. */
  readonly families: readonly string[];
  readonly words: Readonly<Record<Language, string>>;
}

const german = (stems: string): string =>
  stems
    .split(" ")
    .flatMap((stem) => ["", "e", "er", "es", "en", "em"].map((ending) => stem + ending))
    .join(", ");
const spanish = (stems: string): string =>
  stems
    .split(" ")
    .flatMap((stem) => ["o", "a", "os", "as"].map((ending) => stem + ending))
    .join(", ");
const row = (families: string, en: string, de: string, fr: string, es: string): ColourWord => ({
  families: families.split(", "),
  words: { en, de, fr, es },
});

export const COLOUR_WORDS: readonly ColourWord[] = [
  row("red", "red, reddish", german("rot"), "rouge, rouges", spanish("roj")),
  row("orange", "orange", german("orange orangefarben"), "orange", "naranja, anaranjado, anaranjada"),
  row("yellow", "yellow, yellowish", german("gelb"), "jaune, jaunes", spanish("amarill")),
  row("green, olive", "green, greenish", german("grün"), "vert, verte, verts, vertes", "verde, verdes"),
  row("blue, cyan", "blue, bluish", german("blau"), "bleu, bleue, bleus, bleues", "azul, azules"),
  row(
    "purple",
    "purple, violet, lilac",
    german("lila violett"),
    "violet, violette, violets, violettes",
    `${spanish("morad")}, violeta, violetas`,
  ),
  row("pink", "pink", german("rosa pink rosafarben"), "rose, roses", "rosa, rosas, rosado, rosada"),
  row("magenta", "magenta", german("magenta"), "magenta", "magenta"),
  row(
    "brown, tan",
    "brown, brownish",
    german("braun"),
    "brun, brune, bruns, brunes, marron, marrons",
    "marrón, marrones",
  ),
  row("black", "black", german("schwarz"), "noir, noire, noirs, noires", spanish("negr")),
  row("white, off-white", "white", german("weiß"), "blanc, blanche, blancs, blanches", spanish("blanc")),
  row("grey", "grey, gray, silver", german("grau silbern"), "gris, grise, grises", "gris, grises"),
  row("beige, tan, cream", "beige, tan, cream", german("beige cremefarben"), "beige, beiges, crème", "beige, crema"),
  row("turquoise, teal, cyan", "turquoise, teal", german("türkis"), "turquoise, turquoises", "turquesa, turquesas"),
  row("cyan", "cyan", german("cyan"), "cyan", "cian"),
  row("olive", "olive", german("oliv"), "olive", "oliva"),
];

/** Whether perception's name of a colour belongs to one of the families. */
export function inFamilies(name: string, families: readonly string[]): boolean {
  return families.some((family) => name === family || name.endsWith(` ${family}`) || name.endsWith(`-${family}`));
}
