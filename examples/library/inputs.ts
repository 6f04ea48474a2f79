// Whatever a program holds is an input: here one plan of a path, a URL, bytes, a Blob, streams, a file id and official blocks, with labels. No network.
// npx node --conditions=@fovea/source examples/library/inputs.ts
import { createReadStream, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createFovea } from "@fovea/client";

const cat = new URL("../photos/cat.png", import.meta.url);
const bytes = readFileSync(cat);
const plan = await createFovea({ platform: "anthropic" }).plan([
  fileURLToPath(cat),
  cat,
  new URL("https://example.com/cat.png"),
  `data:image/png;base64,${bytes.toString("base64")}`,
  bytes,
  new Uint8Array(bytes).buffer,
  new File([new Uint8Array(bytes)], "cat.png"),
  new Blob([new Uint8Array(bytes)]).stream(),
  createReadStream(cat),
  { fileId: "file_011CNha8iCJcU1wXNR6q4V8w" },
  { type: "image", source: { type: "base64", media_type: "image/jpeg", data: bytes.toString("base64") } },
  { input: cat, label: "The same once more" },
]);
for (const { name, from, method, mediaType } of plan.steps)
  console.log(`${name ?? from}: ${mediaType ?? "not known yet"}, by ${method}`);
