// Decoders behind a wall: PDF, HEIC and SVG are read in a child process, which hostile files may hurt as they like. A bounded line of jobs, one
// a child at a time. Idle children never keep the host alive.
import type { FitLimits } from "../content/tier.ts";
import { EngineError } from "../errors/errors.ts";
import type { DrawnPng, ForeignMediaType, Job, PagePicture, PageRange, PdfFacts, Results } from "./protocol.ts";
import { createSlot, type Entry } from "./slot.ts";

export type { DrawnPng, PagePicture, PageRange, PdfFacts };

/** How long a decoder works at one thing, in how many children, and with how much memory. */
export interface DecoderOptions {
  /** Child processes, each started when all others are busy. @default 1 */
  readonly processes?: number;
  /** Longest time for one job, the child's start included, in ms. @default 30_000; then `limit.decode-time` */
  readonly timeoutMs?: number;
  /** Most memory of one child, in bytes. @default 1_073_741_824 (1 GiB); then `limit.decode-memory` */
  readonly maxMemoryBytes?: number;
  /** Jobs that may wait behind those under way. @default 64; then `engine.decoder-busy` */
  readonly maxQueued?: number;
  /** More flags for the children's Node. @default none */
  readonly execArgv?: readonly string[];
}

export interface DecodeCall {
  /** Path of the block or name of the input, for errors. */
  readonly at?: string;
  /** Takes the job out of the line, or ends the child that is at it. */
  readonly signal?: AbortSignal;
}

/**
 * Every method throws CapabilityError `capability.package` where the decoder is not installed; InputError `input.undecodable`, `input.pdf-broken` and
 * what the bytes prove otherwise; LimitError `limit.decode-time`, `limit.decode-memory`; EngineError `engine.decoder-crashed`, `engine.decoder-busy`,
 * `engine.decoder-closed`; the reason of a signal that was aborted.
 */
export interface Decoder {
  /** Number and sizes of the pages, and whether it is encrypted. A PDF that needs a password is no error: its `pages` is null. */
  pdf(bytes: Uint8Array, call?: DecodeCall): Promise<PdfFacts>;
  /**
   * Draws pages (from 1, both ends included) as pictures as large as `fit` allows, at most 300 dpi: PNG, or JPEG where a PNG would be large.
   * At most `MAX_PAGES_DRAWN` at a time.
   *
   * @throws InputError `input.pdf-password`, `input.page-range`; LimitError `limit.pages-drawn`; CapabilityError `capability.sharp`
   */
  rasterise(bytes: Uint8Array, wanted: { pages: PageRange; fit: FitLimits }, call?: DecodeCall): Promise<PagePicture[]>;
  /** A new PDF of these pages alone. @throws InputError `input.pdf-password`, `input.page-range` */
  cut(bytes: Uint8Array, pages: PageRange, call?: DecodeCall): Promise<Uint8Array>;
  /**
   * A HEIC or SVG picture as PNG, upright. An SVG is drawn in the size that it names.
   *
   * @throws LimitError `limit.pixels`; InputError `input.svg-external`; CapabilityError `capability.sharp`
   */
  toPng(
    bytes: Uint8Array,
    mediaType: ForeignMediaType,
    bounds: { maxPixels: number },
    call?: DecodeCall,
  ): Promise<DrawnPng>;
  /** Ends the children; jobs not answered fail with `engine.decoder-closed`. */
  close(): Promise<void>;
  /** Process ids of the children that run now. For tests and diagnostics. */
  pids(): number[];
}

/** Pages that go to the child at a time: each time is short, and others have their turn between. */
const PAGES_AT_ONCE = 8;

/** Makes a decoder for PDF, HEIC and SVG, which works in child processes: they start when there is something to decode. */
export function createDecoder(options: DecoderOptions = {}): Decoder {
  const { processes = 1, timeoutMs = 30_000, maxMemoryBytes = 1024 ** 3, maxQueued = 64, execArgv = [] } = options;
  for (const [name, value] of Object.entries({ processes, timeoutMs, maxMemoryBytes, maxQueued }))
    if (!Number.isSafeInteger(value) || value < 1) throw new TypeError(`${name} must be a whole number from 1 up`);
  const queue: Entry[] = [];
  const slots = Array.from({ length: processes }, () =>
    createSlot({ timeoutMs, maxMemoryBytes, execArgv, onFree: next }),
  );
  let lastId = 0;
  let closed = false;

  function next(): void {
    const slot = slots.find((one) => one.current() === null);
    const entry = slot && queue.shift();
    if (entry) slot.run(entry);
  }

  async function run<T extends Job["type"]>(job: Job & { type: T }, { at, signal }: DecodeCall): Promise<Results[T]> {
    signal?.throwIfAborted();
    if (closed) throw new EngineError("engine.decoder-closed", {});
    if (queue.length >= maxQueued) throw new EngineError("engine.decoder-busy", { limit: maxQueued });
    let abort: (() => void) | undefined;
    const outcome = new Promise<Results[T]>((resolve, reject) => {
      const entry: Entry = { id: ++lastId, job, at, resolve, reject };
      abort = () => {
        const place = queue.indexOf(entry);
        if (place >= 0) queue.splice(place, 1);
        reject(signal?.reason);
        slots.find((slot) => slot.current() === entry)?.drop();
      };
      signal?.addEventListener("abort", abort);
      queue.push(entry);
    });
    next();
    try {
      return await outcome;
    } finally {
      if (abort) signal?.removeEventListener("abort", abort);
    }
  }

  return {
    pdf: (bytes, call = {}) => run({ type: "pdf", bytes }, call),
    async rasterise(bytes, { pages, fit }, call = {}) {
      const [first, last] = pages;
      const drawn: PagePicture[] = [];
      for (let from = first; from <= last; from += PAGES_AT_ONCE) {
        const to = Math.min(last, from + PAGES_AT_ONCE - 1);
        drawn.push(...(await run({ type: "draw", bytes, pages: [from, to], fit }, call)));
      }
      return drawn;
    },
    cut: (bytes, pages, call = {}) => run({ type: "cut", bytes, pages }, call),
    toPng: (bytes, mediaType, { maxPixels }, call = {}) => run({ type: "png", bytes, mediaType, maxPixels }, call),
    async close() {
      closed = true;
      for (const entry of queue.splice(0)) entry.reject(new EngineError("engine.decoder-closed", {}));
      await Promise.all(slots.map((slot) => slot.close()));
    },
    pids: () => slots.map((slot) => slot.pid()).filter((pid) => pid !== null),
  };
}
