// Properties of colour.
import type { SeenColour } from "../../../perception.ts";
import { mainOf } from "../matches.ts";
import type { Row } from "../row.ts";
import { fraction, list, type Native, nothing, number, type Scope, type ScopeOf, text } from "../scope.ts";

const NO_COLOUR = "no colour of it could be named";

function named(name: string | undefined): Native {
  return name === undefined ? nothing(NO_COLOUR) : text(name);
}

/** Where the question asks for a thing, its colours; otherwise the picture's. */
function ofPicture({ matches, isAsked, view }: ScopeOf<"picture">): readonly SeenColour[] {
  const main = isAsked ? mainOf(matches) : null;
  if (main?.type === "thing") return main.thing.colours.map((name) => ({ name, hex: "", share: 0 }));
  if (main?.type === "shape") return [{ name: main.shape.colour, hex: main.shape.hex, share: main.shape.share }];
  return view.seen.colours;
}

const coloursOf = (colours: readonly SeenColour[]): Scope[] => colours.map((colour) => ({ type: "colour", colour }));

export const COLOUR_ROWS: readonly Row[] = [
  {
    names:
      "colour, color, main_colour, main_color, dominant_colour, dominant_color, primary_color, colour_name, color_name",
    gives: "the name of the main colour; of the thing where the question asks for one",
    needs: ["colours", "objects"],
    of: {
      picture: (scope) => named(ofPicture(scope)[0]?.name),
      thing: ({ thing }) => named(thing.colours[0]),
      shape: ({ shape }) => text(shape.colour),
      bar: ({ bar }) => text(bar.colour),
      colour: ({ colour }) => text(colour.name),
    },
  },
  {
    names: "colours, colors, palette, main_colours, main_colors, dominant_colours, dominant_colors",
    gives: "the main colours, most common first",
    needs: ["colours", "objects"],
    of: {
      picture: (scope) => list(coloursOf(ofPicture(scope)), "colour"),
      thing: ({ thing }) => list(coloursOf(thing.colours.map((name) => ({ name, hex: "", share: 0 }))), "colour"),
    },
  },
  {
    names: "hex, hex_code, hex_color, hex_colour, color_hex, colour_hex, hex_value",
    gives: "the mean colour, `#rrggbb`",
    needs: ["colours", "objects"],
    of: {
      picture: (scope) => hexOf(ofPicture(scope)[0]),
      shape: ({ shape }) => text(shape.hex),
      colour: ({ colour }) => hexOf(colour),
    },
  },
  {
    names: "share, proportion, fraction, ratio, coverage",
    gives: "share of the picture's area, 0 to 1",
    of: { colour: ({ colour }) => fraction(colour.share), shape: ({ shape }) => fraction(shape.share) },
  },
  {
    names: "percent, percentage",
    gives: "the same in hundredths",
    of: { colour: ({ colour }) => percent(colour.share), shape: ({ shape }) => percent(shape.share) },
  },
  {
    names: "background, background_colour, background_color",
    gives: "the ground's colour in a drawing",
    needs: ["kind", "drawing"],
    of: { picture: ({ view }) => named(view.seen.drawing?.background) },
  },
];

function hexOf(colour: SeenColour | undefined): Native {
  return colour === undefined || colour.hex === "" ? nothing(NO_COLOUR) : text(colour.hex);
}

function percent(share: number): Native {
  return number(Math.round(share * 100));
}
