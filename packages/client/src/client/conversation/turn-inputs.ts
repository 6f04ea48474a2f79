// What a turn takes: what a call takes, and blocks that only a conversation has: results of tools, with pictures in them, and any other block of a
// user's message.
import { type AnyInput, isBlockInput, isLabelled, isTextInput } from "../inputs.ts";

/** A tool's result in the form of the Messages API; its content may hold inputs as well as blocks. A content that is one string is text. */
export interface ToolResultInput {
  readonly type: "tool_result";
  readonly tool_use_id: string;
  readonly content?: string | readonly AnyInput[];
  readonly is_error?: boolean;
  readonly cache_control?: object | null;
}

/** Any other block that a message of the user may have; it is sent as it is. */
export interface OtherBlock {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** What a turn takes: an input, a block of the Messages API, or what a tool gave back. */
export type TurnInput = AnyInput | ToolResultInput | OtherBlock;
/** One input of a turn, or several in their order. */
export type TurnInputs = TurnInput | readonly TurnInput[];

/**
 * What a tool gave back: pictures, documents, text blocks (`{ type: "text", text }`), or one string, which is text and no path.
 *
 * @param id the id of the `tool_use` block
 */
export function toolResult(
  id: string,
  content: string | AnyInput | readonly AnyInput[] = [],
  { isError }: { readonly isError?: boolean } = {},
): ToolResultInput {
  if (typeof id !== "string" || id === "") throw new TypeError("id must be the id of a tool_use block");
  const list = typeof content === "string" || Array.isArray(content) ? content : [content];
  return {
    type: "tool_result",
    tool_use_id: id,
    content: list as string | readonly AnyInput[],
    ...(isError === undefined ? {} : { is_error: isError }),
  };
}

/** The three kinds, told apart once. */
export type TurnPart =
  | { readonly kind: "input"; readonly input: AnyInput }
  | { readonly kind: "tool"; readonly result: ToolResultInput }
  | { readonly kind: "block"; readonly block: OtherBlock };

export function partOf(input: TurnInput): TurnPart {
  const block = input as unknown;
  if (!isPlainBlock(input)) return { kind: "input", input: block as AnyInput };
  if (input.type === "tool_result") return { kind: "tool", result: block as ToolResultInput };
  const given = block as AnyInput;
  const known = isBlockInput(given) || isTextInput(given) || isLabelled(given);
  return known ? { kind: "input", input: given } : { kind: "block", block: input };
}

/** A Blob has a `type` as well, and is no plain object. */
function isPlainBlock(input: TurnInput): input is OtherBlock {
  if (typeof input !== "object" || input === null || typeof (input as { type?: unknown }).type !== "string")
    return false;
  const prototype: unknown = Object.getPrototypeOf(input);
  return prototype === Object.prototype || prototype === null;
}

/** Everything of a turn that is opened, results of tools included, without labels. */
export function inputsOf(parts: readonly TurnPart[]): readonly unknown[] {
  return parts
    .flatMap((part): readonly AnyInput[] => {
      if (part.kind === "input") return [part.input];
      const content = part.kind === "tool" ? part.result.content : undefined;
      return Array.isArray(content) ? content : [];
    })
    .map((given) => (isLabelled(given) ? given.input : given));
}
