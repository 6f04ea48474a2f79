// Process glue: arguments, streams, Ctrl-C and the exit code.
import process from "node:process";
import { main } from "./main.ts";

const abort = new AbortController();
process.once("SIGINT", () => abort.abort());
// A reader that went away (`fovea ask ... | head -1`) is no error of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

process.exitCode = await main(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  signal: abort.signal,
});
