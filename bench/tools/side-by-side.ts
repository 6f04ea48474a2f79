// Ways of doing one thing, side by side: all servers run, and are asked in turns, so that what else the machine does meets all of them alike.
import type { ServerKind, ServerSettings } from "../servers/servers.ts";
import { type Child, startServer } from "./child.ts";
import { type Load, percentile, run, type Taken, together } from "./load.ts";

export interface Way {
  readonly name: string;
  readonly kind: ServerKind;
  readonly settings?: Pick<ServerSettings, "ledgerDetail">;
}

export interface Row {
  readonly way: string;
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly firstByteP50Ms: number;
  readonly firstByteP99Ms: number;
  readonly cpuUsPerRequest: number;
  readonly peakRssMb: number;
  readonly statuses: Readonly<Record<number, number>>;
}

export interface Turns {
  readonly sink: string;
  readonly rounds: number;
  readonly ways: readonly Way[];
  /** Asked of each server once before anything is measured: uploads a file, for example. */
  readonly prepare?: (child: Child) => Promise<void>;
  readonly load: (child: Child, way: Way) => Load;
  /** Between rounds, not measured. */
  readonly after?: (child: Child) => Promise<void>;
  /** Requests before anything is measured. Default: a quarter of a round, and two for each at once. */
  readonly warmUp?: number;
}

export async function sideBySide({ sink, rounds, ways, prepare, load, after, warmUp }: Turns): Promise<Row[]> {
  const children: Child[] = [];
  try {
    for (const { kind, settings } of ways) children.push(await startServer(kind, { sink, ...settings }));
    const taken: Taken[][] = ways.map(() => []);
    const loadOf = (index: number): Load => load(children[index] as Child, ways[index] as Way);
    for (const [index, child] of children.entries()) {
      await prepare?.(child);
      const { requests, ...rest } = loadOf(index);
      const warming = warmUp ?? Math.max(2 * rest.atOnce, Math.ceil(requests / 4));
      await run(child, { ...rest, requests: warming });
      await after?.(child);
    }
    for (let round = 0; round < rounds; round++)
      for (const [index, child] of children.entries()) {
        taken[index]?.push(await run(child, loadOf(index)));
        await after?.(child);
      }
    return ways.map(({ name }, index) => rowOf(name, together(taken[index] ?? [])));
  } finally {
    await Promise.all(children.map((child) => child.stop()));
  }
}

function rowOf(way: string, taken: Taken): Row {
  return {
    way,
    requestsPerSecond: (taken.requests * 1000) / taken.wallMs,
    p50Ms: percentile(taken.latenciesMs, 0.5),
    p99Ms: percentile(taken.latenciesMs, 0.99),
    firstByteP50Ms: percentile(taken.firstByteMs, 0.5),
    firstByteP99Ms: percentile(taken.firstByteMs, 0.99),
    cpuUsPerRequest: taken.cpuUs / taken.requests,
    peakRssMb: taken.peakRssBytes / 1e6,
    statuses: taken.statuses,
  };
}
