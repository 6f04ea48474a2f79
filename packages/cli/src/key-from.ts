// The key and the server that the environment names.
import type { Io } from "./io.ts";
import { UsageError } from "./usage-error.ts";

export interface ServerKey {
  readonly apiKey?: string;
  /** Only where there is no `apiKey`. */
  readonly authToken?: string;
  /** Not set: the Claude API. */
  readonly baseURL?: string;
}

/**
 * The environment's key, else its token; null without either. An empty variable counts as not set.
 * @param server where to go instead of `ANTHROPIC_BASE_URL`
 * @throws UsageError for a key or an address that cannot be one
 */
export function keyFrom(io: Io, server?: string): ServerKey | null {
  const apiKey = headerValue("ANTHROPIC_API_KEY", io);
  const authToken = headerValue("ANTHROPIC_AUTH_TOKEN", io);
  const baseURL = server === undefined ? baseUrlFrom(io) : httpUrl("--server", server);
  const where = baseURL === undefined ? {} : { baseURL };
  if (apiKey !== undefined) return { apiKey, ...where };
  return authToken === undefined ? null : { authToken, ...where };
}

/** `ANTHROPIC_BASE_URL`. @throws UsageError when it is no address */
export function baseUrlFrom({ env }: Io): string | undefined {
  const value = env.ANTHROPIC_BASE_URL || undefined;
  return value === undefined ? undefined : httpUrl("ANTHROPIC_BASE_URL", value);
}

/** The text, if it is a whole http or https URL without a user name. @throws UsageError that does not repeat it: it may hold a password */
export function httpUrl(name: string, value: string): string {
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "")
    throw new UsageError(
      `${name} is no address that requests can go to.`,
      "Set it to http:// or https://, a host, and no user name or password: https://api.anthropic.com",
    );
  return value;
}

/** A key goes into a header; one that cannot is told without being shown. */
function headerValue(name: string, { env }: Io): string | undefined {
  const value = env[name] || undefined;
  if (value !== undefined && !/^[\x21-\x7e]+$/.test(value))
    throw new UsageError(
      `${name} has a character that no key has: a space, a line break, or one outside ASCII.`,
      `Set ${name} again, without quotes or line breaks inside it.`,
    );
  return value;
}

/** Keys that `fovea serve` makes. */
const OURS = /^sk-fovea-/;

/** A server of ours takes what the Claude API takes. Any other is planned for with care: base64 only, which every Claude-wire server takes. */
export function platformOf({ apiKey, authToken, baseURL }: ServerKey): "anthropic" | "compatible" {
  return isClaudeApi(baseURL) || OURS.test(apiKey ?? authToken ?? "") ? "anthropic" : "compatible";
}

function isClaudeApi(baseURL: string | undefined): boolean {
  if (baseURL === undefined) return true;
  return URL.canParse(baseURL) && new URL(baseURL).hostname === "api.anthropic.com";
}
