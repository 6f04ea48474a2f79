// One server in a process of its own: `main.ts KIND`, settings in FOVEA_BENCH. Says where it listens, and tells its processor time, and how late its event loop is, when asked.
import { monitorEventLoopDelay } from "node:perf_hooks";
import { type Listening, SERVERS, type ServerKind, type ServerSettings } from "./servers.ts";

const kind = process.argv[2] as ServerKind;
const settings = JSON.parse(process.env.FOVEA_BENCH ?? "{}") as ServerSettings;

const listening: Listening = await SERVERS[kind](settings);
/** How late a timer of 1 ms is, that ms included. */
const delays = monitorEventLoopDelay({ resolution: 1 });
if (settings.fit !== undefined) delays.enable();
process.on("message", (question) => {
  if (question === "usage") process.send?.({ usage: process.cpuUsage() });
  else if (question === "delay") {
    process.send?.({ p99Ms: delays.percentile(99) / 1e6, maxMs: delays.max / 1e6 });
    delays.reset();
  } else void listening.close().then(() => process.exit(0));
});
// Never outlives the bench.
process.on("disconnect", () => process.exit(0));
process.send?.({ url: listening.url, headers: listening.headers });
