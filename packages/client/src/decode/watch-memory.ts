// Ends this process when it takes more memory than it may. A codec blocks the event loop, and WebAssembly's memory is outside the heap that
// Node can limit; so a thread beside it looks at the whole process.
import { Worker } from "node:worker_threads";

/** Begins the last line on stderr of a process that ended for its memory; the number of bytes follows. */
export const MEMORY_WORD = "fovea-decoder-memory ";
/** How often the thread looks, in ms. WebAssembly fills some 200 MB meanwhile. */
const EVERY_MS = 50;

const WATCH = `
const { workerData: [limit, every, word] } = require("node:worker_threads");
const { writeSync } = require("node:fs");
const look = () => {
  const rss = process.memoryUsage.rss();
  if (rss <= limit) return;
  writeSync(2, "\\n" + word + rss + "\\n");
  process.kill(process.pid, "SIGKILL");
};
look();
setInterval(look, every);`;

export function watchMemory(maxBytes: number): void {
  new Worker(WATCH, { eval: true, workerData: [maxBytes, EVERY_MS, MEMORY_WORD], execArgv: [] }).unref();
}
