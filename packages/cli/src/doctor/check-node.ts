// Which Node runs this, and what it lacks.
import { type Check, ok, warning } from "./check.ts";

/** node:sqlite came without a flag in this release. Source: Node.js changelog, 22.13.0. */
const WITH_SQLITE = [22, 13] as const;

export function checkNode(version = process.versions.node): Check {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [needed, least] = WITH_SQLITE;
  if (major > needed || (major === needed && minor >= least)) return ok("node", version);
  return warning(
    "node",
    `${version} has no SQLite: \`fovea serve\`, \`fovea keys\` and files of this machine need 22.13 or newer.`,
    "Install a newer Node; asking and planning work with this one.",
  );
}
