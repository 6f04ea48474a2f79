// An engine answers a Messages request whose every image is at hand as bytes.

/** A picture of a request. */
export interface Picture {
  /** Printed path of its block, like `messages.0.content.1`. */
  readonly at: string;
  readonly bytes: Uint8Array;
  /** Set for a page of a document, which is no image block of the request. */
  readonly page?: true;
}

/** One message as an engine reads it. */
export interface Turn {
  readonly role: "user" | "assistant";
  /** The text blocks, one to a line. */
  readonly text: string;
  /** The pictures in the order of the message, those inside tool results and the pages of documents too. */
  readonly pictures: readonly Picture[];
}

export interface EngineRequest {
  readonly turns: readonly Turn[];
  /** JSON schema of `output_config.format`, when the caller wants JSON. */
  readonly schema?: unknown;
}

export interface Engine {
  /** Answers under this model name. */
  readonly model: string;
  answer(request: EngineRequest, signal: AbortSignal): Promise<{ text: string }>;
  close(): Promise<void>;
}
