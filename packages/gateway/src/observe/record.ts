// What becomes known of one request on its way, told once when its reply has gone.
import type { AccessLine } from "./access-line.ts";
import type { Log } from "./log.ts";
import type { Metrics } from "./metrics.ts";

/** Filled in as it becomes known. */
export interface Known {
  route: string | null;
  bytesIn: () => number;
  workspace: string | null;
  keyId: string | null;
  errorCode: string | null;
  upstreamRequestId: string | null;
}

export interface Record {
  readonly known: Known;
  /** Tells the log and the figures; a second time does nothing. */
  end(status: number, bytesOut: number): void;
}

export interface Observers {
  readonly log: Log;
  readonly metrics: Metrics | null;
  readonly now: () => number;
}

export function openRecord({ log, metrics, now }: Observers, requestId: string, method: string): Record {
  const known: Known = {
    route: null,
    bytesIn: () => 0,
    workspace: null,
    keyId: null,
    errorCode: null,
    upstreamRequestId: null,
  };
  const startedAt = now();
  let ended = false;
  metrics?.started();
  return {
    known,
    end(status, bytesOut) {
      if (ended) return;
      ended = true;
      const { bytesIn, ...facts } = known;
      const line: AccessLine = {
        requestId,
        method,
        status,
        ms: now() - startedAt,
        bytesIn: bytesIn(),
        bytesOut,
        ...facts,
      };
      log.access(line);
      metrics?.ended(line);
    },
  };
}
