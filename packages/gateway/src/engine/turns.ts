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
    if (block.type === "text" && typeof block.text === "string") {
      if (!isIntroduction(content as Loose[], index)) texts.push(block.text);
    } else if (block.type === "image" || block.type === "document") media.push({ at: path, type: block.type });
    else collect(block.content, `${path}.content`, texts, media);
  }
}

/** Words that ask, or tell what to do, at the start of a text. */
const ASKS =
  /^(?:what|which|where|who|whose|when|why|how|is|are|does|do|did|can|could|describe|read|count|find|list|compare|look|explain|transcribe|tell|give|name|extract|identify|translate|answer|please|was|wo|wie|welche\w*|wer|ist|sind|quel\w*|où|qui|combien|est-ce|qué|dónde|cuál\w*|cuánt\w*|quién|hay)(?![\p{L}\p{N}])/iu;

/** `The front door:` before a picture names it, and asks nothing, where a text of the turn comes after it. */
function isIntroduction(content: readonly Loose[], index: number): boolean {
  const { text } = content[index] as { readonly text: string };
  const line = text.trim();
  const next = content[index + 1]?.type;
  if (!/^[^\n?]{1,200}:$/u.test(line) || ASKS.test(line) || (next !== "image" && next !== "document")) return false;
  return content.slice(index + 2).some((block) => block.type === "text" && !/:\s*$/u.test(String(block.text)));
}
