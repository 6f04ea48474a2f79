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
  /** Whether the caller asked for server-sent events: their connections are kept apart. Default false. */
  readonly stream?: boolean;
  /**
   * Called once when the body has ended well and all of it has left the process: the memory of its pieces may be used again. Not called when
   * anything failed; what was under way is then nobody's to say.
   */
  readonly onSent?: () => void;
}

export interface Upstream {
  /** What it accepts. */
  readonly platform: Platform;
  /**
   * Resolves with the headers of the reply, whatever its status. Sent again only when nobody was reached and nothing was asked of the body.
   * @throws EngineError `engine.upstream-...` when no reply came at all, and in the middle of the reply's body when it breaks off; the body's
   *   own error when the body threw; the signal's reason when aborted
   */
  send(request: UpstreamRequest): Promise<GatewayReply>;
  close(): Promise<void>;
}
