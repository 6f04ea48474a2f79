// A key or token that is simply there, in the settings or the environment.
import { fixedHeaders } from "../authorizer.ts";
import type { Credentials } from "./row.ts";
import { fromEnvironment, type Given } from "./settings.ts";

export type Header = "x-api-key" | "bearer";

/** One place where a key may be: a setting or a variable, and how it is sent. */
export interface KeyPlace {
  readonly setting?: "apiKey" | "authToken";
  readonly variable?: string;
  readonly as: Header;
}

/** The key of the first place that has one; null without any. */
export function staticCredentials({ settings, env }: Given, places: readonly KeyPlace[]): Credentials | null {
  for (const { setting, variable, as } of places) {
    const key = setting === undefined ? fromEnvironment(env, [variable ?? ""]) : settings[setting]?.trim();
    if (key === undefined || key === "") continue;
    const where = setting === undefined ? `the environment variable ${variable}` : `the setting ${setting}`;
    if (!/^[\x21-\x7e]+$/.test(key))
      throw new TypeError(`${where} has a character that no key has: a blank, a line break, or one outside ASCII`);
    return {
      authorizer: fixedHeaders(as === "bearer" ? { authorization: `Bearer ${key}` } : { "x-api-key": key }),
      identity: ["key", key],
      describe: async () => ({ found: true, where }),
    };
  }
  return null;
}

/** None were found, and none may be needed. */
export function noKey(where: string): Credentials {
  return {
    authorizer: fixedHeaders({}),
    identity: null,
    describe: async () => ({ found: false, where }),
  };
}
