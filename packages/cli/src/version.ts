// The version of the command, read from its own package.json so that there is one home for it.
import { createRequire } from "node:module";

const manifest = createRequire(import.meta.url)("../package.json") as { version: string };

export const VERSION: string = manifest.version;
