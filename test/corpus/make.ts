// Makes fixtures/ and manifest.json:
//   npx node --conditions=@fovea/source test/corpus/make.ts
// It needs, on Debian 12: apt-get install --no-install-recommends imagemagick libheif-examples chromium fonts-dejavu-core
// The tests need none of them.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { HOSTILE } from "./hostile.ts";
import { PICTURES } from "./pictures.ts";

const folder = join(import.meta.dirname, "fixtures");
mkdirSync(folder, { recursive: true });
const only = process.argv.slice(2);
const manifest: object[] = [];
for (const { make, ...entry } of [...PICTURES, ...HOSTILE]) {
  const path = join(folder, entry.file);
  if (only.length === 0 || only.some((word) => entry.file.includes(word))) writeFileSync(path, await make());
  const bytes = readFileSync(path);
  manifest.push({ ...entry, byteLength: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") });
}
writeFileSync(join(import.meta.dirname, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
