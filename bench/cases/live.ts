// Many streams that are open at once, each with an event every 20 ms: do they come as they were sent, and what does an event cost?
import { setTimeout as pause } from "node:timers/promises";
import { Pool } from "undici";
import { pictureBody } from "../tools/bodies.ts";
import { type Child, startServer } from "../tools/child.ts";
import { percentile } from "../tools/load.ts";
import { EVENTS_PER_SECOND, type Pace, readEvents } from "../tools/pace.ts";
import type { Settings } from "./settings.ts";

export const LIVE = { streams: 400, eventsPerSecond: EVENTS_PER_SECOND } as const;

export interface LiveRow {
  readonly way: string;
  readonly sentPerSecond: number;
  readonly deliveredPerSecond: number;
  readonly cpuUsPerEvent: number;
  /** Processor time by wall time: 1 is one core. */
  readonly cores: number;
  /** From the platform's writing to the client's reading. */
  readonly delayP50Ms: number;
  readonly delayP99Ms: number;
}

const WAYS = [
  { name: "floor: an unparsed pipe", kind: "floor" },
  { name: "gateway", kind: "gateway" },
] as const;

interface Taken {
  readonly wallMs: number;
  readonly sent: number;
  readonly delivered: number;
  readonly cpuUs: number;
  readonly delaysMs: readonly number[];
}

export async function live({ sink, pace, quick, rounds }: Settings & { readonly pace: Pace }): Promise<LiveRow[]> {
  const streams = quick ? 20 : LIVE.streams;
  const rows: LiveRow[] = [];
  for (const { name, kind } of WAYS) {
    // One after the other: each has the machine for itself.
    const child = await startServer(kind, { sink });
    try {
      const taken: Taken[] = [];
      for (let round = 0; round < rounds; round++) taken.push(await watch(child, pace, streams, quick ? 300 : 4000));
      rows.push(rowOf(name, taken));
    } finally {
      await child.stop();
    }
  }
  return rows;
}

/** Opens the streams, waits until all run, and looks at them for a while. */
async function watch(child: Child, pace: Pace, streams: number, wallMs: number): Promise<Taken> {
  const pool = new Pool(child.url, { connections: streams, pipelining: 1, headersTimeout: 0, bodyTimeout: 0 });
  const body = pictureBody(1024).toString().replace("{", '{"stream":true,');
  const over = new AbortController();
  let delivered = 0;
  let delaysMs: number[] = [];
  async function one(): Promise<void> {
    const reply = await pool.request({
      method: "POST",
      path: "/v1/messages",
      headers: { "content-type": "application/json", ...child.headers },
      body,
      signal: over.signal,
    });
    const type = reply.headers["content-type"];
    if (type !== "text/event-stream") throw new Error(`a stream was asked for, and ${type} came`);
    if (reply.statusCode !== 200) throw new Error(`a stream was answered with ${reply.statusCode}`);
    reply.body.on("error", () => undefined);
    reply.body.on("data", (piece: Buffer) => {
      const { events, sentAt } = readEvents(piece);
      delivered += events;
      if (!Number.isNaN(sentAt)) delaysMs.push(performance.now() - sentAt);
    });
  }
  try {
    await Promise.all(Array.from({ length: streams }, one));
    await pause(wallMs / 4);
    const before = { at: performance.now(), sent: pace.sent, delivered, cpuUs: await child.cpuUs() };
    delaysMs = [];
    await pause(wallMs);
    const after = { at: performance.now(), sent: pace.sent, delivered, cpuUs: await child.cpuUs() };
    return {
      wallMs: after.at - before.at,
      sent: after.sent - before.sent,
      delivered: after.delivered - before.delivered,
      cpuUs: after.cpuUs - before.cpuUs,
      delaysMs,
    };
  } finally {
    over.abort();
    await pool.destroy();
    while (pace.open > 0) await pause(20);
  }
}

function rowOf(way: string, taken: readonly Taken[]): LiveRow {
  const sum = (of: (one: Taken) => number): number => taken.reduce((total, one) => total + of(one), 0);
  const wallMs = sum((one) => one.wallMs);
  const delivered = sum((one) => one.delivered);
  const cpuUs = sum((one) => one.cpuUs);
  const delaysMs = taken.flatMap((one) => one.delaysMs);
  return {
    way,
    sentPerSecond: (sum((one) => one.sent) * 1000) / wallMs,
    deliveredPerSecond: (delivered * 1000) / wallMs,
    cpuUsPerEvent: cpuUs / delivered,
    cores: cpuUs / 1000 / wallMs,
    delayP50Ms: percentile(delaysMs, 0.5),
    delayP99Ms: percentile(delaysMs, 0.99),
  };
}
