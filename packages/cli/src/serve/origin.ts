// What `--allow-url-host` takes: an origin that can open.
import { isIP } from "node:net";
import { isOpenable, nonPublicRange } from "@fovea/client/internal/net/address";
import { UsageError } from "../usage-error.ts";

/** The origins of the flag, else those of the environment and the configuration. @throws UsageError */
export function originsOf(flag: readonly string[] | undefined, others: readonly string[]): readonly string[] {
  return flag === undefined
    ? others.map((text) => originOf(text, "allowUrlHosts"))
    : flag.map((text) => originOf(text, "--allow-url-host"));
}

/**
 * Scheme, host and port exactly: a path would promise a limit that is not kept. An address that never opens would promise, too; names are
 * looked up at each request, and what they lead to is judged there.
 * @throws UsageError
 */
export function originOf(text: string, by: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.href !== `${url.origin}/` || text.endsWith("?"))
    throw new UsageError(
      `${by} takes an origin, not ${JSON.stringify(text.slice(0, 80))}.`,
      "Write scheme, host and port, and nothing behind them: http://10.0.0.5:8080",
    );
  const address = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(address) !== 0 && !isOpenable(address))
    throw new UsageError(
      `${by} cannot open ${url.origin}: ${address} is in a range that stays closed (${whatItIs(address)}).`,
      "Leave it out. Addresses of private networks and of this machine can be opened: http://10.0.0.5:8080",
    );
  return url.origin;
}

/** Metadata services in a private range are closed by their address. */
function whatItIs(address: string): string {
  const range = nonPublicRange(address);
  return range === null || /private|NAT$/.test(range) ? "cloud metadata" : range;
}
