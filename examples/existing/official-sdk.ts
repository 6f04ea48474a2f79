// A program for the official SDK that its platform refuses, and the same program with one more option. The platform is a strict gateway in this
// process, which refuses what the Claude API refuses; the built-in eyes answer.
// npx node --conditions=@fovea/source examples/existing/official-sdk.ts
import { readFileSync } from "node:fs";
import Anthropic from "@anthropic-ai/sdk";
import { foveaFetch } from "@fovea/client/fetch";
import { createEyesEngine, createGateway } from "@fovea/gateway";

const gateway = createGateway({ engine: createEyesEngine(), mode: "strict" });
// A screenshot that some tool saved as .jpg: the name says one thing, the bytes another.
const data = readFileSync(new URL("../photos/cat.png", import.meta.url)).toString("base64");

async function program(fetch: typeof gateway.fetch): Promise<string> {
  const client = new Anthropic({ apiKey: "the-eyes-need-none", baseURL: "http://fovea.invalid", fetch });
  const message = await client.messages.create({
    model: "fovea-eyes-1",
    max_tokens: 200,
    messages: [
      {
        role: "user",
        content: [
          { type: "image", source: { type: "base64", media_type: "image/jpeg", data } },
          { type: "text", text: "What is in this picture?" },
        ],
      },
    ],
  });
  return message.content.map((block) => (block.type === "text" ? block.text : "")).join("");
}

await program(gateway.fetch).catch((error: Error) => console.log(error.message.slice(0, 200)));
console.log(await program(foveaFetch({ fetch: gateway.fetch })));
await gateway.close();
