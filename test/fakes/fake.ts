// One fake server a platform, on loopback: it enforces what the platform publishes, verifies signatures and tokens, and records every
// request. Tests of any part start one with `startFake`.
import type { Seen } from "./blocks.ts";
import type { Credentials } from "./credentials.ts";
import type { StoredFile } from "./files.ts";
import type { FakePlatform, Limits } from "./limits.ts";
import { listenFake } from "./listen.ts";

export type { Seen } from "./blocks.ts";
export type { Credentials } from "./credentials.ts";
export type { StoredFile } from "./files.ts";
export type { FakePlatform } from "./limits.ts";

export interface Recorded {
  readonly method: string;
  /** Path and query as received. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** What was answered; 0 as long as nothing was. */
  readonly status: number;
  /** The body of what was answered, as it was meant: a reply that is cut is whole here. Null as long as nothing was. */
  readonly reply: Buffer | null;
  /** Every image of the body in the order sent, refused ones too; those of a batch below `requests.N.params`. */
  readonly images: readonly Seen[];
  readonly documents: readonly Seen[];
}

/**
 * `{ status }` alone answers with the platform's own envelope for it; `early` answers before the body is read, and closes. `hang`: nothing is answered. `cut-stream`: the reply breaks off in its
 * middle, after its first events. `cut-body`: a whole reply ends before its declared length. `garbage`: 200, and no reply of any platform.
 * `error-event`: a stream that ends in an error event (or exception frame).
 */
export type Behaviour =
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
      readonly early?: boolean;
    }
  | "hang"
  | "cut-stream"
  | "garbage"
  | "cut-body"
  | "error-event";

export interface Reply {
  readonly content: readonly { readonly type: string; readonly [key: string]: unknown }[];
  /** Default `end_turn`. */
  readonly stopReason?: string;
}

export type Kind = "messages" | "count_tokens" | "files" | "batches" | "models";

export interface Fake {
  readonly platform: FakePlatform;
  /** Origin, like `http://127.0.0.1:41234`; what a client takes as its base URL is `credentials.baseURL`. */
  readonly url: string;
  /** Oldest first. Requests for tokens are not among them. */
  readonly requests: readonly Recorded[];
  /** Requests that carried a key of a caller (`sk-fovea-...`) anywhere. Must stay empty. */
  readonly leaks: readonly Recorded[];
  /** Requests that broke off before the end of their body. */
  readonly broken: number;
  /** What lets a client in. */
  readonly credentials: Credentials;
  /** Lets another client in, who owns its own files and batches. */
  addCredentials(): Credentials;
  /** The next requests (of that kind) behave so, `times` of them; default 1. */
  behave(what: Behaviour, times?: number, only?: Kind): void;
  readonly files: ReadonlyMap<string, StoredFile>;
  /** From now on the file is not found. */
  forget(id: string): void;
  /** The conversations that are held are lost. */
  forgetThreads(): void;
  /** Every file there is expires now. */
  expireAll(): void;
  /** Forgets what was recorded, for long runs. */
  clear(): void;
  close(): Promise<void>;
}

export interface FakeOptions {
  /** Milliseconds since 1970. Default: the clock of this machine. */
  readonly now?: () => number;
  /** Foundry: model ids by the names of deployments. Default: every model by its own id. */
  readonly deployments?: Readonly<Record<string, string>>;
  /** `compatible`: let in without a key. Default false. */
  readonly open?: boolean;
  /** Limits of this one fake that differ from the platform's: a server that takes more, or less, to test with small pictures. */
  readonly limits?: Partial<Limits>;
  /** How long batches stay in progress, in ms. Default 0: ended when next asked for. */
  readonly batchMs?: number;
  /** Pause between the events of a stream, in ms. Default 0. */
  readonly eventMs?: number;
  /**
   * Every reply begins with a thinking block that binds all that stands before it: sent again with another past it is refused. Default false.
   */
  readonly thinking?: boolean;
  /** The content of a reply to a body, instead of a text that names the images. Null: that text. Behind the thinking block where there is one. */
  readonly reply?: (body: Readonly<Record<string, unknown>>) => Reply | null;
}

export function startFake(platform: FakePlatform, options: FakeOptions = {}): Promise<Fake> {
  return listenFake(platform, options);
}
