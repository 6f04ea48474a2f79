// The figures of /metrics. Labels are routes, platforms, statuses and error codes: few values, and none of a caller's making.
import type { AccessLine } from "./access-line.ts";
import type { LedgerLine } from "./image-ledger.ts";

/** What is read when someone asks for the figures. */
export interface Gauges {
  /** Bytes of bodies reserved now, and requests that wait for some. */
  readonly used: number;
  readonly waiting: number;
}

export interface Metrics {
  started(): void;
  /** Once for each `started`. */
  ended(line: AccessLine): void;
  images(line: LedgerLine): void;
  watch(gauges: Gauges): void;
  /** In Prometheus' text form. */
  text(): Promise<{ readonly contentType: string; readonly text: string }>;
}

/** From a text answer of a few ms to a minute of looking. */
const SECONDS = [0.005, 0.02, 0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

/** Different codes that become labels; there are about half as many of ours. */
const MAX_CODES = 300;

/** Makes the figures, with those of the process (memory, CPU, event loop); prom-client is loaded here, for those who keep none. */
export async function createMetrics(): Promise<Metrics> {
  const { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } = (await import("prom-client")).default;
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  let gauges: Gauges = { used: 0, waiting: 0 };
  const counter = (name: string, help: string, labelNames: string[] = []) =>
    new Counter({ name, help, labelNames, registers });

  const requests = counter("fovea_requests_total", "Requests answered.", ["route", "status"]);
  const refusals = counter("fovea_refusals_total", "Requests refused or failed, by error code.", ["code"]);
  const images = counter("fovea_images_total", "Images that came in, and that went out.", ["direction", "platform"]);
  const sent = counter("fovea_platform_requests_total", "Messages, counts and batches of a platform.", [
    "platform",
    "status",
  ]);
  const uploads = counter("fovea_uploads_total", "Files stored.");
  const bytes = counter("fovea_body_bytes_total", "Bytes of bodies over the wire.", ["direction"]);
  const seconds = new Histogram({
    name: "fovea_request_duration_seconds",
    help: "From the request's headers to the last byte of the reply.",
    labelNames: ["route"],
    buckets: SECONDS,
    registers,
  });
  const open = new Gauge({ name: "fovea_requests_open", help: "Requests not yet answered.", registers });
  new Gauge({
    name: "fovea_bytes_in_flight",
    help: "Bytes of request bodies reserved in memory.",
    registers,
    collect() {
      this.set(gauges.used);
    },
  });
  new Gauge({
    name: "fovea_requests_waiting",
    help: "Requests that wait for memory.",
    registers,
    collect() {
      this.set(gauges.waiting);
    },
  });

  const codes = new Set<string>();
  /** Of an upload that was refused it is the platform's own, which may say what it likes. */
  function codeOf(code: string): string {
    if (!/^[\w.-]{1,64}$/.test(code) || (codes.size >= MAX_CODES && !codes.has(code))) return "other";
    codes.add(code);
    return code;
  }

  return {
    started: () => open.inc(),
    ended(line) {
      const route = line.route === null ? "none" : `${known(line.method)} ${line.route}`;
      open.dec();
      requests.inc({ route, status: line.status });
      seconds.observe({ route }, line.ms / 1000);
      bytes.inc({ direction: "in" }, line.bytesIn);
      bytes.inc({ direction: "out" }, line.bytesOut);
      if (line.errorCode !== null) refusals.inc({ code: codeOf(line.errorCode) });
      if (route === "POST /v1/files" && line.status === 200) uploads.inc();
    },
    images(line) {
      // Names of the configuration. "none": the eyes answered, or it was refused before anybody was chosen.
      const platform = line.platform ?? "none";
      images.inc({ direction: "in", platform }, line.in);
      images.inc({ direction: "out", platform }, line.out);
      if (line.platform !== null) sent.inc({ platform, status: line.status });
    },
    watch(given) {
      gauges = given;
    },
    text: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  };
}

/** A method is a word of the caller's where a path was found but no method: only those there are become labels. */
function known(method: string): string {
  return ["GET", "HEAD", "POST", "DELETE"].includes(method) ? method : "other";
}
