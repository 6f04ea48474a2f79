// One thing of a call's inputs, told apart once: what is opened, what is sent as it stands, and what is said beside it.
import { type LooseObject, readOversizedImage, readSource } from "../content/source.ts";
import { InputError } from "../errors/errors.ts";
import type { Input } from "../input/opened.ts";
import { type AnyInput, type BlockInput, isBlockInput, isLabelled, isTextInput, type TextInput } from "./inputs.ts";
import { type NamedPages, splitPages } from "./page-range.ts";

/** What an official block says beside its source, and what it says it is. */
export interface BlockKeys {
  readonly type: "image" | "document";
  readonly rest: LooseObject;
}

/** Base64 text of a block, and the media type it declares. */
export interface Base64Input {
  readonly base64: string;
  readonly declared: string | null;
}

export type Item =
  | {
      readonly kind: "input";
      readonly input: Input | Base64Input;
      /** Pages or frames that were named behind it. */
      readonly pages: NamedPages | null;
      readonly label: string | null;
      readonly keys: BlockKeys | null;
      /** `inputs.1`, for the messages about what has no name of its own. */
      readonly at: string;
    }
  /** A document whose text, or content, stands in the block. */
  | { readonly kind: "block"; readonly block: BlockInput; readonly label: string | null }
  | { readonly kind: "text"; readonly block: TextInput };

/**
 * @throws InputError `input.block-malformed` for a block that no platform would take; TypeError for a label that is no text
 */
export function itemOf(given: AnyInput, index: number): Item {
  const at = `inputs.${index}`;
  if (isTextInput(given)) return { kind: "text", block: given };
  if (!isLabelled(given)) return unlabelled(given, null, at);
  const { input, label } = given;
  if (typeof label !== "string" || label.trim() === "")
    throw new TypeError(`${at}.label must be a text that is not empty`);
  return unlabelled(input, label, at);
}

function unlabelled(input: Input | BlockInput, label: string | null, at: string): Item {
  if (!isBlockInput(input)) return { kind: "input", ...splitPages(input), label, keys: null, at };
  const { type, source: _, ...rest } = input as BlockInput & LooseObject;
  const source = readSource(input as BlockInput & LooseObject, type);
  if ("reason" in source) throw new InputError("input.block-malformed", { block: type, ...source }, { at });
  const setting = type === "image" ? readOversizedImage(rest) : null;
  if (typeof setting === "object" && setting !== null)
    throw new InputError("input.block-malformed", { block: type, ...setting }, { at });
  const held = { kind: "input", pages: null, label, keys: { type, rest }, at } as const;
  switch (source.method) {
    case "base64":
      return { ...held, input: { base64: source.text, declared: source.declared } };
    case "url":
      // A path, or `-`, is what a program says; in a block it is what anybody wrote who could write a request.
      if (!/^\s*(https?|data):/i.test(source.url)) throw new InputError("input.block-malformed", notAUrl(type), { at });
      return { ...held, input: source.url };
    case "file":
      return { ...held, input: { fileId: source.fileId } };
    case "text":
      return { kind: "block", block: input, label };
  }
}

function notAUrl(block: "image" | "document"): { block: "image" | "document"; field: string; reason: string } {
  return { block, field: `${block}.source.url.url`, reason: "Input should be an https URL" };
}

/** Keys that a block of each type has beside its source; those of the other type are left behind when the bytes turn out to be that. */
const OWN_KEYS = { image: ["transformations"], document: ["citations", "context", "title"] } as const;

/** What stands beside the source of a block that is made of this one. */
export function keysFor(keys: BlockKeys | null, type: BlockKeys["type"]): LooseObject {
  if (keys === null) return {};
  if (keys.type === type) return keys.rest;
  const others: readonly string[] = OWN_KEYS[keys.type];
  return Object.fromEntries(Object.entries(keys.rest).filter(([key]) => !others.includes(key)));
}
