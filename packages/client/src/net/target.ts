// One hop of a fetch as checked data: what the WHATWG parser makes of the URL, or the rule it breaks.
import { isIP } from "node:net";
import { FetchError } from "../errors/errors.ts";
import { printBadUrl, printUrl } from "./print-url.ts";

export interface Target {
  readonly url: URL;
  /** The URL as errors name it. */
  readonly printed: string;
  /** 0 for the URL given, 1 for the first redirect. */
  readonly hop: number;
  /** Host name, or IP address without brackets. */
  readonly host: string;
  /** Whether the host is an address: those never reach a resolver. */
  readonly isAddress: boolean;
  readonly port: number;
  /** Whether its origin was opened by name: what the first URL asks, and no redirect. */
  readonly opened: boolean;
}

/** What may be asked besides public https servers on port 443. */
export interface Openings {
  readonly port: number | null;
  readonly allowOrigins: ReadonlySet<string>;
}

/** Reads the URL of a hop. */
export function targetOf(
  text: string,
  base: URL | null,
  hop: number,
  { port: extraPort, allowOrigins }: Openings,
): Target {
  const url = parse(text, base);
  // No cause: the parser's error carries the whole text, secrets included.
  if (url === null) throw new FetchError("fetch.bad-url", { url: printBadUrl(text), hop });
  const printed = printUrl(url);
  const opened = hop === 0 && allowOrigins.has(url.origin);
  if (url.protocol !== "https:" && !opened)
    throw new FetchError("fetch.scheme", { url: printed, scheme: url.protocol.slice(0, 40), hop });
  if (url.username !== "" || url.password !== "") throw new FetchError("fetch.userinfo", { url: printed, hop });
  const port = url.port !== "" ? Number(url.port) : url.protocol === "http:" ? 80 : 443;
  if (port !== 443 && port !== extraPort && !opened) throw new FetchError("fetch.port", { url: printed, port, hop });
  const host = url.hostname.replace(/^\[|\]$/g, "");
  return { url, printed, hop, host, isAddress: isIP(host) !== 0, port, opened };
}

/** `URL.parse` came with Node 22. */
function parse(text: string, base: URL | null): URL | null {
  try {
    return base === null ? new URL(text) : new URL(text, base);
  } catch {
    return null;
  }
}
