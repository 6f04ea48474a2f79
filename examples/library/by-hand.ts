// A request written by hand, with blocks that the platform is sure to accept.
// npx node --conditions=@fovea/source examples/library/by-hand.ts
import Anthropic from "@anthropic-ai/sdk";
import { image } from "@fovea/client";
import { createEyesEngine, createGateway } from "@fovea/gateway";

const gateway = createGateway({ engine: createEyesEngine() });
const client = new Anthropic({ apiKey: "unused", baseURL: "http://fovea.invalid", fetch: gateway.fetch });

const message = await client.messages.create({
  model: "fovea-eyes-1",
  max_tokens: 300,
  messages: [
    {
      role: "user",
      content: [
        await image(new URL("../photos/coffee.png", import.meta.url), { model: "claude-opus-5-5" }),
        { type: "text", text: "Is there a cup?" },
      ],
    },
  ],
});
for (const block of message.content) if (block.type === "text") console.log(block.text);
await gateway.close();
