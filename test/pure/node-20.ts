// An older Node that this machine has itself: 20.19 or later of the 20 line, the oldest that the packages promise to run on.
import { spawnSync } from "node:child_process";
import { delimiter, join } from "node:path";

export const NO_NODE20 = "this machine has no Node 20.19+ beside the one that runs the tests";

export function findNode20(): string | null {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((place) => !place.includes("node_modules"));
  for (const folder of folders) {
    const node = join(folder, "node");
    const { stdout } = spawnSync(node, ["--version"], { env: {}, encoding: "utf8" });
    const [, minor] = /^v20\.(\d+)\./.exec(stdout ?? "") ?? [];
    if (Number(minor) >= 19) return node;
  }
  return null;
}
