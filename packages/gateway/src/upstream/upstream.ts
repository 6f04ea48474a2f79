// A platform that answers instead of the eyes: takes the bytes of a request, gives the reply back untouched.
import type { Platform } from "@fovea/client/internal/platform/capability";
import type { GatewayReply } from "../exchange.ts";

export interface UpstreamRequest {
  readonly method: string;
  /** With the query, like `/v1/messages?beta=true`. */
  readonly target: string;
  /** Headers of the caller; the upstream chooses by allow-list and never forwards credentials. */
  readonly headers: Readonly<Record<string, string>>;
  /** Bytes of `body`; null when not known. */
  readonly length: number | null;
  /** The body; when it throws, the request upstream is destroyed before its last byte. */
  readonly body: AsyncIterable<Uint8Array>;
  readonly signal: AbortSignal;
}

export interface Upstream {
  /** What it accepts. */
  readonly platform: Platform;
  /** @throws UpstreamError when no reply came at all; the body's own error when the body threw */
  send(request: UpstreamRequest): Promise<GatewayReply>;
  close(): Promise<void>;
}
