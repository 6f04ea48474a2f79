// A conversation with no key and no network: pictures go up once, everything after that is small; kept as JSON, and gone on with.
// npx node --conditions=@fovea/source examples/library/conversation-offline.ts
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createFovea } from "@fovea/client";
import { createEyesEngine, createGateway } from "@fovea/gateway";

const photos = new URL("../photos/", import.meta.url);
const gateway = createGateway({ engine: createEyesEngine() });
const fovea = createFovea({
  // The gateway takes what the Claude API takes, files too; the built-in eyes answer.
  platform: "anthropic",
  model: "fovea-eyes-1",
  apiKey: "the-eyes-need-none",
  baseURL: "http://fovea.invalid",
  fetch: gateway.fetch,
});
const directory = mkdtempSync(join(tmpdir(), "fovea-conversation-"));

const talk = fovea.conversation({ directory });
const first = await talk.ask(new URL("cat.png", photos), "Is there a cat?");
console.log(`turn ${first.turn}: ${first.text}`);
console.log(`${first.sent.uploadedBytes} bytes uploaded, ${first.sent.requestBytes} bytes asked`);

const stream = talk.stream(new URL("coffee.png", photos), "Is there a cup?");
for await (const piece of stream) process.stdout.write(piece);
console.log(`\n${(await stream.answer).images.out} pictures, ${(await stream.answer).sent.requestBytes} bytes asked`);

const saved = JSON.stringify(await talk.save());
const later = fovea.conversation({ directory });
await later.load(JSON.parse(saved));
const last = await later.ask("How many pictures are there?");
console.log(`turn ${last.turn}, ${saved.length} bytes of JSON, no bytes of pictures`);

await gateway.close();
rmSync(directory, { recursive: true });
