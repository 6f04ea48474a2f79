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
}

/** Reads the URL of a hop. `extraPort` may be asked besides 443. */
export function targetOf(text: string, base: URL | null, hop: number, extraPort: number | null): Target {
  const url = parse(text, base);
  // No cause: the parser's error carries the whole text, secrets included.
  if (url === null) throw new FetchError("fetch.bad-url", { url: printBadUrl(text), hop });
  const printed = printUrl(url);
  if (url.protocol !== "https:")
    throw new FetchError("fetch.scheme", { url: printed, scheme: url.protocol.slice(0, 40), hop });
  if (url.username !== "" || url.password !== "") throw new FetchError("fetch.userinfo", { url: printed, hop });
  const port = url.port === "" ? 443 : Number(url.port);
  if (port !== 443 && port !== extraPort) throw new FetchError("fetch.port", { url: printed, port, hop });
  const host = url.hostname.replace(/^\[|\]$/g, "");
  return { url, printed, hop, host, isAddress: isIP(host) !== 0, port };
}

/** `URL.parse` came with Node 22. */
function parse(text: string, base: URL | null): URL | null {
  try {
    return base === null ? new URL(text) : new URL(text, base);
  } catch {
    return null;
  }
}
