// From a request to turns: the text and the pictures of each message, every picture's bytes asked for by the path of its block.
import type { Picture, Turn } from "./engine.ts";

type Loose = { readonly [key: string]: unknown };

/** Gives the bytes of an image by its path, and the pages of a document as pictures. */
export interface Bytes {
  imageAt(at: string): Promise<Uint8Array>;
  pagesAt(at: string): Promise<readonly Uint8Array[]>;
}

/** The turns of a Messages request, system messages left out: the eyes have nobody to instruct. */
export async function turnsOf(body: unknown, { imageAt, pagesAt }: Bytes): Promise<Turn[]> {
  const messages = (body as { messages: readonly Loose[] }).messages;
  const turns: Turn[] = [];
  for (const [index, { role, content }] of messages.entries()) {
    if (role === "system") continue;
    const texts: string[] = [];
    const media: Media[] = [];
    collect(content, `messages.${index}.content`, texts, media);
    const pictures: Picture[] = [];
    for (const { at, type } of media) {
      if (type === "image") pictures.push({ at, bytes: await imageAt(at) });
      else for (const bytes of await pagesAt(at)) pictures.push({ at, bytes, page: true });
    }
    turns.push({ role: role === "assistant" ? "assistant" : "user", text: texts.join("\n"), pictures });
  }
  return turns;
}

interface Media {
  readonly at: string;
  readonly type: "image" | "document";
}

/** Walks containers (tool results) too. Depth was capped when the blocks were found. */
function collect(content: unknown, at: string, texts: string[], media: Media[]): void {
  if (typeof content === "string") texts.push(content);
  if (!Array.isArray(content)) return;
  for (const [index, block] of (content as Loose[]).entries()) {
    const path = `${at}.${index}`;
    if (block.type === "text" && typeof block.text === "string") texts.push(block.text);
    else if (block.type === "image" || block.type === "document") media.push({ at: path, type: block.type });
    else collect(block.content, `${path}.content`, texts, media);
  }
}
