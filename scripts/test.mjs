// Runs every test under node:test and closes with one line: `N passed, N failed, N skipped`, the runner's own count.
//   npm test                  everything, short and seeded
//   npm test -- FILTER...     only files whose path contains one of the words
//   npm run soak              the same files with FOVEA_SOAK=1: property, kill and mutation tests in full
import * as fs from "node:fs";
import { cpus } from "node:os";
import { join, relative } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";

if (Number(process.versions.node.split(".")[0]) < 24) {
  console.error(
    `The tests run on Node 24; this is Node ${process.versions.node}.\n` +
      "Fix: run `npm ci` without --ignore-scripts (it installs Node 24 into node_modules), then `npm test`.",
  );
  process.exit(1);
}
const root = join(import.meta.dirname, "..");
const words = process.argv.slice(2).filter((word) => word !== "--soak");
if (process.argv.includes("--soak")) process.env.FOVEA_SOAK = "1";
process.env.NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ""} --conditions=@fovea/source`.trim();
// A key in the developer's shell must never make a test talk to a platform.
for (const name of Object.keys(process.env)) if (/^(ANTHROPIC|FOVEA_(?!SOAK))/.test(name)) delete process.env[name];

const files = fs
  .globSync(["packages/*/{src,eval,scripts}/**/*.test.ts", "test/**/*.test.ts"], { cwd: root })
  .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
  .sort()
  .map((file) => join(root, file));
if (files.length === 0) {
  console.error(`No test file's path contains ${words.join(" or ")}.`);
  process.exit(1);
}

const failed = [];
let counts;
// A soak of ten million headers takes four minutes on two quiet cores, and many times that on busy ones.
const timeout = process.env.FOVEA_SOAK ? 3_600_000 : 600_000;
const stream = run({ files, concurrency: Math.min(4, cpus().length), timeout });
stream.on("test:summary", (summary) => {
  if (summary.file === undefined) counts = summary.counts;
});
stream.on("test:fail", (event) => {
  if (event.details?.error?.failureType !== "subtestsFailed")
    failed.push(`${event.name} (${relative(root, event.file ?? "")})`);
});
for await (const text of stream.compose(new spec())) process.stdout.write(text);

if (!counts) {
  console.error("The test runner ended without a summary.");
  process.exit(1);
}
const bad = counts.failed + counts.cancelled;
for (const name of failed) console.log(`failed: ${name}`);
console.log(`${counts.passed} passed, ${bad} failed, ${counts.skipped + counts.todo} skipped`);
process.exit(bad > 0 || counts.passed === 0 ? 1 : 0);
