// Process glue: arguments, streams, signals and the exit code.
import process from "node:process";
import { EXIT_CODES } from "./exit-codes.ts";
import { main } from "./main.ts";

const abort = new AbortController();
// The first signal asks to stop; both listeners go with it, so that the second ends the process at once, as the system does by itself.
const stop = (): void => {
  process.off("SIGINT", stop);
  process.off("SIGTERM", stop);
  abort.abort();
};
process.on("SIGINT", stop);
process.on("SIGTERM", stop);
// A reader that went away (`fovea ask ... | head -1`) is no error of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  process.stderr.write(
    `fovea: The answer cannot be written (output.unwritable)\n  Standard output failed: ${error.message}.\n  Fix: Free space where it is redirected to, or name another file.\n`,
  );
  process.exit(EXIT_CODES.unexpected.code);
});
// Notes that nobody can read keep no answer back.
process.stderr.on("error", () => undefined);

// Google's library warns of every machine that has no metadata server; `fovea doctor` tells of missing credentials in its own words.
const printers = process.listeners("warning");
process.removeAllListeners("warning");
process.on("warning", (warning) => {
  if (warning.name !== "MetadataLookupWarning") for (const print of printers) print(warning);
});

process.exitCode = await main(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  signal: abort.signal,
});
