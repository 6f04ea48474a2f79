// Facts and figures of a picture without Node, packages or network: what it is, what the model sees of it, what that costs.
// npx node --conditions=@fovea/source examples/library/pure-numbers.ts
import { readFile } from "node:fs/promises";
import {
  type Block,
  estimate,
  findModel,
  imageTokens,
  inspect,
  makePlan,
  PLATFORMS,
  seenSize,
  stripMetadata,
  TEXT_RULE,
  textTokens,
  visualTokens,
} from "@fovea/client/pure";

const bytes = await readFile(new URL("../photos/rocket.jpg", import.meta.url));
const found = inspect(bytes, { complete: true });
const model = findModel("anthropic.claude-opus-4-6-v1");
if (found.status !== "facts" || found.facts.kind !== "image" || model === null)
  throw new Error("no picture, or no model");
const { facts } = found;
console.log(
  `${facts.mediaType}, ${facts.width}x${facts.height} px, ${stripMetadata(bytes, facts).length} bytes without metadata`,
);

const seen = seenSize(3840, 2160, model.tier.value);
console.log(
  `${model.id} sees 3840x2160 px as ${seen.width}x${seen.height}: ${visualTokens(seen.width, seen.height)} tokens`,
);
const text = textTokens("What is in this picture?", model.tokenizer.value);
console.log(`the question: ${text.low} to ${text.high} tokens (${TEXT_RULE.measured})`);

const block: Block = {
  at: ["messages", 0, "content", 0],
  type: "image",
  place: "user",
  oversizedImage: null,
  source: { method: "held", declared: null, name: "rocket.jpg" },
  facts,
};
const plan = makePlan([block], { platform: PLATFORMS.vertex, model });
const { tokens, cost, wire } = estimate(plan, { prompt: "What is in this picture?", turns: 5 });
console.log(tokens.visual === imageTokens(facts.width, facts.height, model.tier.value), cost?.total);
console.log(wire.map(({ method, taken }) => `${method}: ${taken ? "taken" : "not taken"}`).join(", "));
