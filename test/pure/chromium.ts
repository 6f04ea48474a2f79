// Where this machine has a Chromium, if it has one. Nothing is downloaded: CI installs Debian's package.
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

export const NO_CHROMIUM = `no browser: none of ${NAMES.join(", ")} is on the PATH (Debian: apt-get install chromium)`;

export function findChromium(): string | null {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path)) ?? null;
}
