// Emits dist/ of every package: JavaScript and declarations, one tsc run a package, in the order they depend on each other.
import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { buildClient } from "./build/build-client.ts";

const root = join(import.meta.dirname, "..");
const tsc = join(root, "node_modules/typescript/bin/tsc");
for (const name of ["client", "eyes", "gateway", "cli"]) {
  const folder = join(root, "packages", name);
  const dist = join(folder, "dist");
  rmSync(dist, { recursive: true, force: true });
  if (name === "client") await buildClient(dist);
  else
    execFileSync(process.execPath, [tsc, "-p", join(folder, "tsconfig.build.json")], { stdio: "inherit", cwd: folder });
}
