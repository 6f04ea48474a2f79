// One server in a process of its own: `main.ts KIND`, settings in FOVEA_BENCH. Says where it listens, and tells its processor time when asked.
import { type Listening, SERVERS, type ServerKind, type ServerSettings } from "./servers.ts";

const kind = process.argv[2] as ServerKind;
const settings = JSON.parse(process.env.FOVEA_BENCH ?? "{}") as ServerSettings;

const listening: Listening = await SERVERS[kind](settings);
process.on("message", (question) => {
  if (question === "usage") process.send?.({ usage: process.cpuUsage() });
  else void listening.close().then(() => process.exit(0));
});
// Never outlives the bench.
process.on("disconnect", () => process.exit(0));
process.send?.({ url: listening.url, headers: listening.headers });
