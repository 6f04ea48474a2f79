// What would be sent where, how, and at what price: the same picture on three platforms. No network.
// npx node --conditions=@fovea/source examples/library/plan.ts
import { createFovea, explain } from "@fovea/client";

const rocket = new URL("../photos/rocket.jpg", import.meta.url);
for (const platform of ["anthropic", "bedrock", "foundry-azure"] as const) {
  const plan = await createFovea({ platform, model: "claude-opus-5-5" }).plan([
    rocket,
    "https://example.com/second.png",
  ]);
  console.log(`${explain(plan)}\n`);
}
