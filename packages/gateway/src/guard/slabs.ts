// Memory for large bodies that is used again. Fresh memory costs a page fault for every 4 KiB, and what the collector frees of it stays
// resident for a while: together a sixth of what a 20 MiB request takes, and as much memory again.
//
// Who gives a slab back says that nobody reads it any more. Should somebody be wrong, no bytes of another caller are shown: memory goes on to
// its next user as another ArrayBuffer, and every view of the one before is empty from then on.

export interface Slab {
  /** As long as was asked for; what it holds is undefined. */
  readonly bytes: Uint8Array;
  /**
   * Gives the memory to the next. Only when nothing, the kernel included, reads or writes it any more; without a call the collector
   * frees it. More often than once does nothing.
   */
  giveBack(): void;
}

export interface SlabsOptions {
  /** Most bytes kept for others; more are left to the collector. Default 134,217,728 (128 MiB). */
  readonly maxKeptBytes?: number;
  /** How long memory that nobody takes is kept, in ms. Default 10,000. */
  readonly keepMs?: number;
}

export interface Slabs {
  take(length: number): Slab;
  /** Bytes that wait for a next user. */
  readonly keptBytes: number;
}

/** Shorter bodies take ordinary memory. */
const MIN_SLAB_BYTES = 256 * 1024;

export function createSlabs({ maxKeptBytes = 128 * 1024 * 1024, keepMs = 10_000 }: SlabsOptions = {}): Slabs {
  /** The one that came last is taken first: its pages are the likeliest to be in the caches. */
  const kept: ArrayBuffer[] = [];
  let keptBytes = 0;
  let timer: NodeJS.Timeout | null = null;

  function keep(buffer: ArrayBuffer): void {
    // Makes room by what has waited longest: bodies of that length no longer come.
    while (keptBytes + buffer.byteLength > maxKeptBytes && kept.length > 0) keptBytes -= kept.shift()?.byteLength ?? 0;
    if (keptBytes + buffer.byteLength > maxKeptBytes) return;
    kept.push(buffer);
    keptBytes += buffer.byteLength;
    timer ??= setTimeout(() => {
      kept.length = 0;
      keptBytes = 0;
      timer = null;
    }, keepMs).unref();
    timer.refresh();
  }

  function find(size: number): ArrayBuffer | null {
    const index = kept.findLastIndex(({ byteLength }) => byteLength === size);
    const [buffer] = index < 0 ? [] : kept.splice(index, 1);
    if (buffer === undefined) return null;
    keptBytes -= buffer.byteLength;
    return buffer;
  }

  return {
    take(length) {
      if (length < MIN_SLAB_BYTES) return { bytes: new Uint8Array(length), giveBack: () => undefined };
      const size = sizeFor(length);
      const buffer = find(size) ?? new ArrayBuffer(size);
      let held = true;
      return {
        bytes: new Uint8Array(buffer, 0, length),
        giveBack() {
          if (held) keep(moved(buffer));
          held = false;
        },
      };
    },
    get keptBytes() {
      return keptBytes;
    },
  };
}

/** The same memory as another ArrayBuffer; the one given is empty. Node has `transfer` since 21. */
function moved(buffer: ArrayBuffer): ArrayBuffer {
  const { transfer } = buffer as { transfer?: () => ArrayBuffer };
  return transfer?.call(buffer) ?? structuredClone(buffer, { transfer: [buffer] });
}

/** Few different sizes, so that memory fits the next: eight between a power of two and its double, an eighth too much at the most. */
function sizeFor(length: number): number {
  const step = 2 ** Math.max(0, Math.ceil(Math.log2(length)) - 4);
  return Math.ceil(length / step) * step;
}
