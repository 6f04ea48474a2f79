// A text file of the store in a document block: it goes to the platform as a file of its own, or its text as a text source.
import type { Block } from "@fovea/client/internal/content/block";
import type { Edit } from "@fovea/client/internal/content/edit";
import { formatPath } from "@fovea/client/internal/content/path";
import { toFile } from "@fovea/client/internal/lower/pointed";
import { ReplyError } from "../../reply/envelope.ts";
import type { References } from "./references.ts";
import type { FoundFile } from "./stored-files.ts";

/** Bytes that such texts take in the request at least, each as often as it is named. */
export function textBytes(files: ReadonlyMap<string, FoundFile>): number {
  return [...files.values()].reduce((sum, { facts, content }) => sum + (facts === null ? content.length : 0), 0);
}

/**
 * The edits that point every such block to a file of the platform, or put the text into it where `references` is null: read once, however many
 * blocks name it. The plan has made sure that they fit, and `reserve` is told of their bytes before.
 *
 * @throws ReplyError 400 for a text that is not UTF-8; what an upload or `reserve` throws
 */
export async function textEdits(
  blocks: readonly Block[],
  files: ReadonlyMap<string, FoundFile>,
  references: References | null,
  reserve: (bytes: number) => Promise<unknown>,
): Promise<Edit[]> {
  const edits: Edit[] = [];
  const texts = new Map<string, string>();
  for (const { at } of blocks) {
    const path = formatPath(at);
    const found = files.get(path);
    if (found === undefined || found.facts !== null) continue;
    const { content, file } = found;
    if (references !== null) {
      const work = { at: path, bytes: content, mediaType: file.mediaType, sha256: file.sha256 };
      edits.push(toFile([...at, "source"], await references.upload(work)));
      continue;
    }
    await reserve(content.length);
    const data = texts.get(file.id) ?? (await textOf(found, path));
    texts.set(file.id, data);
    edits.push({ at: [...at, "source"], op: "replace", value: { type: "text", media_type: "text/plain", data } });
  }
  return edits;
}

async function textOf({ content }: FoundFile, at: string): Promise<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  try {
    for await (const piece of content.open()) text += decoder.decode(piece, { stream: true });
    return text + decoder.decode();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new ReplyError(400, `${at}: The text file is not UTF-8; upload it again as UTF-8.`, null, { "fovea-at": at });
  }
}
