// A platform that answers instead of the eyes. It says what has to change at the top of a request, takes the bytes, and gives the reply back.
import type { Edit } from "@fovea/client/internal/content/edit";
import type { Platform } from "@fovea/client/internal/platform/capability";
import type { GatewayContext, GatewayReply, Mode } from "../exchange.ts";

export type Operation = "messages" | "count_tokens";

/** A request whose blocks are settled, before its bytes are written. */
export interface Call {
  readonly operation: Operation;
  /** The model's name as the router gives it; the platform may spell it in its own way. */
  readonly model: string;
  /** The value of the body; long base64 texts in it are empty. */
  readonly body: unknown;
  /** Whether the caller asked for server-sent events. */
  readonly stream: boolean;
  readonly version: GatewayContext["version"];
  readonly betas: ReadonlySet<string>;
  /** The caller's headers, by their lower case names; what goes on is chosen from them by allow-list. */
  readonly headers: Readonly<Record<string, string>>;
  /** What may go on of the caller's query, without the `?`; empty when there is nothing. */
  readonly query: string;
  /** Strict leaves nothing out: what the platform does not take is then the platform's to refuse. */
  readonly mode: Mode;
}

/** What a platform makes of a call. */
export interface Composed {
  readonly method: "GET" | "POST" | "DELETE";
  /** Path and query, behind what stands in front of every path of this upstream. */
  readonly target: string;
  /** Changes at the top of the body: `model`, `stream`, `anthropic_version`, `anthropic_beta`. None of them touches a block. */
  readonly edits: readonly Edit[];
  /** Everything but credentials and lengths. */
  readonly headers: Readonly<Record<string, string>>;
  /** What was left out because the platform does not take it, like `anthropic-beta: some-beta` or `user_profile_id`. */
  readonly leftOut: readonly string[];
}

export interface UpstreamRequest {
  readonly method: string;
  /** With the query, like `/v1/messages?beta=true`. */
  readonly target: string;
  /** Those of `compose`, or of a caller: chosen by allow-list, and never credentials. */
  readonly headers: Readonly<Record<string, string>>;
  /** Bytes of `body`; null when not known. */
  readonly length: number | null;
  /** The body; when it throws, the request upstream is destroyed before its last byte. */
  readonly body: AsyncIterable<Uint8Array>;
  /** The same bytes once more, for signatures that cover them. Read before `body`, when at all. Default: the body cannot be signed. */
  readonly rehearse?: () => AsyncIterable<Uint8Array>;
  readonly signal: AbortSignal;
  /** Whether the caller asked for server-sent events: their connections are kept apart. Default false. */
  readonly stream?: boolean;
  /**
   * Called once when the body has ended well and all of it has left the process: the memory of its pieces may be used again. Not called when
   * anything failed; what was under way is then nobody's to say.
   */
  readonly onSent?: () => void;
}

/** The caller's files on a platform that has a Files API. */
export interface FilePolicy {
  /** `asked` (default): what the caller sent as a file is uploaded there once; `auto`: too large pictures as well; `never`: nothing. */
  readonly uploads: "never" | "asked" | "auto";
  /** Whether a `file_` id that is not of our store may be the platform's own, and passes. Default false. */
  readonly foreignFiles: boolean;
}

export const DEFAULT_FILE_POLICY: FilePolicy = Object.freeze({ uploads: "asked", foreignFiles: false });

export interface Upstream {
  /** What the configuration calls it. */
  readonly name: string;
  /** What it accepts. */
  readonly platform: Platform;
  readonly files: FilePolicy;
  /** Tells credentials apart without telling them: those of two upstreams are equal when both see the same files. */
  readonly credentialId: string;
  /** The model's name as the platform spells it; that of an unknown model unchanged. */
  modelName(model: string): string;
  /** @throws CapabilityError `capability.operation` for what the platform does not have */
  compose(call: Call): Composed;
  /**
   * Resolves with the headers of the reply, whatever its status. Sent again only when nobody was reached and nothing was asked of the body.
   * @throws EngineError `engine.upstream-...` when no reply came at all, and in the middle of the reply's body when it breaks off,
   *   `engine.credentials` when there are none to sign with; the body's own error when the body threw; the signal's reason when aborted
   */
  send(request: UpstreamRequest): Promise<GatewayReply>;
  /**
   * Asks for the root of the place, without credentials: whatever it answers, it was reached.
   * @throws EngineError `engine.upstream-...`; the signal's reason when aborted
   */
  reach?(signal: AbortSignal): Promise<Reached>;
  close(): Promise<void>;
}

export interface Reached {
  readonly status: number;
  /** The `Date` header of the reply; null without one. */
  readonly date: string | null;
}
