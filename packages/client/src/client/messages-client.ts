// The part of an official client that Fovea uses. Duck-typed: clients of the Claude API, AWS, Bedrock, Vertex, Foundry and Google Cloud
// packages all have it, in every copy and version.

/** What Fovea reads of a message's usage. Source: Messages types of npm @anthropic-ai/sdk 1.12.0. */
export interface MessageUsage {
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly cache_creation_input_tokens?: number | null;
  readonly cache_read_input_tokens?: number | null;
  readonly cache_creation?: { readonly ephemeral_1h_input_tokens: number } | null;
  readonly service_tier?: string | null;
  readonly inference_geo?: string | null;
}

/** What Fovea reads of a Message. */
export interface MessageLike {
  readonly id: string;
  readonly model: string;
  readonly content: readonly { readonly type: string; readonly text?: string }[];
  readonly stop_reason: string | null;
  readonly usage: MessageUsage;
}

/** What Fovea reads of a streamed answer. */
export interface MessageStreamLike extends AsyncIterable<{ readonly type: string; readonly delta?: unknown }> {
  finalMessage(): Promise<MessageLike>;
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

/** An official client, of any platform, package and version: what Fovea needs of it. */
export interface MessagesClient {
  readonly messages: {
    // biome-ignore lint/suspicious/noExplicitAny: parameters differ between packages and versions; Fovea sends what it has checked itself.
    create(body: any, options?: CallOptions): PromiseLike<unknown>;
    // biome-ignore lint/suspicious/noExplicitAny: as above.
    stream(body: any, options?: CallOptions): unknown;
  };
}

export function isMessagesClient(value: unknown): value is MessagesClient {
  if (typeof value !== "object" || value === null || !("messages" in value)) return false;
  const { messages } = value;
  return (
    typeof messages === "object" &&
    messages !== null &&
    "create" in messages &&
    typeof messages.create === "function" &&
    "stream" in messages &&
    typeof messages.stream === "function"
  );
}
