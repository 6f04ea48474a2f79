// What `--allow-url-host` takes: an origin that can open.
import { isIP } from "node:net";
import { isOpenable, nonPublicRange } from "@fovea/client/internal/net/address";
import { UsageError } from "../usage-error.ts";

/**
 * Scheme, host and port exactly: a path would promise a limit that is not kept. An address that never opens would promise, too; names are
 * looked up at each request, and what they lead to is judged there.
 * @throws UsageError
 */
export function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.href !== `${url.origin}/` || text.endsWith("?"))
    throw new UsageError(
      `--allow-url-host takes an origin, not ${JSON.stringify(text.slice(0, 80))}.`,
      "Write scheme, host and port, and nothing behind them: --allow-url-host http://10.0.0.5:8080",
    );
  const address = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(address) !== 0 && !isOpenable(address))
    throw new UsageError(
      `--allow-url-host cannot open ${url.origin}: ${address} is in a range that stays closed (${whatItIs(address)}).`,
      "Leave it out. Addresses of private networks and of this machine can be opened: --allow-url-host http://10.0.0.5:8080",
    );
  return url.origin;
}

/** Metadata services in a private range are closed by their address. */
function whatItIs(address: string): string {
  const range = nonPublicRange(address);
  return range === null || /private|NAT$/.test(range) ? "cloud metadata" : range;
}
