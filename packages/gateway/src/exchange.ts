// What a handler takes and gives: plain data, no framework. Doors translate to and from sockets and fetch.
import type { Policy } from "@fovea/client/internal/plan/plan";
import type { Engine } from "./engine/engine.ts";
import type { KeyLimits } from "./guard/key-limits.ts";
import type { BytePool, Lease } from "./guard/pool.ts";
import type { LedgerLine } from "./observe/image-ledger.ts";
import type { PooledPixels } from "./pixels/pooled.ts";
import type { BatchRows } from "./store/batch-rows.ts";
import type { FileStore } from "./store/file-store.ts";
import type { Uploads } from "./uploads/uploads.ts";
import type { Router } from "./upstream/router.ts";

/** A request as every handler sees it. Header names are lower case. */
export interface GatewayRequest {
  readonly method: string;
  /** Path without the query, like `/v1/messages`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Without `content-encoding` and `content-length` where the encoding was undone. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body as it arrives, content-encoding undone; nothing has been read of it. */
  readonly body: Body;
  /** Aborted when the caller is gone. */
  readonly signal: AbortSignal;
}

/** The bytes of a body, to be read once. */
export interface Body extends AsyncIterable<Uint8Array> {
  /**
   * The faster way for whoever copies all of it without waiting: calls `take` with every piece as it comes, whose memory is gone when `take`
   * returns. Resolves at the end. Rejects with what iteration would throw, or with what `take` throws, which ends the reading. Not every body can.
   */
  takeAll?(take: (piece: Uint8Array) => void): Promise<void>;
}

/** How a request came in: doors say it, callers cannot. */
export interface Entry {
  /** Host names this door answers to, lower case, IPv6 in brackets; null: any. */
  readonly hosts: ReadonlySet<string> | null;
  /** True where only this machine reaches the door; elsewhere `/metrics` needs a key. */
  readonly loopback: boolean;
  /** True from the moment the door was told to close. */
  readonly draining: () => boolean;
}

/** What a handler answers. A body of pieces is streamed. */
export interface GatewayReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | AsyncIterable<string | Uint8Array>;
}

export type Handler = (request: GatewayRequest, context: GatewayContext) => Promise<GatewayReply>;

/** Who asks. In process, without keys, the workspace is `local` and there is no key. */
export interface Caller {
  readonly workspace: string;
  readonly keyId: string | null;
  /** What whoever made the key called it. */
  readonly keyName?: string;
}

/** `strict` answers as the real API would; `mend` mends what can be mended and says so. */
export type Mode = "mend" | "strict";

/** Fetches the bytes behind a url of a request: guarded, proven, remembered for a while. */
export interface FetchUrl {
  (
    workspace: string,
    url: string,
    signal: AbortSignal,
    /**
     * Asked before so many more bytes are held; others may wait for them too, so its reservations must outlive this request. Not asked for what is
     * there already, or what somebody else is fetching: reserve the rest.
     */
    reserve?: (bytes: number, signal: AbortSignal) => Promise<Lease>,
  ): Promise<{
    readonly bytes: Uint8Array;
    readonly sha256?: string;
    /** Reservations for the bytes, by whoever's `reserve`: the caller's from now on, to be released. */
    readonly leases?: readonly Lease[];
  }>;
  /** Origins that were opened by name: fetched though they are not https or not public. Default none. */
  readonly allow?: readonly string[];
}

/** The gateway as those who run it ask after it. */
export interface Service {
  /** @throws StoreError when the store cannot read or write */
  check(): Promise<void>;
  /** True from the moment it was told to stop. */
  readonly draining: boolean;
  /** The figures of `/metrics`, in Prometheus' text form; null when nobody keeps any. */
  metrics(): Promise<{ readonly contentType: string; readonly text: string } | null>;
}

/** What handlers share. */
export interface GatewayContext {
  readonly engine: Engine;
  /** Where requests go instead of to the engine; null: the engine answers. */
  readonly router: Router | null;
  /** `req_...`, new for each request; in the reply's `request-id` header and in error bodies. */
  readonly requestId: string;
  /** What stands at the names in the route's path: `{ id: "file_..." }` for `/v1/files/:id`, percent signs undone. */
  readonly params: Readonly<Record<string, string>>;
  readonly caller: Caller;
  /** What the caller's key may do; null or left out: everything. Its counts are kept before handlers run. */
  readonly limits?: KeyLimits | null;
  /** Value of `anthropic-version`, proven to be one of ours. */
  readonly version: "2023-06-01" | "2026-10-21";
  /** Values of `anthropic-beta`. */
  readonly betas: ReadonlySet<string>;
  readonly mode: Mode;
  readonly files: FileStore;
  /** Whose a platform's batches are. */
  readonly batches: BatchRows;
  /** What was put on platforms. */
  readonly uploads: Uploads;
  readonly fetchUrl: FetchUrl;
  /** Which pictures are written anew: none, those that would be refused, or all to the size the model sees. Strict never does. */
  readonly fit: Policy["fit"];
  readonly pixels: PooledPixels;
  /** What is reserved here and not released by the time the reply has gone is released then. */
  readonly pool: BytePool;
  /** Writes the line of this request. */
  readonly ledger: (line: LedgerLine) => void;
  /** `full`: the line has the sha256 of every image that was sent on, for which it is decoded and hashed. Default `brief`. */
  readonly ledgerDetail?: "brief" | "full";
  /** Longest request body, in bytes, content-encoding undone. */
  readonly maxBodyBytes: number;
  /** ms since 1970. */
  readonly now: () => number;
  readonly service: Service;
}
