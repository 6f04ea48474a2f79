// The body of one of Node's requests, as it arrives. Neither an async generator nor Node's own iterator stands between the socket and who reads:
// each would make several promises of every piece, and a body of 20 MB comes in hundreds.
import type { IncomingMessage } from "node:http";
import type { Body } from "../exchange.ts";
import { free } from "../passing-memory.ts";
import { ReplyError } from "../reply/envelope.ts";

export interface BodyOptions {
  /** Longest silence while somebody waits for a piece, in ms. */
  readonly idleMs: number;
  /** Called once, when somebody begins to read. */
  readonly onBegin: () => void;
  /** What is thrown when the connection broke in the middle of the body. */
  readonly broken: () => unknown;
}

/** To be read once. A reader that stops early leaves the connection as it is, for the reply goes over the same. */
export function bodyOf(req: IncomingMessage, options: BodyOptions): Body {
  return {
    [Symbol.asyncIterator]: () => iterate(req, options),
    takeAll: (take) => takeAll(req, options, take),
  };
}

function takeAll(req: IncomingMessage, options: BodyOptions, take: (piece: Uint8Array) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (reason: unknown): void => {
      reading.stop();
      reject(reason);
    };
    const reading = read(req, options, {
      piece(piece) {
        reading.waits();
        try {
          take(piece);
        } catch (error) {
          fail(error);
        }
        free(piece);
      },
      end() {
        reading.stop();
        resolve();
      },
      fail,
      late: fail,
    });
  });
}

type Step = IteratorResult<Uint8Array, undefined>;
const DONE: Step = { done: true, value: undefined };

function iterate(req: IncomingMessage, options: BodyOptions): AsyncIterator<Uint8Array, undefined> {
  /** What came while nobody waited: one piece, as a rule, for then the request is paused. */
  const ready: Uint8Array[] = [];
  let reading: Reading | null = null;
  let over: Promise<Step> | null = null;
  let waiting: { readonly resolve: (step: Step | Promise<Step>) => void } | null = null;

  function give(step: Step | Promise<Step>): void {
    waiting?.resolve(step);
    waiting = null;
  }
  function finish(last: Promise<Step>): void {
    if (over !== null) return;
    reading?.stop();
    over = last;
    // It may be that nobody asks again.
    last.catch(() => undefined);
    give(last);
  }
  const begin = (): Reading =>
    read(req, options, {
      piece(piece) {
        if (waiting !== null) return give({ done: false, value: piece });
        ready.push(piece);
        req.pause();
      },
      end: () => finish(Promise.resolve(DONE)),
      fail: (reason) => finish(Promise.reject(reason)),
      // Whoever is busy with the last piece is not waiting for the next.
      late(reason) {
        if (waiting !== null) finish(Promise.reject(reason));
      },
    });

  return {
    next() {
      const value = ready.shift();
      if (value !== undefined) return Promise.resolve({ done: false, value });
      if (over !== null) return over;
      return new Promise((resolve) => {
        waiting = { resolve };
        reading ??= begin();
        reading.waits();
      });
    },
    async return() {
      finish(Promise.resolve(DONE));
      ready.length = 0;
      return DONE;
    },
  };
}

interface Reading {
  /** Somebody waits for a piece, from now on. */
  waits(): void;
  stop(): void;
}

interface Listener {
  readonly piece: (piece: Uint8Array) => void;
  readonly end: () => void;
  readonly fail: (reason: unknown) => void;
  /** No piece came for too long since somebody waits. */
  readonly late: (reason: unknown) => void;
}

function read(req: IncomingMessage, { idleMs, onBegin, broken }: BodyOptions, listener: Listener): Reading {
  // One timer for the whole body.
  const timer = setTimeout(() => listener.late(tooSlow(idleMs)), idleMs);
  const cut = (): void => listener.fail(broken());
  req.on("data", listener.piece);
  req.on("end", listener.end);
  req.on("error", cut);
  req.on("close", cut);
  onBegin();
  // Gone before anybody listened: nothing is told any more.
  if (req.destroyed) process.nextTick(cut);
  return {
    waits() {
      timer.refresh();
      if (req.isPaused()) req.resume();
    },
    stop() {
      clearTimeout(timer);
      req.off("data", listener.piece);
      req.off("end", listener.end);
      req.off("error", cut);
      req.off("close", cut);
      // What still comes waits for whoever throws it away.
      req.pause();
    },
  };
}

function tooSlow(ms: number): ReplyError {
  return new ReplyError(408, `No byte of the request body came for ${ms / 1000} seconds.`, {
    error_code: "gateway.body-idle",
    title: "The request body stopped coming",
    fix: "Check the connection and send the request again.",
  });
}
