// Writes the reference pages that are generated from the tables in the code: `npm run docs`. With --check it changes nothing and fails
// when a page and its table have parted; a test does the same.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PAGES } from "./docs/pages.ts";

const root = join(import.meta.dirname, "..");
const check = process.argv.includes("--check");
let parted = 0;
for (const [path, write] of Object.entries(PAGES)) {
  const text = write();
  const file = join(root, path);
  const before = readOr(file);
  if (before === text) continue;
  parted++;
  if (!check) writeFileSync(file, text);
  console.log(`${check ? "out of date" : "written"}: ${path}`);
}
if (check && parted > 0) console.log("If the differences are meant: npm run docs, look at git diff, commit.");
process.exit(check && parted > 0 ? 1 : 0);

function readOr(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}
