// Memory is a pool of bytes: a request's whole length is reserved before the first byte of its body is read. Waiting means not reading.

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
  /** For metrics: reserved now, and requests that wait. */
  readonly used: number;
  readonly waiting: number;
}
