// Uploads that several processes share: who finds a picture in the ledger uploads it to nobody again. And a fetch for a client that exists.
// npx node --conditions=@fovea/source examples/library/shared-ledger.ts
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Anthropic from "@anthropic-ai/sdk";
import {
  createFileLedger,
  createFovea,
  createMemoryLedger,
  DEFAULT_EXPIRY_SECONDS,
  foveaFetch,
  toolResult,
} from "@fovea/client";
import { createEyesEngine, createGateway, createMemoryStore } from "@fovea/gateway";

const gateway = createGateway({ engine: createEyesEngine(), store: createMemoryStore() });
const folder = await mkdtemp(join(tmpdir(), "fovea-ledger-"));
const photo = new URL("../photos/cat.png", import.meta.url);
const way = {
  platform: "anthropic",
  model: "fovea-eyes-1",
  apiKey: "unused",
  baseURL: "http://fovea.invalid",
  fetch: gateway.fetch,
} as const;

// The first stands for one process, the second for another: they share a file.
for (const ledger of [
  createFileLedger(join(folder, "uploads")),
  createFileLedger(join(folder, "uploads")),
  createMemoryLedger(),
]) {
  const { reused } = await createFovea({ ...way, ledger }).upload(photo);
  console.log(reused ? "was there" : "uploaded");
}
console.log(`automatic uploads are gone after ${DEFAULT_EXPIRY_SECONDS / 3600} hours`);

// A program with a client of its own: a PNG that says it is a JPEG would be refused.
const client = new Anthropic({
  apiKey: "unused",
  baseURL: "http://fovea.invalid",
  fetch: foveaFetch({ fetch: gateway.fetch }),
});
const block = await createFovea(way).image(photo);
const { content } = await client.messages.create({
  model: "fovea-eyes-1",
  max_tokens: 200,
  messages: [{ role: "user", content: [block, { type: "text", text: "What is this?" }] }],
});
console.log(content.flatMap((one) => (one.type === "text" ? [one.text] : [])).join(" "));
// What a tool gave back, for the next turn of a conversation.
console.log(toolResult("toolu_1", "no picture was taken"));

await rm(folder, { recursive: true });
await gateway.close();
