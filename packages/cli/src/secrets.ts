// Keeps keys out of terminals and logs: a server may say one back.
import type { Io } from "./io.ts";

/** Variables of the platforms whose values are secret. A path to a secret is none. */
const SECRET = /^(?:ANTHROPIC|AWS|AZURE|GOOGLE|FOVEA)_(?:\w+_)?(?:KEY|TOKEN|SECRET|ACCESS_KEY|BEARER_TOKEN_BEDROCK)$/;
/** Shorter is no secret, and would be found in every word. */
const MIN_CHARS = 6;

/** The text with every secret of the environment and of the configuration replaced by `[key]`. */
export function withoutSecrets(text: string, { env, secrets = new Set() }: Pick<Io, "env" | "secrets">): string {
  const found = Object.entries(env).flatMap(([name, value]) => (SECRET.test(name) ? [value ?? ""] : []));
  return [...secrets, ...found]
    .filter((secret) => secret.length >= MIN_CHARS)
    .sort((a, b) => b.length - a.length)
    .reduce((clean, secret) => clean.replaceAll(secret, "[key]"), text);
}
