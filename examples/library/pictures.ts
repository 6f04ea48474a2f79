// Pictures worked on before anybody is asked: cut into tiles that the model sees sharply, fetched under guard, pages of a PDF drawn.
// npx node --conditions=@fovea/source examples/library/pictures.ts
import { readFile } from "node:fs/promises";
import {
  createDecoder,
  createFovea,
  createGuardedFetch,
  createPixels,
  FoveaError,
  frameOf,
  makeFrame,
  tile,
  toOriginal,
  toSent,
  wholePixel,
  wholePixels,
} from "@fovea/client";

const photo = new URL("../photos/coffee.png", import.meta.url);
for (const { label, box, frame } of await tile(photo, { model: "claude-haiku-4-5", maxTiles: 4 }))
  console.log(label, box, wholePixels(toOriginal(frame, { x1: 1.4, y1: 1.4, x2: 9.6, y2: 9.6 }), frame.original));

// One writer of pixels and one decoder, shared by every Fovea of a process.
const pixels = createPixels({ maxAtOnce: 1 });
const decoder = createDecoder({ processes: 1 });
// What a picture is fetched with: never from a private address, and at most so many bytes.
const fetchUrl = createGuardedFetch({ maxBytes: 5_000_000 });
const fovea = createFovea({ platform: "bedrock", model: "claude-opus-5-5", pixels, decoder, fetchUrl });
const plan = await fovea.plan(photo);
const frame =
  frameOf(plan) ?? makeFrame({ original: { width: 600, height: 400 }, tier: { maxEdgePx: 2576, maxTokens: 4784 } });
console.log(wholePixel(toSent(frame, { x: 300, y: 200 }), frame.sent));

const { pages } = await decoder.pdf(await readFile(new URL("../documents/invoice.pdf", import.meta.url)));
console.log(pages, "pages");
await decoder.close();

const refused: unknown = await fetchUrl("https://127.0.0.1/a.png").catch((error: unknown) => error);
console.log(FoveaError.isInstance(refused) ? refused.code : refused);
