// The results as Markdown: on the terminal and in docs/performance.md.
import type { TalkCase } from "../cases/conversation.ts";
import type { InstallRow } from "../cases/install.ts";
import { LIVE, type LiveRow } from "../cases/live.ts";
import { MIB } from "../cases/settings.ts";
import { promises, type Results, rowOf } from "./results.ts";
import type { Row } from "./side-by-side.ts";

export function tables(results: Results): string {
  return [
    "## What was promised, and what was measured",
    table(
      ["", "bound", "measured", "kept"],
      promises(results).map(({ what, bound, measured, kept }) => [what, bound, measured, kept ? "yes" : "**no**"]),
    ),
    "## Requests with pictures, passed on",
    ...results.relay.flatMap(({ bodyBytes, atOnce, rows }) => [
      `### ${bodyBytes < MIB / 2 ? `${(bodyBytes / 1024).toFixed(1)} KiB` : `${Math.round(bodyBytes / MIB)} MiB`}, ${atOnce} at once`,
      rowsTable(rows),
    ]),
    `## ${sum(results.crowd)} requests of 30 MB at once`,
    rowsTable(results.crowd),
    "## Bodies of text: reading one in hand",
    table(
      ["body", "JSON.parse, ms", "scan, ms", "of JSON.parse"],
      results.text.map(({ body, parseMs, scanMs }) => [body, ms(parseMs), ms(scanMs), (scanMs / parseMs).toFixed(2)]),
    ),
    "## Bodies of text, passed on",
    ...results.textRelay.flatMap(({ body, atOnce, rows }) => [`### ${body}, ${atOnce} at once`, rowsTable(rows)]),
    "## Uploads",
    ...results.upload.flatMap(({ fileBytes, atOnce, rows }) => [
      `### ${fileBytes / MIB} MiB, ${atOnce} at once`,
      rowsTable(rows),
    ]),
    "## A file_id or a url becomes 5 MiB of base64, 8 at once",
    rowsTable(results.inline),
    "## Streams: until the first byte",
    ...results.stream.flatMap(({ bodyBytes, atOnce, rows }) => [
      `### ${(bodyBytes / 1000).toFixed(0)} kB, ${atOnce} at once`,
      table(
        ["", "first byte p50, ms", "first byte p99, ms", "CPU µs per request"],
        rows.map((row) => [row.way, ms(row.firstByteP50Ms), ms(row.firstByteP99Ms), row.cpuUsPerRequest.toFixed(0)]),
      ),
    ]),
    `## ${LIVE.streams} streams at once, ${LIVE.eventsPerSecond} events a second each`,
    liveTable(results.live),
    "## Photographs of 12 megapixels, fitted",
    pixelsTable(results.pixels),
    ...talkTables(results.conversation),
    "## The library on the disk, and until it is imported",
    installTable(results.install),
  ].join("\n\n");
}

function liveTable(rows: readonly LiveRow[]): string {
  if (rows.length === 0) return "Not measured.";
  return table(
    ["", "sent/s", "delivered/s", "delay p50, ms", "delay p99, ms", "CPU µs per event", "cores"],
    rows.map((row) => [
      row.way,
      row.sentPerSecond.toFixed(0),
      row.deliveredPerSecond.toFixed(0),
      ms(row.delayP50Ms),
      ms(row.delayP99Ms),
      row.cpuUsPerEvent.toFixed(1),
      row.cores.toFixed(2),
    ]),
  );
}

function talkTables(talk: TalkCase | null): string[] {
  if (talk === null) return ["## Conversations with pictures", "Not measured."];
  const kb = (value: number): string => (value / 1000).toFixed(value < 100_000 ? 1 : 0);
  const shown = [1, 5, 10, 15, talk.turns];
  return [
    `## ${talk.turns} turns with ${talk.pictures} pictures of ${kb(talk.pictureBytes / talk.pictures)} kB`,
    table(
      ["", "requests, kB", "of the SDK's", "uploads, kB", "wall ms", "CPU ms of the client", "peak RSS, MB"],
      talk.rows.map((row) => [
        row.way,
        kb(row.requestBytes),
        `${((100 * row.requestBytes) / sdkBytes(talk)).toFixed(2)} %`,
        kb(row.uploadBytes),
        row.wallMs.toFixed(0),
        row.cpuMs.toFixed(0),
        row.peakRssMb.toFixed(0),
      ]),
    ),
    "Bytes of the request of a turn, in kB:",
    table(
      ["turn", ...shown.map(String)],
      talk.rows.map(({ way, turnBytes }) => [way, ...shown.map((turn) => kb(turnBytes[turn - 1] ?? 0))]),
    ),
  ];
}

function sdkBytes({ rows }: TalkCase): number {
  return rows.find(({ way }) => way === "@anthropic-ai/sdk, base64")?.requestBytes ?? Number.NaN;
}

function installTable(rows: readonly InstallRow[]): string {
  if (rows.length === 0) return "Not measured.";
  return table(
    ["", "installed, MB", "packages", "import, median ms", "quickest tenth, ms", "CPU ms"],
    rows.map((row) => [
      row.what,
      (row.bytes / 1e6).toFixed(1),
      String(row.packages),
      row.importP50Ms.toFixed(0),
      row.importP10Ms.toFixed(0),
      row.importCpuMs.toFixed(0),
    ]),
  );
}

function pixelsTable(found: Results["pixels"]): string {
  if (found === null) return "Not measured.";
  const { fitMs, factsUs, crowd } = found;
  return table(
    ["", ""],
    [
      ["bare sharp, processor time, median ms", ms(fitMs.bare)],
      ["Fovea, processor time, median ms", ms(fitMs.ours)],
      ["facts from the header, median µs", factsUs.toFixed(2)],
      [`${crowd.photos} at once through the gateway, ms for all`, ms(crowd.wallMs)],
      ["event-loop delay meanwhile, p99 and most, ms", `${ms(crowd.delayP99Ms)}, ${ms(crowd.delayMaxMs)}`],
      ["peak RSS, MB", crowd.peakRssMb.toFixed(0)],
    ],
  );
}

function rowsTable(rows: readonly Row[]): string {
  if (rows.length === 0) return "Not measured.";
  const floor = rowOf(rows, "floor");
  return table(
    ["", "requests/s", "of the floor", "p50, ms", "p99, ms", "CPU µs per request", "of the floor", "peak RSS, MB"],
    rows.map((row) => [
      row.way + others(row.statuses),
      row.requestsPerSecond.toFixed(row.requestsPerSecond < 100 ? 1 : 0),
      (row.requestsPerSecond / floor.requestsPerSecond).toFixed(2),
      ms(row.p50Ms),
      ms(row.p99Ms),
      row.cpuUsPerRequest.toFixed(0),
      (row.cpuUsPerRequest / floor.cpuUsPerRequest).toFixed(2),
      row.peakRssMb.toFixed(0),
    ]),
  );
}

/** What was not answered with 200 is said beside the name. */
function others(statuses: Readonly<Record<number, number>>): string {
  const bad = Object.entries(statuses).filter(([status]) => status !== "200");
  return bad.length === 0 ? "" : ` (${bad.map(([status, count]) => `${count} × ${status}`).join(", ")})`;
}

function sum(rows: readonly Row[]): number {
  if (rows.length === 0) return 0;
  return Object.values(rowOf(rows, "gateway").statuses).reduce((total, count) => total + count, 0);
}

function ms(value: number): string {
  return value.toFixed(value < 1 ? 3 : value < 100 ? 2 : 0);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, index) => (index === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}
