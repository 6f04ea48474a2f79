// A turn is sent; what the platform refuses about a picture is put right, once, and sent again. Everything else is the caller's to know.

import { formatPath } from "../../content/path.ts";
import { bytesRef } from "../../input/bytes.ts";
import type { PixelWork } from "../../lower/resolvers.ts";
import { readRejection } from "../../transcript/rejection.ts";
import type { Lane, LaneModel } from "../lane.ts";
import type { MessageLike } from "../messages-client.ts";
import type { Mended, SentUpload } from "./conversation.ts";
import type { Picture } from "./history.ts";
import { withoutFiles } from "./inline-files.ts";
import { mended, picturesToMend, type ToMend } from "./mend.ts";
import type { PictureStore } from "./picture-store.ts";
import { keptBytes, restoredFiles } from "./renew-files.ts";
import { asFile, type Replacement, replaced, type Turn } from "./turn.ts";
import type { Uploading } from "./uploading.ts";

export interface Sending {
  readonly lane: Lane;
  readonly model: LaneModel;
  readonly store: PictureStore;
  readonly uploading: Uploading;
  readonly signal: AbortSignal | undefined;
  /** Whether files are nobody's wish. */
  readonly automatic: boolean;
  /** The platform takes no files. */
  withoutFiles(): void;
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
        const found = await restoredFiles(turn, rejection.message, error, sending);
        if (found === null) throw error;
        uploads.push(...found.uploads);
        turn = found.turn;
      } else if (rejection.kind === "source-not-supported") {
        const inline = sending.automatic ? await withoutFiles(turn, sending.store) : null;
        if (inline === null) throw error;
        sending.withoutFiles();
        turn = inline;
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
    const before = inline ? await sending.bytesInline(turn, picture) : await keptBytes(picture, store, null);
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
