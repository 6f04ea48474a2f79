// Remembers what was seen, by the sha256 of the bytes: a second question about a picture costs nothing, and two at once cost one look.

export interface MemoryOptions<T> {
  /** Most bytes kept, measured on the serialised values; the least recently used go first. 0 keeps nothing. */
  readonly maxBytes: number;
  /** Whether a value is worth keeping. What is not is made again the next time. Default: every value is. */
  readonly worth?: (value: T) => boolean;
}

export interface Memory<T> {
  /**
   * The remembered value, or the one under way, or a new one from `make`.
   * @param signal ends the caller's wait; `make`'s own signal is aborted when nobody waits any more
   */
  recall(key: string, make: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** Bytes kept now. */
  bytes(): number;
}

interface Kept<T> {
  readonly value: T;
  readonly size: number;
}

interface Look<T> {
  readonly result: Promise<T>;
  readonly controller: AbortController;
  waiting: number;
}

/** Values come out frozen, because every caller gets the same one. */
export function createMemory<T extends object>({ maxBytes, worth = () => true }: MemoryOptions<T>): Memory<T> {
  // A Map keeps the order of insertion: re-inserting on use makes its first key the least recently used.
  const kept = new Map<string, Kept<T>>();
  const looks = new Map<string, Look<T>>();
  let total = 0;

  function keep(key: string, value: T): void {
    // UTF-16 in memory: two bytes a character of the JSON is near what the object takes.
    const size = 2 * JSON.stringify(value).length;
    if (size > maxBytes || !worth(value)) return;
    total += size;
    kept.set(key, { value, size });
    for (const [oldest, { size: freed }] of kept) {
      if (total <= maxBytes) return;
      kept.delete(oldest);
      total -= freed;
    }
  }

  function start(key: string, make: (signal: AbortSignal) => Promise<T>): Look<T> {
    const controller = new AbortController();
    const result = make(controller.signal).then((value) => {
      keep(key, freeze(value));
      return value;
    });
    const look: Look<T> = { result, controller, waiting: 0 };
    looks.set(key, look);
    const over = (): void => forget(key, look);
    result.then(over, over);
    return look;
  }

  function forget(key: string, look: Look<T>): void {
    if (looks.get(key) === look) looks.delete(key);
  }

  return {
    async recall(key, make, signal) {
      signal?.throwIfAborted();
      const known = kept.get(key);
      if (known) {
        kept.delete(key);
        kept.set(key, known);
        return known.value;
      }
      const look = looks.get(key) ?? start(key, make);
      look.waiting++;
      const leave = (): void => {
        if (--look.waiting > 0) return;
        forget(key, look);
        look.controller.abort(signal?.reason);
      };
      return signal ? await unless(signal, look.result, leave) : await look.result;
    },
    bytes: () => total,
  };
}

/** The result, unless the signal is aborted first: then `leave` is called, and the signal's reason thrown. */
function unless<T>(signal: AbortSignal, result: Promise<T>, leave: () => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      reject(signal.reason);
      leave();
    };
    signal.addEventListener("abort", abort, { once: true });
    result.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}

function freeze<V>(value: V): V {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) freeze(inner);
  }
  return value;
}

/** The key of a picture: the sha256 of its bytes, in hex. Computed off the event loop. */
export async function sha256(bytes: Uint8Array): Promise<string> {
  // A view over shared memory cannot be digested, and nobody may change the bytes meanwhile: such bytes are copied.
  const own = bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes);
  return Buffer.from(await crypto.subtle.digest("SHA-256", own)).toString("hex");
}
