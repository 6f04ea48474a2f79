// From a request to turns: the text and the pictures of each message, every picture's bytes asked for by the path of its block.
import type { Picture, Turn } from "./engine.ts";

type Loose = { readonly [key: string]: unknown };

/** The turns of a Messages request, system messages left out: the eyes have nobody to instruct. */
export async function turnsOf(body: unknown, bytesAt: (at: string) => Promise<Uint8Array>): Promise<Turn[]> {
  const messages = (body as { messages: readonly Loose[] }).messages;
  const turns: Turn[] = [];
  for (const [index, { role, content }] of messages.entries()) {
    if (role === "system") continue;
    const texts: string[] = [];
    const paths: string[] = [];
    collect(content, `messages.${index}.content`, texts, paths);
    const pictures: Picture[] = [];
    for (const at of paths) pictures.push({ at, bytes: await bytesAt(at) });
    turns.push({ role: role === "assistant" ? "assistant" : "user", text: texts.join("\n"), pictures });
  }
  return turns;
}

/** Walks containers (tool results) too. Depth was capped when the blocks were found. */
function collect(content: unknown, at: string, texts: string[], paths: string[]): void {
  if (typeof content === "string") texts.push(content);
  if (!Array.isArray(content)) return;
  for (const [index, block] of (content as Loose[]).entries()) {
    const path = `${at}.${index}`;
    if (block.type === "text" && typeof block.text === "string") texts.push(block.text);
    else if (block.type === "image") paths.push(path);
    else collect(block.content, `${path}.content`, texts, paths);
  }
}
