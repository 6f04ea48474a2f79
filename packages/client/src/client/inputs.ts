// What a call takes: inputs, blocks in the form of the Messages API, and either of them with a label; one, or a list.
import type { Input } from "../input/opened.ts";

/**
 * A content block of the Messages API, as an official client's types have it: `{ type: "image" | "document", source, ... }`. Whatever stands beside
 * its source (cache_control, citations, title, context, transformations) is kept.
 */
export interface BlockInput {
  readonly type: "image" | "document";
  readonly source: object;
  readonly cache_control?: object | null;
  readonly citations?: object | null;
  readonly context?: string | null;
  readonly title?: string | null;
  readonly transformations?: object | null;
}

/** A text block of the Messages API; it stays where it stands among the pictures. */
export interface TextInput {
  readonly type: "text";
  readonly text: string;
  readonly cache_control?: object | null;
  readonly citations?: readonly object[] | null;
}

/** An input, and the words that stand before it instead of `Image 1:`. */
export interface LabelledInput {
  readonly input: Input | BlockInput;
  readonly label: string;
}

/** Anything that a list of inputs may hold. */
export type AnyInput = Input | BlockInput | TextInput | LabelledInput;

/** One input, or several in their order. */
export type Inputs = AnyInput | readonly AnyInput[];

export function listOf(inputs: Inputs): readonly AnyInput[] {
  return Array.isArray(inputs) ? (inputs as readonly AnyInput[]) : [inputs as AnyInput];
}

export function isBlockInput(input: AnyInput): input is BlockInput {
  return isOfType(input, "image") || isOfType(input, "document");
}

export function isTextInput(input: AnyInput): input is TextInput {
  return isOfType(input, "text") && typeof (input as TextInput).text === "string";
}

export function isLabelled(input: AnyInput): input is LabelledInput {
  return typeof input === "object" && input !== null && "input" in input && "label" in input;
}

function isOfType(input: AnyInput, type: string): boolean {
  // A Blob has a type as well: a media type.
  return typeof input === "object" && input !== null && "type" in input && input.type === type;
}
