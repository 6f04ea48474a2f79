// Memory is a pool of bytes: a request's whole length is reserved before the first byte of its body is read. Waiting means not reading.
import { ReplyError } from "../reply/envelope.ts";

/** A reservation. Release it once, when the bytes are no longer held; more often does nothing. */
export interface Lease {
  readonly bytes: number;
  release(): void;
}

export interface BytePool {
  /**
   * Reserves bytes, first come first served.
   * @throws ReplyError 529 when it waited longer than `admissionWaitMs`, or the queue is full; the signal's reason when aborted
   */
  reserve(bytes: number, signal: AbortSignal): Promise<Lease>;
  /** Bytes that all requests together may hold. */
  readonly maxBytes: number;
  /** For metrics: reserved now, and requests that wait. */
  readonly used: number;
  readonly waiting: number;
  /** Where this is the view of one request: the pool of all, whose reservations the end of the request does not release. */
  readonly whole?: BytePool;
  /** Where this is the view of one request: a reservation of the whole pool is the request's from now on. */
  adopt?(lease: Lease): void;
}

export interface BytePoolOptions {
  /** Bytes that all requests together may hold. Default 134,217,728 (128 MiB). */
  readonly maxBytes?: number;
  /** How long a request waits for its bytes, in ms. Default 10,000. */
  readonly admissionWaitMs?: number;
  /** Most requests that wait; the next is refused at once. Default 1,000. */
  readonly maxWaiting?: number;
}

interface Waiter {
  readonly bytes: number;
  readonly admit: () => void;
}

/** Makes a pool. A request of more than `maxBytes` waits until it is alone and then gets them all: large, but never never. */
export function createBytePool(options: BytePoolOptions = {}): BytePool {
  const { maxBytes = 128 * 1024 * 1024, admissionWaitMs = 10_000, maxWaiting = 1000 } = options;
  const queue = new Set<Waiter>();
  let used = 0;

  function lease(bytes: number): Lease {
    let held = true;
    used += bytes;
    return {
      bytes,
      release() {
        if (!held) return;
        held = false;
        used -= bytes;
        admitNext();
      },
    };
  }

  // First come, first served: a small request never overtakes a large one, which would otherwise wait for ever.
  function admitNext(): void {
    for (const waiter of queue) {
      if (used + waiter.bytes > maxBytes) return;
      queue.delete(waiter);
      waiter.admit();
    }
  }

  async function reserve(wanted: number, signal: AbortSignal): Promise<Lease> {
    signal.throwIfAborted();
    const bytes = Math.min(wanted, maxBytes);
    if (queue.size === 0 && used + bytes <= maxBytes) return lease(bytes);
    if (queue.size >= maxWaiting) throw busy();
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        bytes,
        admit() {
          stopWaiting();
          resolve(lease(bytes));
        },
      };
      const giveUp = (reason: unknown): void => {
        stopWaiting();
        queue.delete(waiter);
        reject(reason);
        // The next in line may be small enough for what is free.
        admitNext();
      };
      const onAbort = (): void => giveUp(signal.reason);
      const timer = setTimeout(() => giveUp(busy()), admissionWaitMs);
      const stopWaiting = (): void => {
        clearTimeout(timer);
        signal.removeEventListener("abort", onAbort);
      };
      signal.addEventListener("abort", onAbort);
      queue.add(waiter);
    });
  }

  return {
    reserve,
    maxBytes,
    get used() {
      return used;
    },
    get waiting() {
      return queue.size;
    },
  };
}

function busy(): ReplyError {
  return new ReplyError(
    529,
    "Overloaded: too many bytes are in flight here. Try again in a moment.",
    {
      error_code: "gateway.busy",
      title: "Too much at once",
      fix: "Try again after the seconds that retry-after names.",
    },
    { "retry-after": "1" },
  );
}
