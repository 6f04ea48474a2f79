// The tiny constructors that rows are built with: a value, where it was read, and how sure it is. Everything is frozen.
import type { Capability, Methods, Platform } from "./capability.ts";

/** A document or observation, and the date it was read, `YYYY-MM-DD`. */
export interface Origin {
  readonly source: string;
  readonly read: string;
}

/** A value its source states plainly. */
export function fact<T>(value: T, from: Origin, note?: string): Capability<T> {
  return Object.freeze({ value, ...from, certain: true, ...(note === undefined ? {} : { note }) });
}

/** A value taken to be right where the source is silent or sources disagree; `note` says how. */
export function unsure<T>(value: T, from: Origin, note: string): Capability<T> {
  return Object.freeze({ value, ...from, certain: false, note });
}

export function methods(base64: Capability<boolean>, url: Capability<boolean>, file: Capability<boolean>): Methods {
  return Object.freeze({ base64, url, file });
}

export function platform(row: Platform): Platform {
  return Object.freeze(row);
}
