// A program for LangChain.js that its platform refuses, and the same program with one more option. The platform is a strict gateway in this process,
// which refuses what the Claude API refuses; the built-in eyes answer.
// npx node --conditions=@fovea/source examples/existing/langchain.ts
import { readFileSync } from "node:fs";
import { foveaFetch } from "@fovea/client/fetch";
import { createEyesEngine, createGateway } from "@fovea/gateway";
import { ChatAnthropic } from "@langchain/anthropic";
import { HumanMessage } from "@langchain/core/messages";

const gateway = createGateway({ engine: createEyesEngine(), mode: "strict" });
// What a browser's canvas gives, put where plain base64 belongs.
const base64 = readFileSync(new URL("../photos/cat.png", import.meta.url)).toString("base64");
const data = `data:image/png;base64,${base64}`;

async function program(fetch: typeof gateway.fetch): Promise<string> {
  const model = new ChatAnthropic({
    model: "fovea-eyes-1",
    apiKey: "the-eyes-need-none",
    anthropicApiUrl: "http://fovea.invalid",
    clientOptions: { fetch },
    maxRetries: 0,
  });
  const content = [
    { type: "image" as const, mimeType: "image/png", data },
    { type: "text" as const, text: "What is in this picture?" },
  ];
  return (await model.invoke([new HumanMessage({ content })])).text;
}

await program(gateway.fetch).catch((error: Error) => console.log(error.message.slice(0, 200)));
console.log(await program(foveaFetch({ fetch: gateway.fetch })));
await gateway.close();
