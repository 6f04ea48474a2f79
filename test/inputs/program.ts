// A program as people write it: it asks about one input and ends by itself. `program.ts KIND BASE_URL`
import Anthropic from "@anthropic-ai/sdk";
import { createFovea } from "@fovea/client";
import { MAKERS } from "./makers.ts";

const [kind = "", baseURL = ""] = process.argv.slice(2);
const make = MAKERS[kind];
if (make === undefined) throw new Error(`no input kind ${kind}`);
const fovea = createFovea({ client: new Anthropic({ apiKey: "sk-fovea-any", baseURL }), model: "claude-opus-4-8" });
const { images } = await fovea.ask(await make(), "What is this?");
console.log(JSON.stringify(images.lines.map(({ sha256 }) => sha256)));
