// A platform as someone has configured it: the table's row with single values replaced, and a note of what the table said.
import type { Capability, Methods, Platform } from "./capability.ts";

type Values<T> = { readonly [K in keyof T]?: T[K] extends Capability<infer V> ? V : never };

/** Plain values by capability, like `{ image: { url: true }, maxRequestBytes: 64_000_000 }`. What is not named stays as it is. */
export type CapabilityOverrides = Values<Omit<Platform, "id" | "title" | "image" | "document">> & {
  readonly image?: Values<Methods>;
  readonly document?: Values<Methods>;
};

/** A copy of `platform` in which the values of `overrides` count, as certain and from configuration. */
export function withCapabilities(platform: Platform, overrides: CapabilityOverrides): Platform {
  const { image, document, ...limits } = overrides;
  return Object.freeze({
    ...override(platform, limits),
    image: Object.freeze(override(platform.image, image ?? {})),
    document: Object.freeze(override(platform.document, document ?? {})),
  });
}

function override<T extends object>(row: T, values: object): T {
  const changed: Record<string, Capability<unknown>> = {};
  for (const [name, value] of Object.entries(values)) {
    const before: unknown = Object.hasOwn(row, name) ? row[name as keyof T] : undefined;
    if (!isCapability(before))
      throw new TypeError(`${name} is no capability of a platform; there are ${namesOf(row).join(", ")}`);
    if (value === undefined) continue;
    const limit = typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
    if (typeof value !== typeof before.value || !(typeof value === "boolean" || limit))
      throw new TypeError(
        `${name} must be a ${typeof before.value === "boolean" ? "boolean" : "whole number from 0 on"}`,
      );
    const note = `set by configuration; the table says ${String(before.value)} (${before.source})`;
    changed[name] = Object.freeze({ value, source: "configuration", read: before.read, certain: true, note });
  }
  return { ...row, ...changed };
}

function namesOf(row: object): string[] {
  return Object.entries(row).flatMap(([name, value]) =>
    name === "image" || name === "document" || isCapability(value) ? [name] : [],
  );
}

function isCapability(value: unknown): value is Capability<unknown> {
  return typeof value === "object" && value !== null && "value" in value && "certain" in value;
}
