// The blocks of a request that go to the platform as files which Fovea put there: uploaded once, the same file again in every later turn, and once
// more when the platform has forgotten one.
import { createHash } from "node:crypto";
import { type Block, isKnown } from "../../content/block.ts";
import type { BytesRef, Edit } from "../../content/edit.ts";
import { formatPath } from "../../content/path.ts";
import { UploadRefusedError } from "../../files/refused.ts";
import type { Uploads } from "../../files/uploads.ts";
import { createPointed, toFile } from "../../lower/pointed.ts";
import type { UploadWork } from "../../lower/resolvers.ts";
import type { Platform } from "../../platform/capability.ts";
import type { SentAsFile } from "./shared.ts";

/** How long the platform keeps what nobody sent as a file, in seconds: a day; for a batch, which may take one, two. */
const DAY_S = 24 * 3600;

type BytesAt = (at: string) => BytesRef;

export interface AsBefore {
  /** Blocks that went as a file in an earlier turn are that file, with what their own bytes prove. */
  readonly blocks: readonly Block[];
  /** What points them to it, by printed path. */
  readonly edits: ReadonlyMap<string, Edit>;
}

export interface References {
  asBefore(blocks: readonly Block[], bytes: BytesAt): Promise<AsBefore>;
  /** Puts the bytes on the platform, or finds them there; its id of them. */
  upload(work: UploadWork): Promise<string>;
  /** Takes down which of the blocks, as they came, went as a file. */
  remember(blocks: readonly Block[], bytes: BytesAt): Promise<void>;
  /** Files that the request points to, but for those that were uploaded again for it. */
  readonly ids: ReadonlySet<string>;
  /** What was done for each block, by printed path. */
  readonly done: ReadonlyMap<string, "upload" | "reference">;
  /** The edits once more, with what the platform no longer has uploaded again. */
  renew(edits: readonly Edit[], missing: ReadonlySet<string>): Promise<readonly Edit[]>;
}

export interface ReferencesOptions {
  /** `FilesApi.account`. */
  readonly account: string;
  readonly uploads: Uploads;
  readonly sentAsFile: SentAsFile;
  readonly platform: Platform;
  readonly signal: AbortSignal | undefined;
  /** Whether they are for a batch. */
  readonly lasting: boolean;
}

export function createReferences(options: ReferencesOptions): References {
  const { account, uploads, sentAsFile, platform, signal, lasting } = options;
  const pointed = createPointed();
  const hashes = new Map<string, string>();

  /** Of the caller's own bytes. */
  async function hashAt(at: string, bytes: BytesAt): Promise<string> {
    const hash = hashes.get(at) ?? (await hashOf(bytes(at)));
    hashes.set(at, hash);
    return hash;
  }

  async function upload(work: UploadWork): Promise<string> {
    const { at, bytes, mediaType } = work;
    const sha256 = work.sha256 ?? (await hashOf(bytes));
    const wish = { bytes, sha256, mediaType, expiresInSeconds: lasting ? 2 * DAY_S : DAY_S };
    const { fileId, found } = await uploads.upload(wish, { signal }).catch((error: unknown) => {
      throw atBlock(error, at);
    });
    pointed.point(work, fileId, found ? "reference" : "upload");
    return fileId;
  }

  return {
    async asBefore(blocks, bytes) {
      const edits = new Map<string, Edit>();
      if (sentAsFile.empty) return { blocks, edits };
      const changed = await Promise.all(
        blocks.map(async (block): Promise<Block> => {
          const { source, facts, type } = block;
          if (source.method !== "base64" || !isKnown(facts) || !platform[type].file.value) return block;
          const at = formatPath(block.at);
          const sha256 = await hashAt(at, bytes);
          const fileId = sentAsFile.get(account, sha256);
          if (fileId === null) return block;
          const mediaType = facts.mediaType;
          pointed.point({ at, bytes: bytes(at), mediaType, sha256 }, fileId, "reference");
          edits.set(at, toFile([...block.at, "source"], fileId));
          return { ...block, source: { method: "file", fileId }, facts: { ...facts, sha256 } };
        }),
      );
      return { blocks: changed, edits };
    },
    upload,
    async remember(blocks, bytes) {
      for (const { at, source } of blocks) {
        const path = formatPath(at);
        const fileId = pointed.at(path);
        if (fileId !== undefined && source.method === "base64")
          sentAsFile.put(account, await hashAt(path, bytes), fileId);
      }
    },
    get ids() {
      return pointed.ids;
    },
    done: pointed.done,
    async renew(edits, missing) {
      const others = [...pointed.ids].filter((id) => !missing.has(id));
      const gone = new Set([...missing, ...(await uploads.gone(others, signal))]);
      for (const fileId of gone) {
        await uploads.forget(fileId);
        sentAsFile.forget(account, fileId);
      }
      return pointed.renew(edits, gone, upload);
    },
  };
}

/** An upload that the platform refused, in its own words, with the block that was to be uploaded. */
function atBlock(error: unknown, at: string): unknown {
  if (!(error instanceof UploadRefusedError)) return error;
  const { platform, status, message } = error;
  return new UploadRefusedError(platform, status, `${at}: ${platform} did not take the upload: ${message}`, error);
}

async function hashOf(bytes: BytesRef): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of bytes.open()) hash.update(piece);
  return hash.digest("hex");
}
