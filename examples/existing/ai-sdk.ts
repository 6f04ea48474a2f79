// A program for AI SDK that its platform refuses, and the same program with one more option. The platform is a strict gateway in this process, which
// refuses what the Claude API refuses; the built-in eyes answer.
// npx node --conditions=@fovea/source examples/existing/ai-sdk.ts
import { readFileSync } from "node:fs";
import { createAnthropic } from "@ai-sdk/anthropic";
import { foveaFetch } from "@fovea/client/fetch";
import { createEyesEngine, createGateway } from "@fovea/gateway";
import { generateText } from "ai";
import sharp from "sharp";

const gateway = createGateway({ engine: createEyesEngine(), mode: "strict" });
// A scan: the Claude API takes no TIFF.
const scan = await sharp(readFileSync(new URL("../photos/cat.png", import.meta.url)))
  .tiff()
  .toBuffer();

async function program(fetch: typeof gateway.fetch): Promise<string> {
  const anthropic = createAnthropic({ apiKey: "the-eyes-need-none", baseURL: "http://fovea.invalid/v1", fetch });
  const { text } = await generateText({
    model: anthropic("fovea-eyes-1"),
    maxOutputTokens: 200,
    messages: [
      {
        role: "user",
        content: [
          { type: "file", data: scan, mediaType: "image/tiff" },
          { type: "text", text: "What is in this picture?" },
        ],
      },
    ],
  });
  return text;
}

await program(gateway.fetch).catch((error: Error) => console.log(error.message.slice(0, 200)));
console.log(await program(foveaFetch({ fetch: gateway.fetch })));
await gateway.close();
