// What each platform accepts, as columns and as data: the rows of the table, with what the configuration says otherwise.
import type { Capability, Methods, Platform } from "@fovea/client/internal/platform/capability";
import { withCapabilities } from "@fovea/client/internal/platform/override";
import { PLATFORMS } from "@fovea/client/internal/platform/platforms";
import type { ChosenPlatform } from "../config/choose.ts";
import { shortSize } from "../terminal/amounts.ts";
import { table } from "../terminal/table.ts";

export interface Accepted {
  readonly name: string;
  readonly platform: Platform;
}

/** Those that are configured; all that there are where none is. */
export function acceptedBy(chosen: readonly ChosenPlatform[]): readonly Accepted[] {
  if (chosen.length === 0) return Object.values(PLATFORMS).map((platform) => ({ name: platform.id, platform }));
  return chosen.map(({ name, platform, capabilities = {} }) => ({
    name,
    platform: withCapabilities(PLATFORMS[platform], capabilities),
  }));
}

export function acceptedTable(all: readonly Accepted[]): string {
  return table(
    [
      { head: "PLATFORM" },
      { head: "IMAGE BY" },
      { head: "DOCUMENT BY" },
      { head: "IMAGE", right: true },
      { head: "REQUEST", right: true },
      { head: "SIDE", right: true },
      { head: "FILES" },
      { head: "BATCHES" },
      { head: "AS READ ON" },
    ],
    all.map(({ name, platform }) => [
      name === platform.id ? name : `${name} (${platform.id})`,
      methods(platform.image),
      methods(platform.document),
      fact(platform.maxImageBase64Bytes, shortSize),
      fact(platform.maxRequestBytes, shortSize),
      fact(platform.maxEdgePx, (px) => `${px} px`),
      fact(platform.filesApi, (has) => (has ? "yes" : "no")),
      fact(platform.batches, (has) => (has ? "yes" : "no")),
      readOn(platform),
    ]),
  );
}

function methods(of: Methods): string {
  const taken = Object.entries(of).filter(([, one]) => one.value);
  return taken.map(([name, one]) => (one.certain ? name : `${name}?`)).join(" ") || "-";
}

function fact<T>({ value, certain }: Capability<T>, print: (value: T) => string): string {
  return `${print(value)}${certain ? "" : "?"}`;
}

/** The first and the last day that a fact of the row was read. */
function readOn({ id: _, title: _title, image, document, ...limits }: Platform): string {
  const days = [...Object.values(image), ...Object.values(document), ...Object.values(limits)]
    .map(({ read }: Capability<unknown>) => read)
    .sort();
  const [first = ""] = days;
  const last = days.at(-1) ?? "";
  return first === last ? first : `${first} to ${last}`;
}
