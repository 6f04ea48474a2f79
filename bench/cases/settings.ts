// How much is measured: a full run, or the few requests that show CI that everything works.

export interface Settings {
  readonly sink: string;
  readonly quick: boolean;
  /** How often each way has its turn. */
  readonly rounds: number;
}

export const MIB = 1024 * 1024;
export const POOL_BYTES = 128 * MIB;
