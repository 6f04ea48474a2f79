// The bench: what the gateway costs beside an unparsed pipe, and beside what parses bodies; what the library costs beside others. Nothing that is
// measured talks to a network; for `install` npm fetches packages that are not in its cache.
//   npm run bench                       measures everything, prints tables, writes the numbers to a file (about five minutes)
//   npm run bench -- --quick            a few requests of each kind, to see that all of it works
//   npm run bench -- --json FILE        where the numbers go. Default: fovea-bench.json in the directory for temporary files
//   npm run bench -- --only relay,text  only these: relay, crowd, text, upload, inline, stream, live, pixels, conversation, install
//   npm run bench -- --write            writes docs/performance.md too
import { mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { conversation } from "./cases/conversation.ts";
import { crowd } from "./cases/crowd.ts";
import { inline } from "./cases/inline.ts";
import { install } from "./cases/install.ts";
import { live } from "./cases/live.ts";
import { pixelCases } from "./cases/pixels.ts";
import { relayCases } from "./cases/relay.ts";
import { streamCases } from "./cases/stream.ts";
import { textCases, textRelayCases } from "./cases/text.ts";
import { uploadCases } from "./cases/upload.ts";
import { describeMachine, load } from "./tools/machine.ts";
import { page } from "./tools/page.ts";
import type { Results } from "./tools/results.ts";
import { startSink } from "./tools/sink.ts";
import { tables } from "./tools/tables.ts";

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    json: { type: "string", default: join(tmpdir(), "fovea-bench.json") },
    only: { type: "string" },
    write: { type: "boolean", default: false },
  },
});
const { quick } = values;
const only = values.only?.split(",");
if (values.write && (quick || only !== undefined)) throw new Error("--write takes a whole run");

const loadBefore = load();
const sink = await startSink();
const settings = { sink: sink.url, quick, rounds: quick ? 1 : 3 };

async function part<T>(name: string, measure: () => T | Promise<T>, otherwise: T): Promise<T> {
  if (only !== undefined && !only.includes(name)) return otherwise;
  process.stderr.write(`${name} ...\n`);
  return measure();
}

const measured = {
  relay: await part("relay", () => relayCases(settings), []),
  crowd: await part("crowd", () => crowd(settings), []),
  text: await part("text", () => textCases(quick), []),
  textRelay: await part("text", () => textRelayCases(settings), []),
  upload: await part("upload", () => uploadCases(settings), []),
  inline: await part("inline", () => inline(settings, sink), []),
  stream: await part("stream", () => streamCases({ ...settings, sink: sink.streamUrl }), []),
  live: await part("live", () => live({ ...settings, sink: sink.pacedUrl, pace: sink.pace }), []),
  pixels: await part("pixels", () => pixelCases(settings), null),
  conversation: await part("conversation", () => conversation(quick), null),
  install: await part("install", () => install(quick), []),
};
await sink.close();
const results: Results = { quick, machine: describeMachine(loadBefore), ...measured };

const file = resolve(process.env.INIT_CWD ?? ".", values.json);
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
console.log(tables(results));
console.log(`\nThe numbers: ${file}`);
if (values.write) writeFileSync(new URL("../docs/performance.md", import.meta.url), page(results));
