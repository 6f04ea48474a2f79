// A turn is sent; what the platform refuses about a picture is put right, once, and sent again. Everything else is the caller's to know.

import type { Block } from "../../content/block.ts";
import { formatPath } from "../../content/path.ts";
import { InputError } from "../../errors/errors.ts";
import { bytesRef } from "../../input/bytes.ts";
import type { PixelWork } from "../../lower/resolvers.ts";
import { readRejection } from "../../transcript/rejection.ts";
import type { Lane, LaneModel } from "../lane.ts";
import type { MessageLike } from "../messages-client.ts";
import type { Mended, SentUpload } from "./conversation.ts";
import type { Picture } from "./history.ts";
import { mended, picturesToMend, type ToMend } from "./mend.ts";
import type { PictureStore } from "./picture-store.ts";
import { asFile, blocksOf, picturesOf, type Replacement, replaced, type Turn } from "./turn.ts";
import type { Uploading } from "./uploading.ts";

export interface Sending {
  readonly lane: Lane;
  readonly model: LaneModel;
  readonly store: PictureStore;
  readonly uploading: Uploading;
  readonly signal: AbortSignal | undefined;
  /** Sends it; throws what the platform says. */
  send(turn: Turn): Promise<MessageLike>;
  /** Whether the caller has heard something of the reply: then nothing is sent twice. */
  heard(): boolean;
  /** The bytes of a picture that stands in the messages. */
  bytesInline(turn: Turn, picture: Picture): Promise<Uint8Array>;
}

export interface SentTurn {
  readonly turn: Turn;
  readonly reply: MessageLike;
  readonly mended: readonly Mended[];
  readonly uploads: readonly SentUpload[];
}

export async function sendTurn(first: Turn, sending: Sending): Promise<SentTurn> {
  const uploads: SentUpload[] = [];
  const mends: Mended[] = [];
  const tried = { files: false, pixels: false };
  let turn = first;
  for (;;) {
    try {
      const reply = await sending.send(turn);
      return { turn, reply, mended: mends, uploads };
    } catch (error) {
      if (sending.signal?.aborted || sending.heard()) throw error;
      const rejection = readRejection(error);
      if (rejection === null) throw error;
      if (rejection.kind === "file-not-found") {
        if (tried.files) throw error;
        tried.files = true;
        const found = await uploadedAgain(turn, lost(turn, rejection.message), error, sending);
        if (found.length === 0) throw error;
        uploads.push(...found.map(({ upload }) => upload));
        turn = replaced(turn, found);
      } else {
        if (tried.pixels) throw error;
        tried.pixels = true;
        const wanted = picturesToMend(turn, rejection, sending.model.model, error);
        const found = await madeAnew(turn, wanted, sending);
        if (found.length === 0) throw error;
        for (const { from, to, upload, picture } of found) {
          if (upload !== null) uploads.push(upload);
          const { kind, message } = rejection;
          mends.push({ at: formatPath(picture.at), kind, message, from, to });
        }
        turn = replaced(turn, found);
      }
    }
  }
}

/** Files that are about to expire, or have, uploaded again before anybody is asked. */
export async function refreshed(
  turn: Turn,
  expiringBefore: number,
  sending: Sending,
): Promise<{ turn: Turn; uploads: readonly SentUpload[] }> {
  const old = picturesOf(turn).filter(({ expiresAt }) => expiresAt !== null && expiresAt <= expiringBefore);
  if (old.length === 0) return { turn, uploads: [] };
  const found = await uploadedAgain(turn, new Set(old.flatMap(({ fileId }) => fileId ?? [])), null, sending);
  return { turn: replaced(turn, found), uploads: found.map(({ upload }) => upload) };
}

/** Those of ours that a refusal names. */
function lost(turn: Turn, message: string): ReadonlySet<string> {
  return new Set(
    picturesOf(turn).flatMap(({ fileId }) => (fileId !== null && message.includes(fileId) ? [fileId] : [])),
  );
}

/** The same bytes, as files that are there. What the platform has lost beside those that it named comes with them. */
async function uploadedAgain(
  turn: Turn,
  named: ReadonlySet<string>,
  cause: unknown,
  { store, uploading, signal }: Sending,
): Promise<(Replacement & { upload: SentUpload })[]> {
  const pictures = picturesOf(turn).filter(({ fileId }) => fileId !== null);
  const ids = pictures.map(({ fileId }) => fileId as string);
  const files = await uploading.uploads();
  const gone =
    (cause === null ? null : await files?.gone([...new Set(ids)], signal).catch(() => null)) ?? new Set<string>();
  const lostOnes = pictures.filter(({ fileId }) => named.has(fileId as string) || gone.has(fileId as string));
  for (const id of new Set(lostOnes.map(({ fileId }) => fileId as string))) await files?.forget(id);
  const facts = new Map(blocksOf(turn).map((block) => [formatPath(block.at), block.facts]));
  const found: (Replacement & { upload: SentUpload })[] = [];
  for (const picture of lostOnes) {
    const at = formatPath(picture.at);
    const file = { ...picture, bytes: bytesRef(await bytesOf(picture, store, cause)) };
    let upload = await uploading.upload(file, at, signal);
    // A file of the same bytes that the ledger knows of may be lost as well.
    const known =
      cause !== null && upload.found ? ((await files?.gone([upload.fileId], signal).catch(() => null)) ?? null) : null;
    if (known?.has(upload.fileId)) upload = await uploading.upload(file, at, signal);
    found.push({ ...asFile(picture, upload, facts.get(at) as Block["facts"]), upload });
  }
  return found;
}

async function bytesOf(picture: Picture, store: PictureStore, cause: unknown): Promise<Uint8Array> {
  const { sha256, mediaType, bytes, at } = picture;
  const found = await store.get(sha256);
  if (found !== null && found !== "damaged") return found;
  const facts = {
    sha256,
    mediaType,
    bytes,
    directory: store.directory,
    reason: found === null ? "expired" : "damaged",
  } as const;
  throw new InputError("input.picture-missing", facts, { at: formatPath(at), ...(cause === null ? {} : { cause }) });
}

interface Remade extends Replacement {
  readonly from: string;
  readonly to: string;
  readonly upload: SentUpload | null;
}

async function madeAnew(turn: Turn, wanted: readonly ToMend[], sending: Sending): Promise<Remade[]> {
  const { lane, store, uploading, signal } = sending;
  if (wanted.length === 0 || !(await lane.pixels.ready())) return [];
  const pixels = (work: PixelWork) => lane.pixels.pixels(work, signal);
  const found: Remade[] = [];
  for (const one of wanted) {
    const { picture } = one;
    const at = formatPath(picture.at);
    const inline = picture.method === "base64";
    const before = inline ? await sending.bytesInline(turn, picture) : await bytesOf(picture, store, null);
    const made = await mended(one, before, pixels);
    if (made === null) continue;
    const { bytes, facts } = made;
    const sha256 = facts.sha256 as string;
    if (!inline || store.directory !== null) await store.put(sha256, bytes);
    const next: Picture = { ...picture, sha256, mediaType: facts.mediaType, bytes: bytes.length };
    const change = { from: picture.sha256, to: sha256 };
    if (inline) {
      const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("base64");
      found.push({
        picture: next,
        source: { type: "base64", media_type: facts.mediaType, data },
        facts,
        ...change,
        upload: null,
      });
    } else {
      const upload = await uploading.upload({ sha256, mediaType: facts.mediaType, bytes: bytesRef(bytes) }, at, signal);
      found.push({ ...asFile(next, upload, facts), ...change, upload });
    }
  }
  return found;
}
