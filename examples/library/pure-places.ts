// Coordinates by hand, for requests that you write yourself: the words to ask with, the answer read, and its boxes in pixels of the original.
// npx node --conditions=@fovea/source examples/library/pure-places.ts
import { readFile } from "node:fs/promises";
import {
  type Block,
  findPrompt,
  findSchema,
  frameOf,
  inspect,
  makeFrame,
  makePlan,
  modelOf,
  PLATFORMS,
  readFound,
  toOriginal,
  toSent,
  wholePixel,
  wholePixels,
} from "@fovea/client/pure";

const { model } = modelOf("claude-haiku-4-5");
const original = { width: 4000, height: 3000 };
const frame = makeFrame({ original, tier: model.tier.value });
console.log(findPrompt("the cup", "boxes", frame.seen));
console.log(Object.keys(findSchema("boxes")));

// What a model might answer, in pixels of the size that it saw.
const answer = '{"objects":[{"label":"cup","confidence":0.9,"box":{"x1":100,"y1":200,"x2":300,"y2":400}}]}';
const { things, notes } = readFound(answer, frame.seen, { give: "boxes" });
for (const { label, box } of things) {
  if (box === null) continue;
  console.log(label, wholePixels(toOriginal(frame, box), original), notes.length);
  console.log("and back:", wholePixel(toSent(frame, { x: 315, y: 630 }), frame.sent));
}

// A plan knows the frame of each of its pictures.
const facts = inspect(await readFile(new URL("../photos/coffee.png", import.meta.url)), { complete: true });
if (facts.status === "facts") {
  const block: Block = {
    at: ["messages", 0, "content", 0],
    type: "image",
    place: "user",
    oversizedImage: null,
    source: { method: "held", declared: null, name: "coffee.png" },
    facts: facts.facts,
  };
  console.log(frameOf(makePlan([block], { platform: PLATFORMS.anthropic, model }))?.original);
}
