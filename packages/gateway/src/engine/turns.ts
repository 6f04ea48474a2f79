// From a lowered request (every image a base64 source) to turns: the text and the pictures of each message.
import type { Turn } from "./engine.ts";

type Loose = { readonly [key: string]: unknown };

/** The turns of a Messages request, system messages left out: the eyes have nobody to instruct. */
export function turnsOf(body: unknown): Turn[] {
  const messages = (body as { messages: readonly Loose[] }).messages;
  return messages
    .filter((message) => message.role !== "system")
    .map((message) => {
      const texts: string[] = [];
      const pictures: Uint8Array[] = [];
      collect(message.content, texts, pictures);
      return { role: message.role === "assistant" ? "assistant" : "user", text: texts.join("\n"), pictures };
    });
}

/** Walks containers (tool results) too. Depth was capped when the blocks were found. */
function collect(content: unknown, texts: string[], pictures: Uint8Array[]): void {
  if (typeof content === "string") texts.push(content);
  if (!Array.isArray(content)) return;
  for (const block of content as Loose[]) {
    if (typeof block !== "object" || block === null) continue;
    if (block.type === "text" && typeof block.text === "string") texts.push(block.text);
    else if (block.type === "image") pictures.push(pictureOf(block));
    else collect(block.content, texts, pictures);
  }
}

function pictureOf(block: Loose): Uint8Array {
  const source = block.source as Loose;
  if (source.type !== "base64" || typeof source.data !== "string")
    throw new Error(`an image reached the engine as ${String(source.type)}`);
  return Buffer.from(source.data, "base64");
}
