// Uploads a picture once, asks about it twice by its id, and takes it away again. The gateway in this process keeps the files; with a key it is the
// Claude API that does.
// npx node --conditions=@fovea/source examples/library/upload-once.ts
import { createFovea } from "@fovea/client";
import { createEyesEngine, createGateway, createMemoryStore } from "@fovea/gateway";

const gateway = createGateway({ engine: createEyesEngine(), store: createMemoryStore() });
const fovea = createFovea({
  platform: "anthropic",
  model: "fovea-eyes-1",
  apiKey: "the-eyes-need-none",
  baseURL: "http://fovea.invalid",
  fetch: gateway.fetch,
});

const photo = new URL("../photos/cat.png", import.meta.url);
const first = await fovea.upload(photo, { onProgress: ({ type }) => console.error(type) });
const second = await fovea.upload(photo);
console.log(`${first.bytes} bytes uploaded; the second time ${second.reused ? "they were there" : "again"}`);

const byId = await fovea.ask({ fileId: first.fileId }, "What is in this picture?");
console.log(byId.text);
// The path is enough: the ledger knows that its bytes are there.
const { images, usage, cost } = await fovea.ask(photo, "What is in this picture?");
console.log(`${images.lines[0]?.step} by ${images.lines[0]?.method}, ${usage.promptTokens} tokens, ${cost} USD`);

const { deleted } = await fovea.prune();
console.log(`${deleted.length} file deleted`);
await gateway.close();
