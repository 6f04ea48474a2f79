// How far an upload is: one line on stderr that is written over, and only on a terminal.
import type { Writable } from "../io.ts";
import { shortSize } from "./amounts.ts";
import { printable } from "./printable.ts";

export interface Progress {
  /** So many bytes of the file have gone. */
  at(bytes: number): void;
  /** Wipes the line. May be called more than once. */
  clear(): void;
}

/** Written at most so often. */
const EVERY_MS = 100;
/** Cells of the bar. */
const BAR = 24;

export function showProgress(stderr: Writable, name: string, total: number, now: () => number = Date.now): Progress {
  if (stderr.isTTY !== true) return { at: () => undefined, clear: () => undefined };
  let width = 0;
  let last = Number.NEGATIVE_INFINITY;
  return {
    at(bytes) {
      if (now() - last < EVERY_MS) return;
      last = now();
      const text = lineOf(name, Math.min(bytes, total), total);
      stderr.write(`${text.padEnd(width)}\r`);
      width = Math.max(width, text.length);
    },
    clear() {
      if (width > 0) stderr.write(`${" ".repeat(width)}\r`);
      width = 0;
    },
  };
}

function lineOf(name: string, bytes: number, total: number): string {
  const share = total === 0 ? 1 : bytes / total;
  const full = Math.round(share * BAR);
  const bar = "#".repeat(full) + ".".repeat(BAR - full);
  return `${printable(name, 24)}  [${bar}] ${Math.floor(share * 100)}%  ${shortSize(bytes)} of ${shortSize(total)}`;
}
