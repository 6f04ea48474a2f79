// Scores the eyes on pictures whose truth is known: `npm run eval`. README.md beside this file describes options and truth files.
import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { createEyes } from "../src/index.ts";
import { figuresOf } from "./figures.ts";
import { type Candidate, measure } from "./measure.ts";
import { putBetween } from "./page.ts";
import { committedPairs } from "./pairs.ts";
import { tableOf } from "./table.ts";
import { readFolder } from "./truth.ts";

const { values: options } = parseArgs({
  options: {
    folder: { type: "string", multiple: true, default: [] },
    against: { type: "string" },
    "against-name": { type: "string", default: "the others" },
    rounds: { type: "string", default: "3" },
    threads: { type: "string", default: "2" },
    json: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
  },
});
const rounds = countOf("rounds");
const threads = countOf("threads");

const root = join(import.meta.dirname, "../../..");
const examples = join(root, "examples");
const folders = [join(examples, "photos"), join(examples, "drawn"), ...options.folder.map((folder) => resolve(folder))];

const candidates: Candidate[] = [{ name: "these eyes", create: createEyes }];
if (options.against) {
  const other = (await import(pathToFileURL(resolve(options.against)).href)) as { createEyes: Candidate["create"] };
  candidates.push({ name: options["against-name"], create: other.createEyes });
}

const load = loadavg()[0] ?? 0;
const measured = await measure(candidates, folders.flatMap(readFolder), await committedPairs(examples), {
  rounds,
  threads,
});
const results = measured.map((one) => ({ name: one.name, ...figuresOf(one) }));
const table = tableOf(results);
const where =
  `${results[0]?.figures.pictures} pictures, ${rounds} ${rounds === 1 ? "look" : "looks"} each, models on ${threads} ${threads === 1 ? "thread" : "threads"}, on ${new Date().toISOString().slice(0, 10)}, ` +
  `Node ${process.versions.node}, ${availableParallelism()} cores (${cpus()[0]?.model.trim()}) shared with other work, load ${load.toFixed(1)}.`;

if (options.json) {
  const looks = measured.map(({ name, looked, answered, compared }) => ({
    name,
    looked: looked.map(({ picture, seen, ...cost }) => ({ name: picture.name, ...cost, seen })),
    compared: compared.map(({ pair, comparison, ms }) => ({ name: pair.name, made: pair.made, comparison, ms })),
    answered,
  }));
  console.log(JSON.stringify({ where, results, looks }, null, 2));
} else {
  console.log(`${where}\n\n${table}`);
  for (const { name, faults } of results.filter((one) => one.faults.length > 0))
    console.log(`\nNot right, ${name}:\n${faults.map((fault) => `- ${fault}`).join("\n")}`);
}
if (options.write) {
  const path = join(root, "docs/eyes.md");
  const mark = options.against ? "eval against" : "eval";
  writeFileSync(path, putBetween(readFileSync(path, "utf8"), mark, `${where}\n\n${table}`));
}

function countOf(name: "rounds" | "threads"): number {
  const count = Number(options[name]);
  if (!Number.isInteger(count) || count < 1) throw new Error(`--${name} takes a whole number of 1 or more.`);
  return count;
}
