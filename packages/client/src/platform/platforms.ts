// Every platform by its id, and the few other names that people use for them.
import { InputError } from "../errors/errors.ts";
import { anthropic, aws } from "./anthropic.ts";
import { bedrock, bedrockLegacy } from "./bedrock.ts";
import type { Platform, PlatformId } from "./capability.ts";
import { foundry, foundryAzure } from "./foundry.ts";
import { googleCloud, vertex } from "./google.ts";
import { compatible, eyes } from "./local.ts";

/** The row of every platform by its id: what it accepts, each fact with its source and the date it was read. */
export const PLATFORMS: Readonly<Record<PlatformId, Platform>> = Object.freeze({
  anthropic,
  aws,
  bedrock,
  "bedrock-legacy": bedrockLegacy,
  vertex,
  "google-cloud": googleCloud,
  foundry,
  "foundry-azure": foundryAzure,
  compatible,
  eyes,
});

/** Other names that `findPlatform` takes. */
export const PLATFORM_ALIASES: ReadonlyMap<string, PlatformId> = new Map<string, PlatformId>([
  ["claude", "anthropic"],
  ["api", "anthropic"],
  // Of the two offerings on Google Cloud, the Google-managed one is the older and the stricter.
  ["google", "vertex"],
  ["vertex-ai", "vertex"],
  ["local", "compatible"],
]);

/** The platform of an id or alias, in any case. Throws `input.unknown-platform`, which lists the ids. */
export function findPlatform(name: string): Platform {
  const wanted = name.trim().toLowerCase();
  const id = PLATFORM_ALIASES.get(wanted) ?? wanted;
  if (!Object.hasOwn(PLATFORMS, id))
    throw new InputError("input.unknown-platform", { name, known: Object.keys(PLATFORMS) });
  return PLATFORMS[id as PlatformId];
}
