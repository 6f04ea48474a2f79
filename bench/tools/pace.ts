// Streams that live long: each gives so many events a second, all out of step, and every event says when it was sent.
import type { ServerResponse } from "node:http";
import { performance } from "node:perf_hooks";

export const EVENTS_PER_SECOND = 50;
/** How often it is looked whose event is due, in ms. */
const TICK_MS = 2;

export interface Pace {
  /** Begins a stream; it ends when its reader leaves. */
  add(response: ServerResponse): void;
  /** Events written so far. */
  readonly sent: number;
  /** Streams whose reader has not left. */
  readonly open: number;
  stop(): void;
}

export function createPace(): Pace {
  /** When the next event of each is due. */
  const due = new Map<ServerResponse, number>();
  const everyMs = 1000 / EVENTS_PER_SECOND;
  let sent = 0;
  let timer: NodeJS.Timeout | null = null;

  function tick(): void {
    const now = performance.now();
    for (const [response, first] of due) {
      let at = first;
      for (; at <= now; at += everyMs) {
        response.write(eventOf(now));
        sent++;
      }
      due.set(response, at);
    }
  }

  return {
    add(response) {
      response.writeHead(200, { "content-type": "text/event-stream" });
      due.set(response, performance.now() + Math.random() * everyMs);
      response.on("close", () => due.delete(response));
      timer ??= setInterval(tick, TICK_MS);
    },
    get sent() {
      return sent;
    },
    get open() {
      return due.size;
    },
    stop() {
      if (timer !== null) clearInterval(timer);
    },
  };
}

/** As long as a few words of an answer. */
function eventOf(now: number): string {
  return `event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"@${now.toFixed(3)}@ a few words"}}\n\n`;
}

/** How many events a piece of a stream ends, and when the last of them was sent; NaN where it does not say. */
export function readEvents(piece: Buffer): { readonly events: number; readonly sentAt: number } {
  let events = 0;
  for (let at = piece.indexOf("\n\n"); at >= 0; at = piece.indexOf("\n\n", at + 2)) events++;
  const [, sentAt] = /@([\d.]+)@/.exec(piece.toString("latin1", Math.max(0, piece.length - 160))) ?? [];
  return { events, sentAt: Number(sentAt) };
}
