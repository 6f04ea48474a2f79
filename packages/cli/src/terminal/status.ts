// One line that says work goes on; only on a terminal, and gone when the answer comes.
import type { Writable } from "../io.ts";

export interface Status {
  /** Wipes the line. May be called more than once. */
  clear(): void;
}

/** Shows `text` on stderr after a moment, if stderr is a terminal. */
export function showStatus(stderr: Writable, text: string, delayMs = 300): Status {
  if (stderr.isTTY !== true) return { clear: () => undefined };
  let shown = false;
  const timer = setTimeout(() => {
    shown = true;
    stderr.write(`${text}\r`);
  }, delayMs);
  timer.unref();
  return {
    clear() {
      clearTimeout(timer);
      if (shown) stderr.write(`${" ".repeat(text.length)}\r`);
      shown = false;
    },
  };
}
