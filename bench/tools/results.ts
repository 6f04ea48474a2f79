// What a run of the bench gives, and how it stands to what was promised.

import type { TalkCase } from "../cases/conversation.ts";
import { GIVEN_FILE, GIVEN_URL } from "../cases/inline.ts";
import type { InstallRow } from "../cases/install.ts";
import { LIVE, type LiveRow } from "../cases/live.ts";
import type { PixelCase } from "../cases/pixels.ts";
import type { RelayCase } from "../cases/relay.ts";
import { MIB, POOL_BYTES } from "../cases/settings.ts";
import type { StreamCase } from "../cases/stream.ts";
import type { TextCase, TextRow } from "../cases/text.ts";
import type { UploadCase } from "../cases/upload.ts";
import type { Machine } from "./machine.ts";
import type { Row } from "./side-by-side.ts";

export interface Results {
  readonly quick: boolean;
  readonly machine: Machine;
  readonly relay: readonly RelayCase[];
  readonly crowd: readonly Row[];
  readonly text: readonly TextRow[];
  readonly textRelay: readonly TextCase[];
  readonly upload: readonly UploadCase[];
  readonly inline: readonly Row[];
  readonly stream: readonly StreamCase[];
  readonly live: readonly LiveRow[];
  readonly pixels: PixelCase | null;
  readonly conversation: TalkCase | null;
  readonly install: readonly InstallRow[];
}

export interface Promised {
  readonly what: string;
  readonly bound: string;
  readonly measured: string;
  readonly kept: boolean;
}

export function rowOf(rows: readonly Row[], way: string): Row {
  const row = rows.find((one) => one.way.startsWith(way));
  if (row === undefined) throw new Error(`no row of ${way}`);
  return row;
}

/** Every promise with a number in it. */
export function promises(results: Results): Promised[] {
  return [
    ...results.relay.flatMap(relayPromises),
    ...crowdPromises(results.crowd),
    ...results.textRelay.map(textRelayPromise),
    ...results.text.map(textPromise),
    ...results.upload.map(uploadPromise),
    ...inlinePromises(results.inline),
    ...results.stream.map(streamPromise),
    ...livePromises(results.live),
    ...pixelPromises(results.pixels),
    ...talkPromises(results.conversation),
  ];
}

function talkPromises(talk: TalkCase | null): Promised[] {
  if (talk === null) return [];
  const of = (way: string) => {
    const row = talk.rows.find((one) => one.way === way);
    if (row === undefined) throw new Error(`no row of ${way}`);
    return row;
  };
  const name = `${talk.turns} turns with ${talk.pictures} pictures, by file_id`;
  const files = of("@fovea/client, by file_id");
  const plain = of("@anthropic-ai/sdk, base64");
  const share = (100 * files.requestBytes) / plain.requestBytes;
  const largest = Math.max(...files.turnBytes) / 1000;
  const percent = (value: number): string => `${value.toFixed(2)} %`;
  return [
    promised(`${name}: bytes of all requests`, "at most 2 % of the SDK's base64", share, share <= 2, percent),
    promised(`${name}: largest request`, "at most 64 kB", largest, largest <= 64, (value) => `${value.toFixed(1)} kB`),
  ];
}

function relayPromises({ bodyBytes, atOnce, rows }: RelayCase): Promised[] {
  if (bodyBytes < 4 * MIB || atOnce === 1) return [];
  const floor = rowOf(rows, "floor");
  const gateway = rowOf(rows, "gateway");
  const name = `${Math.round(bodyBytes / MIB)} MiB, ${atOnce} at once`;
  const share = gateway.requestsPerSecond / floor.requestsPerSecond;
  const poolMb = Math.min(POOL_BYTES, bodyBytes * atOnce) / 1e6;
  const most = (floor.peakRssMb + poolMb) * 1.25;
  return [
    promised(`relay, ${name}: requests per second`, "at least 0.8 of the floor", share, share >= 0.8, times),
    promised(
      `relay, ${name}: memory`,
      `at most (floor + pool in use) + 25 % = ${most.toFixed(0)} MB`,
      gateway.peakRssMb,
      gateway.peakRssMb <= most,
      mb,
    ),
  ];
}

function crowdPromises(rows: readonly Row[]): Promised[] {
  if (rows.length === 0) return [];
  const { peakRssMb, statuses } = rowOf(rows, "gateway");
  const all = Object.values(statuses).reduce((sum, count) => sum + count, 0);
  const good = statuses[200] ?? 0;
  const name = `${all} requests of 30 MB at once`;
  return [
    promised(`${name}: answered with 200`, "all", good, good === all, (value) => `${value} of ${all}`),
    promised(`${name}: memory`, "under 400 MB", peakRssMb, peakRssMb < 400, mb),
  ];
}

