// Finds the cup with no key and no network, in pixels of the original; draws it, and cuts it out.
// npx node --conditions=@fovea/source examples/library/find-offline.ts
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createFovea, crop, draw } from "@fovea/client";
import { createEyesEngine, createGateway } from "@fovea/gateway";

const gateway = createGateway({ engine: createEyesEngine() });
const fovea = createFovea({
  platform: "eyes",
  model: "fovea-eyes-1",
  apiKey: "the-eyes-need-none",
  baseURL: "http://fovea.invalid",
  fetch: gateway.fetch,
});

const photo = new URL("../photos/coffee.png", import.meta.url);
const { found, frame } = await fovea.locate(photo, "the cup");
for (const { label, confidence, box } of found)
  console.log(`${label} (${confidence}) at ${box.x1},${box.y1} to ${box.x2},${box.y2} of ${frame.original.width} px`);

const folder = await mkdtemp(join(tmpdir(), "fovea-find-"));
const drawn = await draw(photo, found);
await writeFile(join(folder, "found.png"), drawn.bytes);
const [cup] = found;
if (cup) {
  const part = await crop(photo, cup.box, { mediaType: "image/jpeg" });
  await writeFile(join(folder, "cup.jpg"), part.bytes);
  console.log(`found.png is ${drawn.width}x${drawn.height} px, cup.jpg ${part.width}x${part.height}`);
}
await rm(folder, { recursive: true });
await gateway.close();
