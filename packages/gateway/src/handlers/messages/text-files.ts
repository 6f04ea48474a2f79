// A text file of the store in a document block: it goes to the platform as a file of its own, or its text as a text source.
import type { Block } from "@fovea/client/internal/content/block";
import type { Edit } from "@fovea/client/internal/content/edit";
import { formatPath } from "@fovea/client/internal/content/path";
import { ReplyError } from "../../reply/envelope.ts";
import { type References, toFile } from "./references.ts";
import type { FoundFile } from "./stored-files.ts";

/** Most bytes of such a file: what one body may have. A longer one would not fit any request. */
const MAX_TEXT_BYTES = 32 * 1024 * 1024;

/**
 * The edits that point every such block to a file of the platform, or put the text into it where `references` is null.
 *
 * @throws ReplyError 400 for a text that is not UTF-8, 413 for one too long; what an upload throws
 */
export async function textEdits(
  blocks: readonly Block[],
  files: ReadonlyMap<string, FoundFile>,
  references: References | null,
): Promise<Edit[]> {
  const edits: Edit[] = [];
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
    const value = { type: "text", media_type: "text/plain", data: await textOf(found, path) };
    edits.push({ at: [...at, "source"], op: "replace", value });
  }
  return edits;
}

async function textOf({ content }: FoundFile, at: string): Promise<string> {
  if (content.length > MAX_TEXT_BYTES)
    throw new ReplyError(413, "Request exceeds the maximum size", null, { "fovea-at": at });
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
