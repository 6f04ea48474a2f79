// A platform that takes an upload and then no picture by its file: what enters goes as base64, for nobody asked for files.
import { type Block, isKnown } from "../../content/block.ts";
import { formatPath } from "../../content/path.ts";
import type { PictureStore } from "./picture-store.ts";
import { keptBytes } from "./renew-files.ts";
import { blocksOf, type Replacement, replaced, type Turn } from "./turn.ts";

/** The turn with what enters as base64; null where nothing enters by file. What was sent before was taken as it is, and stays so. */
export async function withoutFiles(turn: Turn, store: PictureStore): Promise<Turn | null> {
  const files = (turn.entered?.pictures ?? []).filter(({ method }) => method === "file");
  if (files.length === 0 || turn.sent.pictures.some(({ method }) => method === "file")) return null;
  const found: Replacement[] = [];
  for (const picture of files) {
    const bytes = await keptBytes(picture, store, null);
    const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("base64");
    const { facts } = blocksOf(turn).find((one) => formatPath(one.at) === formatPath(picture.at)) as Block;
    found.push({
      picture: { ...picture, method: "base64", fileId: null, expiresAt: null },
      source: { type: "base64", media_type: isKnown(facts) ? facts.mediaType : picture.mediaType, data },
      facts,
    });
  }
  return replaced(turn, found);
}
