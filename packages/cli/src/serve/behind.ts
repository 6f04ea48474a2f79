// Where requests go, in words and as data.
import { PLATFORMS } from "@fovea/client/internal/platform/platforms";
import type { Chosen, ChosenPlatform } from "../config/choose.ts";

export interface Behind {
  /** The server of `--upstream`. */
  readonly upstream: string | null;
  readonly chosen: Chosen | null;
  /** The configuration that was read, as it was named. */
  readonly config: string | null;
}

export function behindWords({ upstream, chosen, config }: Behind): string {
  if (upstream !== null) return `Requests go on to ${upstream}.`;
  const { platforms, routes } = chosen ?? { platforms: [], routes: [] };
  const from = config === null ? "" : ` (${config})`;
  if (platforms.length === 0) return `Fovea's built-in eyes answer${from}; they are not Claude.`;
  const [only] = platforms.length === 1 && routes.length === 0 ? platforms : [];
  if (only !== undefined) return `Requests go to ${placeOf(only)}${from}.`;
  const lines = routes.map(({ model, upstream: name, as }) => {
    const place = platforms.find((one) => one.name === name);
    const models = model === "*" ? "all other models" : model;
    return `  ${models} -> ${place === undefined ? name : placeOf(place)}${as === undefined ? "" : `, as ${as}`}`;
  });
  return `Requests go${from}:\n${lines.join("\n")}`;
}

export function platformsOf({ upstream, chosen }: Behind): { platforms?: readonly string[]; upstream?: string } {
  if (upstream !== null) return { upstream };
  const names = (chosen?.platforms ?? []).map(({ name }) => name);
  return names.length === 0 ? {} : { platforms: names };
}

/** `Amazon Bedrock, eu-west-1`; with the name where that says more. */
export function placeOf(one: ChosenPlatform): string {
  const where = one.baseUrl ?? one.resource ?? one.location ?? one.region;
  const named = one.name === one.platform ? "" : `${one.name}: `;
  return `${named}${PLATFORMS[one.platform].title}${where === undefined ? "" : `, ${where}`}`;
}
