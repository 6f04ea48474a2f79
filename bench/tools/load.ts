// Requests to a server: so many in all, so many at once, and what each took.
import { performance } from "node:perf_hooks";
import { Pool } from "undici";
import type { Child } from "./child.ts";

export interface Load {
  readonly target?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** The content type that answers must have; a bench that measures other answers than it says must not go on. Default: any. */
  readonly answer?: string;
  readonly requests: number;
  readonly atOnce: number;
}

export interface Taken {
  readonly requests: number;
  readonly wallMs: number;
  readonly cpuUs: number;
  readonly peakRssBytes: number;
  /** Of each request, from its sending to its last byte, in ms. */
  readonly latenciesMs: readonly number[];
  /** Until the first byte of the body. */
  readonly firstByteMs: readonly number[];
  /** How often each status came. */
  readonly statuses: Readonly<Record<number, number>>;
}

/** Memory is looked at this often. */
const SAMPLE_MS = 5;

export async function run(child: Child, load: Load): Promise<Taken> {
  const pool = new Pool(child.url, { connections: load.atOnce, pipelining: 1, headersTimeout: 0, bodyTimeout: 0 });
  const latenciesMs: number[] = [];
  const firstByteMs: number[] = [];
  const statuses: Record<number, number> = {};
  let peakRssBytes = child.rssBytes();
  const sampling = setInterval(() => {
    peakRssBytes = Math.max(peakRssBytes, child.rssBytes());
  }, SAMPLE_MS);

  async function one(): Promise<void> {
    const begun = performance.now();
    const { statusCode, headers, body } = await pool.request({
      method: "POST",
      path: load.target ?? "/v1/messages",
      headers: { "content-type": "application/json", ...child.headers, ...load.headers },
      body: load.body,
    });
    if (load.answer !== undefined && headers["content-type"] !== load.answer)
      throw new Error(`${load.answer} was asked for, and ${headers["content-type"]} came`);
    let first = true;
    for await (const _piece of body) {
      if (first) firstByteMs.push(performance.now() - begun);
      first = false;
    }
    latenciesMs.push(performance.now() - begun);
    statuses[statusCode] = (statuses[statusCode] ?? 0) + 1;
  }

  let left = load.requests;
  async function worker(): Promise<void> {
    while (left-- > 0) await one();
  }
  const cpuBefore = await child.cpuUs();
  const begun = performance.now();
  await Promise.all(Array.from({ length: load.atOnce }, worker));
  const wallMs = performance.now() - begun;
  const cpuUs = (await child.cpuUs()) - cpuBefore;
  clearInterval(sampling);
  await pool.destroy();
  return { requests: load.requests, wallMs, cpuUs, peakRssBytes, latenciesMs, firstByteMs, statuses };
}

/** Several runs as one. */
export function together(runs: readonly Taken[]): Taken {
  const sum = (of: (one: Taken) => number): number => runs.reduce((total, one) => total + of(one), 0);
  const statuses: Record<number, number> = {};
  for (const one of runs)
    for (const [status, count] of Object.entries(one.statuses))
      statuses[Number(status)] = (statuses[Number(status)] ?? 0) + count;
  return {
    requests: sum(({ requests }) => requests),
    wallMs: sum(({ wallMs }) => wallMs),
    cpuUs: sum(({ cpuUs }) => cpuUs),
    peakRssBytes: Math.max(...runs.map((one) => one.peakRssBytes)),
    latenciesMs: runs.flatMap((one) => one.latenciesMs),
    firstByteMs: runs.flatMap((one) => one.firstByteMs),
    statuses,
  };
}

/** The value that `share` (0 to 1) of the values are at most. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
