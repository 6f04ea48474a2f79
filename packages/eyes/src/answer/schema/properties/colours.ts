// Properties of colour.
import type { SeenColour } from "../../../perception.ts";
import { fillsPicture } from "../../say/place.ts";
import { thingsOf } from "../../say/sees.ts";
import { mainOf } from "../matches.ts";
import type { Row } from "../row.ts";
import { fraction, list, type Native, nothing, number, type Scope, type ScopeOf, text, untold } from "../scope.ts";

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

/** Of `Is the cup red?` the cup, whatever its colour. */
function otherOf({ whole: { question }, view }: ScopeOf<"picture">): Scope | null {
  const { subject } = question;
  const things = subject.things.flatMap((asked) => thingsOf(asked, { ...subject, colours: [] }, view.seen));
  return mainOf(things.map((thing) => ({ type: "thing", thing, view })));
}

/** Two, as in words: what stands in a box is not all of one thing. */
function ofThing({ thing, view }: ScopeOf<"thing">): Native {
  if (fillsPicture(thing.box, view.seen.picture))
    return untold("the built-in eyes cannot tell its colour from what is around it");
  const [first, second] = thing.colours;
  if (first === undefined) return named(first);
  return second === undefined ? text(first) : { kind: "text", value: first, freely: `mostly ${first} and ${second}` };
}

const coloursOf = (colours: readonly SeenColour[]): Scope[] => colours.map((colour) => ({ type: "colour", colour }));

export const COLOUR_ROWS: readonly Row[] = [
  {
    names:
      "colour, color, main_colour, main_color, dominant_colour, dominant_color, primary_color, colour_name, color_name",
    gives:
      "the name of the main colour; of the thing where the question asks for one: an estimate, in free strings its first two, and null where the box fills the picture",
    needs: ["colours", "objects"],
    of: {
      picture: (scope) => {
        const thing = scope.isAsked ? (mainOf(scope.matches) ?? otherOf(scope)) : null;
        if (thing?.type === "thing") return ofThing(thing);
        const isNowhere = thing === null && scope.whole.question.subject.things.length > 0;
        return isNowhere ? nothing("nothing of the kind is in the picture") : named(ofPicture(scope)[0]?.name);
      },
      thing: ofThing,
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
