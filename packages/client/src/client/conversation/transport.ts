// How a turn reaches the platform: the whole conversation each time, or, with message threads, what is new.
import type { Lane } from "../lane.ts";
import type { MessageLike, MessageStreamLike } from "../messages-client.ts";
import type { Body } from "./body.ts";
import type { HistoryMessage } from "./conversation.ts";

export interface Outgoing {
  readonly body: Body;
  /** What was said before, as it is kept: the same array for the same history. */
  readonly sent: readonly HistoryMessage[];
  /** Null: the platform goes on with a reply that it paused. */
  readonly added: HistoryMessage | null;
  /** Bytes of the whole body. */
  readonly bytes: number;
}

export interface Transport {
  /** Bytes of the body that goes out for this. */
  bytesOf(outgoing: Outgoing): number;
  send(outgoing: Outgoing, signal: AbortSignal | undefined): Promise<MessageLike>;
  stream(outgoing: Outgoing, signal: AbortSignal | undefined): Promise<MessageStreamLike>;
  /** What was sent is kept, and now called this. */
  kept(history: readonly HistoryMessage[]): void;
}

export function createWholeTransport(lane: Lane): Transport {
  return {
    bytesOf: ({ bytes }) => bytes,
    send: ({ body }, signal) => lane.send(body, signal),
    stream: ({ body }, signal) => lane.stream(body, signal),
    kept: () => undefined,
  };
}
