// What a row of the table of properties is: names that a schema may use, and where their value comes from.
import type { Analysis } from "../../perception.ts";
import { fold } from "../question/fold.ts";
import type { Native, ScopeOf, ScopeType } from "./scope.ts";

/** The other properties of the same object: `x` beside `width` is an edge, alone it is a middle. */
export type Siblings = ReadonlySet<string>;

export interface Row {
  /** Separated by commas; case, `_` and `-` do not matter. */
  readonly names: string;
  /** For the documentation. */
  readonly gives: string;
  /** Analyses without which the value could be missed; `matches`: those that find what the question asks for. */
  readonly needs?: readonly Analysis[] | "matches";
  /** The value is of the whole: an analysis that was cut short has none, not even a part of it. */
  readonly complete?: true;
  readonly of: { readonly [T in ScopeType]?: (scope: ScopeOf<T>, siblings: Siblings) => Native };
}

/** `bounding_box`, `boundingBox` and `bounding-box` are one name. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

/** `invoiceNumber`, `invoice_number` -> `invoice number` */
export function wordsOf(name: string): string {
  return fold(name.replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2"));
}
