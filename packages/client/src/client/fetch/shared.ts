// What all requests of one foveaFetch share.
import type { UploadLedger } from "../../files/upload-ledger.ts";
import type { GuardedFetch } from "../../net/guarded-fetch.ts";
import type { PixelWriter } from "../../pixels/create-pixels.ts";
import type { Policy } from "../../plan/plan.ts";
import type { Learned } from "./learned.ts";
import type { CredentialsOf } from "./signature.ts";
import type { AwsCredentials } from "./sigv4.ts";
import type { UrlMemory } from "./url-memory.ts";

export interface Shared {
  readonly policy: Partial<Policy>;
  readonly openedOrigins: readonly string[];
  readonly fetchUrl: GuardedFetch;
  readonly pixels: PixelWriter;
  readonly ledger: UploadLedger;
  readonly urls: UrlMemory;
  /** Files that pictures of the caller's went as: what went so once goes so again. */
  readonly sentAsFile: SentAsFile;
  /** Limits that places turned out to have. */
  readonly learned: Learned;
  readonly credentials: CredentialsOf | undefined;
  readonly environment: () => AwsCredentials | null;
  /** Of a body as it comes, in bytes. */
  readonly maxBytes: number;
}

/** File ids by account and hash of the caller's own bytes, which are not those of the file where pixels were written anew. */
export interface SentAsFile {
  get(account: string, sha256: string): string | null;
  put(account: string, sha256: string, fileId: string): void;
  forget(account: string, fileId: string): void;
  /** Whether nothing was ever uploaded: then nobody has to hash anything. */
  readonly empty: boolean;
}

/** Each takes some 200 bytes. */
const MAX_SENT = 20_000;

export function createSentAsFile(): SentAsFile {
  const sent = new Map<string, string>();
  const keyOf = (account: string, sha256: string): string => `${account} ${sha256}`;
  return {
    get: (account, sha256) => sent.get(keyOf(account, sha256)) ?? null,
    put(account, sha256, fileId) {
      sent.set(keyOf(account, sha256), fileId);
      for (const oldest of sent.keys()) {
        if (sent.size <= MAX_SENT) break;
        sent.delete(oldest);
      }
    },
    forget(account, fileId) {
      for (const [key, id] of sent) if (id === fileId && key.startsWith(`${account} `)) sent.delete(key);
    },
    get empty() {
      return sent.size === 0;
    },
  };
}
