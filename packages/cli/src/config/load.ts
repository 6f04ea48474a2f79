// The configuration as a command gets it: the file where there is one, and nothing where there is none.
import type { Io } from "../io.ts";
import { type FoundConfig, findConfig } from "./find-config.ts";
import type { Config } from "./schema.ts";

export interface Loaded {
  readonly config: Config;
  /** Null: there is no file. */
  readonly file: FoundConfig | null;
  readonly warnings: readonly string[];
}

const NOTHING: Loaded = Object.freeze({ config: {}, file: null, warnings: [] });

/** @throws CommandError `config.*` */
export async function loadConfig(named: string | undefined, io: Io): Promise<Loaded> {
  const file = await findConfig(named, io);
  if (file === null) return NOTHING;
  const { readConfig } = await import("./read-config.ts");
  const { secrets, ...loaded } = await readConfig(file, io.env);
  for (const secret of secrets) io.secrets?.add(secret);
  return loaded;
}
