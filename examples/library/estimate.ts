// What a conversation about two photographs would take, reckoned before anything is sent: tokens, money, bytes by each method. No network.
// npx node --conditions=@fovea/source examples/library/estimate.ts
import { createFovea } from "@fovea/client";

const photos = new URL("../photos/", import.meta.url);
const fovea = createFovea({ platform: "anthropic", model: "claude-opus-5-5" });
const { tokens, cost, wire, notes } = await fovea.estimate(
  [new URL("rocket.jpg", photos), new URL("coffee.png", photos)],
  {
    prompt: "What is in these pictures?",
    turns: 20,
    outputTokens: 300,
    cache: "5m",
  },
);

console.log(`${tokens.visual} visual tokens, first turn ${tokens.firstTurn.low} to ${tokens.firstTurn.high} tokens`);
if (cost !== null)
  for (const [cache, { low, high }] of Object.entries(cost.inputBy))
    console.log(`input of 20 turns, cache ${cache}: $${low.toFixed(3)} to $${high.toFixed(3)}`);
for (const { method, taken, upload, allTurns } of wire)
  if (taken)
    console.log(`by ${method}: ${upload} bytes once, ${allTurns?.low} to ${allTurns?.high} bytes with all turns`);
for (const { message } of notes) console.log(message);
