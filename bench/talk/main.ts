// One way in a process of its own: `main.ts WAY`, the conversation in FOVEA_BENCH. A short one first, so that what is measured is the
// conversation and not the loading of libraries; then prints what the whole one took.
import { performance } from "node:perf_hooks";
import type { Talk } from "./talk.ts";
import { WAYS, type WayName } from "./ways.ts";

const way = WAYS[process.argv[2] as WayName];
const talk = JSON.parse(process.env.FOVEA_BENCH ?? "{}") as Talk;
await way({ ...talk, url: `${talk.url}/warm`, turns: 3 });

const cpu = process.cpuUsage();
const start = performance.now();
await way({ ...talk, url: `${talk.url}/run` });
const wallMs = performance.now() - start;
const { user, system } = process.cpuUsage(cpu);
const peakRssMb = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ wallMs, cpuMs: (user + system) / 1000, peakRssMb }));
process.exit(0);
