// What is looked at: the configured platforms, else where the environment's key leads, else the eyes.
import { DEFAULT_MODEL } from "@fovea/client";
import type { Chosen, ChosenPlatform } from "../config/choose.ts";
import type { Io } from "../io.ts";
import { keyFrom, platformOf } from "../key-from.ts";

export interface Subject {
  readonly platforms: readonly ChosenPlatform[];
  /** A model that goes to the platform of that name. */
  modelOf(name: string): string;
  /** Where there is no configured platform: what `fovea ask` would do instead. */
  readonly note?: string;
}

/** @throws UsageError for a key or an address of the environment that cannot be one */
export function subjectOf({ platforms, routes, eyes }: Chosen, io: Io): Subject {
  if (platforms.length > 0)
    return {
      platforms,
      modelOf(name) {
        const route = routes.find(({ model, upstream }) => upstream === name && model !== "*");
        return route?.as ?? route?.model ?? DEFAULT_MODEL;
      },
    };
  const found = eyes ? null : keyFrom(io);
  if (found === null) return { platforms: [], modelOf: () => DEFAULT_MODEL, note: "none: the built-in eyes answer" };
  const { apiKey, authToken, baseURL } = found;
  const one: ChosenPlatform = {
    name: baseURL === undefined ? "anthropic" : "server",
    platform: platformOf(found),
    ...(baseURL === undefined ? {} : { baseUrl: baseURL }),
    ...(apiKey === undefined ? {} : { apiKey }),
    ...(authToken === undefined ? {} : { authToken }),
  };
  const variable = apiKey === undefined ? "ANTHROPIC_AUTH_TOKEN" : "ANTHROPIC_API_KEY";
  const lead = baseURL === undefined ? `${variable} leads` : `${variable} and ANTHROPIC_BASE_URL lead`;
  return {
    platforms: [one],
    modelOf: () => DEFAULT_MODEL,
    note: `none configured: \`fovea ask\` goes where ${lead}`,
  };
}
