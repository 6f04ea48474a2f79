// A place of the schema filled, or why it cannot be.
import type { Node } from "./json-schema.ts";

export interface Unfit {
  readonly at: string;
  readonly why: string;
  /** `name`: no picture could fill it. `value`: none of the allowed values fits. `absent`: it is not in the picture. `type`: of another type. `untold`: not theirs to judge. */
  readonly cause: "name" | "value" | "absent" | "type" | "untold";
}

export type Filled = { readonly value: unknown } | { readonly unfit: Unfit };

export function unfit({ at }: Node, cause: Unfit["cause"], why: string): Filled {
  return { unfit: { at, why, cause } };
}

export function unknownName(node: Node): Filled {
  return unfit(node, "name", "the built-in eyes have no property of that name, and the picture prints no such label");
}

export function wrongType(node: Node, what: string): Filled {
  return unfit(node, "type", `${what} cannot be of type ${node.types?.join(" or ") ?? "object"}`);
}

/** `GBP 29.52` -> 29.52, `1.234,56 EUR` -> 1234.56; null when the text does not hold exactly one number. */
export function numberIn(text: string): number | null {
  const found = text.match(/-?\d(?:[\d.,' ]*\d)?/g);
  if (found?.length !== 1) return null;
  const digits = (found[0] ?? "").replace(/[' ]/g, "");
  const decimal = /[.,](\d{1,2})$/.exec(digits);
  const whole = (decimal ? digits.slice(0, decimal.index) : digits).replace(/[.,]/g, "");
  return Number(decimal ? `${whole}.${decimal[1]}` : whole);
}
