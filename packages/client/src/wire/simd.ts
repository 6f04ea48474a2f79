// Searches of this folder in WebAssembly, for every runtime that has its SIMD (Node 16.4, browsers since 2023). Several times as fast as
// JavaScript, which is still there for the others.
import { LETTERS } from "./simd-letters.ts";
import { MEMBERS_GLOBALS, membersFunction } from "./simd-members.ts";
import { SEEK, SEEK_GLOBALS } from "./simd-seek.ts";
import { moduleOf } from "./wasm.ts";

interface Counter {
  value: number;
}

export interface Simd {
  /** 64 KiB: bytes to look at are copied here. */
  readonly memory: Uint8Array;
  /** See simd-letters.ts. */
  letters(stop: number): number;
  /** See simd-seek.ts. */
  seek(at: number, stop: number): number;
  readonly depth: Counter;
  readonly inString: Counter;
  readonly commas: Counter;
  /** See simd-members.ts. */
  members(at: number, stop: number): number;
  readonly counted: Counter;
}

/** Made when first needed; null where there is no WebAssembly with SIMD, or the page's policy forbids it. */
let made: Simd | null | undefined;

export function simd(): Simd | null {
  if (made === undefined) made = make();
  return made;
}

function make(): Simd | null {
  try {
    const functions = [LETTERS, SEEK, membersFunction(SEEK_GLOBALS.length)];
    const bytes = moduleOf(functions, [...SEEK_GLOBALS, ...MEMBERS_GLOBALS]);
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
    const { memory, ...rest } = exports as unknown as Omit<Simd, "memory"> & { readonly memory: WebAssembly.Memory };
    return { ...rest, memory: new Uint8Array(memory.buffer) };
  } catch {
    return null;
  }
}
