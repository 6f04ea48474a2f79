// What the headers of a request ask for: version, betas, mode. Texts of refusals as seen from the platform in public issue threads.
import type { GatewayContext, Mode } from "../exchange.ts";
import { ReplyError } from "../reply/envelope.ts";

type Headers = Readonly<Record<string, string>>;
type Version = GatewayContext["version"];

/** Both versions there are. Source: claude versioning documentation and npm @anthropic-ai/sdk 1.12.0, read 2026-11-22. */
const VERSIONS: readonly Version[] = ["2023-06-01", "2026-10-21"];

/**
 * The version a request speaks. Without the header the platform refuses; so does mode strict, and mode mend takes the older one.
 * @throws ReplyError 400
 */
export function versionOf(headers: Headers, mode: Mode): Version {
  const asked = headers["anthropic-version"]?.trim();
  if (asked === undefined) {
    if (mode === "mend") return "2023-06-01";
    throw new ReplyError(400, "anthropic-version: header is required");
  }
  const version = VERSIONS.find((known) => known === asked);
  if (version) return version;
  throw new ReplyError(400, `anthropic-version: ${JSON.stringify(asked.slice(0, 100))} is not a valid version`);
}

/** The values of `anthropic-beta`, a comma list; a header sent twice arrives as one list. */
export function betasOf(headers: Headers): ReadonlySet<string> {
  const values = (headers["anthropic-beta"] ?? "").split(",").map((value) => value.trim());
  return new Set(values.filter((value) => value !== ""));
}

/** The stricter of what the gateway is and what the request asks: a request may tighten the mode, never loosen it. @throws ReplyError 400 */
export function modeOf(headers: Headers, gateway: Mode): Mode {
  const asked = headers["fovea-mode"]?.trim().toLowerCase();
  if (asked === undefined || asked === "mend") return gateway;
  if (asked === "strict") return "strict";
  throw new ReplyError(400, "fovea-mode: Input should be 'mend' or 'strict'");
}
