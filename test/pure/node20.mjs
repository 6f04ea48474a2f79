// node node20.mjs PURE.js PICTURE: the scenario's result as JSON, for whoever compares.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { scenario } from "./scenario.js";

const [, , entry, picture] = process.argv;
const pure = await import(pathToFileURL(entry).href);
process.stdout.write(JSON.stringify(await scenario(pure, new Uint8Array(readFileSync(picture)))));
