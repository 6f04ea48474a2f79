// What makes one platform differ from the next on the wire: who is let in, which addresses there are, where the model and version stand.
import type { Answer } from "./answers.ts";
import type { Json } from "./blocks.ts";
import type { Credentials } from "./credentials.ts";
import type { Limits } from "./limits.ts";
import type { Naming } from "./models.ts";
import type { Refusal } from "./refusal.ts";

export interface Received {
  readonly method: string;
  /** Path and query as received. */
  readonly target: string;
  /** The path alone, its escapes as received. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface Call {
  readonly kind: "messages" | "count_tokens" | "files" | "batches" | "models";
  /** What follows in the path: a file's id, `content` and so on. */
  readonly rest: readonly string[];
  /** The model, where the path names it. */
  readonly model?: string;
  /** Whether the path asks for a stream; where it does not say, the body does. */
  readonly stream?: boolean;
}

/** Where the version stands, and which fields the body has or lacks because of it. */
export interface BodyRules {
  readonly version: "header" | "body";
  /** The platform's own constant, taken in the body besides the API's versions. */
  readonly constant?: string;
  readonly also?: readonly string[];
  readonly without?: readonly string[];
  readonly lenient?: boolean;
}

export interface Wire {
  readonly limits: Limits;
  readonly naming: Naming;
  /** Null: every value is refused. */
  readonly betas: ReadonlySet<string> | null;
  /** Whether a body may come with `Content-Encoding: gzip`. */
  readonly compressed: boolean;
  /** The one who is let in. Throws what the platform answers to everybody else. */
  authenticate(request: Received): Credentials;
  /** Null where there is nothing at the address. */
  route(request: Received): Call | null;
  body(call: Call): BodyRules;
  /** Betas of a request, wherever this platform looks for them. Default: the header. */
  betasOf?(request: Received, body: Json): readonly string[];
  /** A refusal as the platform words it. */
  refuse(
    refusal: Refusal,
    requestId: string,
  ): { readonly headers: Readonly<Record<string, string>>; readonly body: string };
  /** Headers of every reply. */
  headers(requestId: string): Readonly<Record<string, string>>;
  /** Bedrock's InvokeModel alone frames its events; default: server-sent events. */
  readonly stream?: {
    readonly type: string;
    frame(event: Json): Buffer;
    broken(): Buffer;
  };
  /** A model there is no such name of. Default: 404, as the API says it. */
  unknownModel?(name: string): Refusal;
  /** Addresses beside the platform's own: a token endpoint. Null when the request is none of these. */
  aside?(request: Received): Answer | null;
}