function textRelayPromise({ body, rows }: TextCase): Promised {
  const share = rowOf(rows, "gateway").cpuUsPerRequest / rowOf(rows, "collect, JSON.parse").cpuUsPerRequest;
  return promised(
    `passing on ${body}: processor time`,
    "at most 1.1 of collect, JSON.parse",
    share,
    share <= 1.1,
    times,
  );
}

function textPromise({ body, parseMs, scanMs }: TextRow): Promised {
  const share = scanMs / parseMs;
  return promised(`reading ${body}`, "at most 1.1 of JSON.parse", share, share <= 1.1, times);
}

function uploadPromise({ fileBytes, atOnce, rows }: UploadCase): Promised {
  const share = rowOf(rows, "gateway").requestsPerSecond / rowOf(rows, "floor").requestsPerSecond;
  const name = `upload, ${fileBytes / MIB} MiB, ${atOnce} at once`;
  return promised(name, "at least 0.8 of the floor", share, share >= 0.8, times);
}

function inlinePromises(rows: readonly Row[]): Promised[] {
  if (rows.length === 0) return [];
  const floor = rowOf(rows, "floor");
  return [
    ["file_id", GIVEN_FILE],
    ["url, fetched before,", GIVEN_URL],
  ].map(([what, way]) => {
    const share = rowOf(rows, way as string).requestsPerSecond / floor.requestsPerSecond;
    return promised(
      `${what} becomes 5 MiB of base64, 8 at once`,
      "at least 0.7 of the floor",
      share,
      share >= 0.7,
      times,
    );
  });
}

function livePromises(rows: readonly LiveRow[]): Promised[] {
  const gateway = rows.find(({ way }) => way === "gateway");
  if (gateway === undefined) return [];
  const name = `${LIVE.streams} streams at ${LIVE.eventsPerSecond} events/s`;
  const share = gateway.deliveredPerSecond / gateway.sentPerSecond;
  return [
    promised(`${name}: delivered`, "at least 0.98 of what was sent", share, share >= 0.98, (value) => value.toFixed(3)),
    promised(
      `${name}: processor time`,
      "under 1 core",
      gateway.cores,
      gateway.cores < 1,
      (value) => `${value.toFixed(2)} cores`,
    ),
  ];
}

function streamPromise({ bodyBytes, atOnce, rows }: StreamCase): Promised {
  const later = rowOf(rows, "gateway").firstByteP50Ms - rowOf(rows, "floor").firstByteP50Ms;
  const name = `first byte of a stream, ${(bodyBytes / 1000).toFixed(0)} kB, ${atOnce} at once`;
  return promised(
    name,
    "at most the floor + 5 ms",
    later,
    later <= 5,
    (value) => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(2)} ms`,
  );
}

function pixelPromises(found: PixelCase | null): Promised[] {
  if (found === null) return [];
  const { fitMs, factsUs, crowd } = found;
  const share = fitMs.ours / fitMs.bare;
  const good = crowd.statuses[200] ?? 0;
  const all = Object.values(crowd.statuses).reduce((sum, count) => sum + count, 0);
  const name = `${crowd.photos} photographs of 12 megapixels at once, fitted by the gateway`;
  return [
    promised(
      "a photograph of 12 megapixels, fitted: processor time",
      "at most 1.2 of bare sharp",
      share,
      share <= 1.2,
      times,
    ),
    promised("facts from a header", "at most 5 µs", factsUs, factsUs <= 5, (value) => `${value.toFixed(2)} µs`),
    promised(`${name}: answered with 200`, "all", good, good === all, (value) => `${value} of ${all}`),
    promised(
      `${name}: event-loop delay, p99`,
      "under 50 ms",
      crowd.delayP99Ms,
      crowd.delayP99Ms < 50,
      (value) => `${value.toFixed(1)} ms`,
    ),
    promised(`${name}: memory`, "under 600 MB", crowd.peakRssMb, crowd.peakRssMb < 600, mb),
  ];
}

function promised(
  what: string,
  bound: string,
  value: number,
  kept: boolean,
  print: (value: number) => string,
): Promised {
  return { what, bound, measured: print(value), kept };
}

function times(value: number): string {
  return `${value.toFixed(2)}×`;
}

function mb(value: number): string {
  return `${value.toFixed(0)} MB`;
}
