// Where an upstream is: origin and a path in front of every target, read once; and what is known to be there.
import type { Platform } from "@fovea/client/internal/platform/capability";
import { PLATFORMS } from "@fovea/client/internal/platform/platforms";

export interface Base {
  readonly origin: string;
  /** In front of every target: empty, or like `/proxy`. */
  readonly path: string;
}

/** @throws TypeError for what is no plain http or https URL */
export function readBaseUrl(text: string): Base {
  const url = parse(text);
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new TypeError("baseUrl must be a whole http or https URL, like https://api.anthropic.com");
  if (url.username !== "" || url.password !== "")
    throw new TypeError("baseUrl must not carry a user name or password; give the key as apiKey or authToken");
  if (url.search !== "" || url.hash !== "") throw new TypeError("baseUrl must end before the ? or #");
  return { origin: url.origin, path: url.pathname.replace(/\/+$/, "") };
}

/** What accepts requests at an origin: the Claude API is known by its name, everything else is a compatible server. */
export function platformAt(origin: string): Platform {
  return origin === "https://api.anthropic.com" ? PLATFORMS.anthropic : PLATFORMS.compatible;
}

/** `URL.parse` came with Node 22. */
function parse(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}
