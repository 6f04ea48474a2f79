// Files that the platform does not have any more, or not for long: the same bytes go up again, and the turn names what is there.
import type { Block } from "../../content/block.ts";
import { formatPath } from "../../content/path.ts";
import { InputError } from "../../errors/errors.ts";
import { bytesRef } from "../../input/bytes.ts";
import type { SentUpload } from "./conversation.ts";
import type { Picture } from "./history.ts";
import type { PictureStore } from "./picture-store.ts";
import { asFile, blocksOf, picturesOf, type Replacement, replaced, type Turn } from "./turn.ts";
import type { Uploading } from "./uploading.ts";

export interface Renewing {
  readonly store: PictureStore;
  readonly uploading: Uploading;
  readonly signal: AbortSignal | undefined;
}

export interface Renewed {
  readonly turn: Turn;
  readonly uploads: readonly SentUpload[];
}

/** Files that expire before that time (ms since 1970), renewed before anybody is asked. Those whose bytes are nowhere may still be there: they are left. */
export async function renewed(turn: Turn, expiringBefore: number, renewing: Renewing): Promise<Renewed> {
  // What is there is still good: it is named for as long as it stays.
  if (!renewing.uploading.allowed) return { turn, uploads: [] };
  const found: Replaced[] = [];
  for (const picture of picturesOf(turn)) {
    const { fileId, expiresAt, sha256 } = picture;
    if (fileId === null || expiresAt === null || expiresAt > expiringBefore) continue;
    const bytes = await renewing.store.get(sha256);
    if (bytes === null || bytes === "damaged") continue;
    found.push(await again(turn, picture, bytes, renewing));
  }
  return { turn: replaced(turn, found), uploads: found.map(({ upload }) => upload) };
}

/**
 * After the platform refused a file: what it names, and what else of ours it has lost, is there again.
 *
 * @returns null where nothing of ours is lost
 * @throws InputError `input.picture-missing` where the bytes are nowhere; its cause is the refusal
 */
export async function restoredFiles(
  turn: Turn,
  refusal: string,
  cause: unknown,
  renewing: Renewing,
): Promise<Renewed | null> {
  const { store, uploading, signal } = renewing;
  const pictures = picturesOf(turn).filter(({ fileId }) => fileId !== null);
  const files = await uploading.uploads();
  const isGone = async (ids: readonly string[]): Promise<ReadonlySet<string>> =>
    (await files?.gone(ids, signal).catch(() => null)) ?? new Set<string>();
  const gone = await isGone([...new Set(pictures.map(({ fileId }) => fileId as string))]);
  const lost = pictures.filter(({ fileId }) => refusal.includes(fileId as string) || gone.has(fileId as string));
  if (lost.length === 0) return null;
  for (const id of new Set(lost.map(({ fileId }) => fileId as string))) await files?.forget(id);
  const found: Replaced[] = [];
  for (const picture of lost) {
    const bytes = await keptBytes(picture, store, cause);
    const first = await again(turn, picture, bytes, renewing);
    // Another file of the same bytes, which the ledger knows of, may be lost as well.
    const { fileId } = first.upload;
    const isLost = first.upload.found && (await isGone([fileId])).has(fileId);
    found.push(isLost ? await again(turn, picture, bytes, renewing) : first);
  }
  return { turn: replaced(turn, found), uploads: found.map(({ upload }) => upload) };
}

interface Replaced extends Replacement {
  readonly upload: SentUpload;
}

async function again(
  turn: Turn,
  picture: Picture,
  bytes: Uint8Array,
  { uploading, signal }: Renewing,
): Promise<Replaced> {
  const at = formatPath(picture.at);
  const { sha256, mediaType } = picture;
  const upload = await uploading.upload({ sha256, mediaType, bytes: bytesRef(bytes) }, at, signal);
  const block = blocksOf(turn).find((one) => formatPath(one.at) === at) as Block;
  return { ...asFile(picture, upload, block.facts), upload };
}

/** @throws InputError `input.picture-missing` */
export async function keptBytes(picture: Picture, store: PictureStore, cause: unknown): Promise<Uint8Array> {
  const { sha256, mediaType, bytes, at } = picture;
  const found = await store.get(sha256);
  if (found !== null && found !== "damaged") return found;
  const reason = found === null ? "expired" : "damaged";
  const facts = { sha256, mediaType, bytes, directory: store.directory, reason } as const;
  throw new InputError("input.picture-missing", facts, { at: formatPath(at), ...(cause === null ? {} : { cause }) });
}
