// What a JSON object of the answer can be about, and the values that properties take from it before they are cut to their schema.
import type { Box, ChartBar, SeenCode, SeenColour, SeenObject, SeenShape, TextLine } from "../../perception.ts";
import type { PairView, View } from "../intent.ts";
import type { Question } from "../question/question.ts";
import type { TableRow } from "../tables.ts";

/** The whole answer: the pictures that the question means. */
export interface WholeScope {
  readonly type: "whole";
  readonly question: Question;
  readonly pictures: readonly [PictureScope, ...PictureScope[]];
  /** The first two, when the question compares. */
  readonly pair: PairView | null;
  /** The answer in words. */
  readonly words: string;
}

/** One picture, and what in it the question asks for. */
export interface PictureScope {
  readonly type: "picture";
  readonly view: View;
  /** The question, for every picture the same. */
  readonly whole: Pick<WholeScope, "question">;
  readonly matches: readonly Scope[];
  /** Whether the question names what it wants: a thing, a shape. */
  readonly isAsked: boolean;
}

export type Scope =
  | WholeScope
  | PictureScope
  | { readonly type: "thing"; readonly thing: SeenObject; readonly view: View }
  /** Things of one kind, to be counted. */
  | { readonly type: "group"; readonly label: string; readonly things: readonly SeenObject[]; readonly view: View }
  | { readonly type: "line"; readonly line: TextLine; readonly label: string | null; readonly view: View }
  /** A row of a table, or of a receipt. */
  | { readonly type: "row"; readonly row: TableRow; readonly view: View }
  | { readonly type: "code"; readonly code: SeenCode; readonly view: View }
  | { readonly type: "shape"; readonly shape: SeenShape; readonly view: View }
  | { readonly type: "bar"; readonly bar: ChartBar; readonly view: View }
  | { readonly type: "face"; readonly box: Box; readonly confidence: number; readonly view: View }
  | { readonly type: "region"; readonly box: Box; readonly view: View }
  /** Something that changed, in words. */
  | { readonly type: "note"; readonly words: string }
  | { readonly type: "colour"; readonly colour: SeenColour }
  | { readonly type: "guess"; readonly label: string; readonly confidence: number }
  | { readonly type: "chart"; readonly view: View }
  | { readonly type: "text"; readonly view: View };

export type ScopeType = Scope["type"];
export type ScopeOf<T extends ScopeType> = Extract<Scope, { type: T }>;

/** A value as perception has it. */
export type Native =
  /** `freely`: said at more length where the schema wants any string. */
  /** `verdict`: the yes or no in it, where the schema wants that; `isUnseen`: a no that only means that nothing was seen. */
  | {
      readonly kind: "text";
      readonly value: string;
      readonly freely?: string;
      readonly verdict?: boolean;
      readonly isUnseen?: true;
    }
  /** `fraction`: 0 to 1, whole percents where the schema wants an integer. `tally`: how many there are, which adds up over pictures. */
  | {
      readonly kind: "number";
      readonly value: number;
      readonly fraction?: true;
      readonly tally?: true;
      readonly orNull?: true;
    }
  /** `orNull`: null where the schema allows it. */
  | { readonly kind: "flag"; readonly value: boolean; readonly orNull?: true }
  /** `place`: in words, where the schema wants a string. */
  | { readonly kind: "box"; readonly box: Box; readonly place: string }
  | { readonly kind: "point"; readonly x: number; readonly y: number }
  /** `by`: the property that stands for an item where the schema wants no object. */
  | { readonly kind: "list"; readonly items: readonly Scope[]; readonly by: string }
  | { readonly kind: "scope"; readonly scope: Scope; readonly by: string }
  /** Nothing of the kind is in the picture: null where the schema allows it, otherwise `word` in a string. */
  | { readonly kind: "nothing"; readonly why: string; readonly word: string }
  /** The eyes cannot judge it, whatever the picture shows: null or `unknown` where the schema allows them, never a value. */
  | { readonly kind: "untold"; readonly why: string };

export const text = (value: string): Native => ({ kind: "text", value });
export const number = (value: number): Native => ({ kind: "number", value });
export const fraction = (value: number): Native => ({ kind: "number", value, fraction: true });
export const tally = (value: number): Native => ({ kind: "number", value, tally: true });
export const flag = (value: boolean): Native => ({ kind: "flag", value });
export const list = (items: readonly Scope[], by: string): Native => ({ kind: "list", items, by });
export const untold = (why: string): Native => ({ kind: "untold", why });
export const nothing = (why: string, word = "unknown"): Extract<Native, { kind: "nothing" }> => ({
  kind: "nothing",
  why,
  word,
});
