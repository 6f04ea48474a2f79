// Whether a platform could fetch a URL: https, and a host that is not plainly on a private network. Names are not resolved here; a public
// looking name that leads to a private address is the platform's to refuse, or the guarded fetch's when Fovea fetches.
import { type Problem, problem } from "../errors/errors.ts";

/** Null when the URL is https; else the problem. A `data:` URL is a problem too: it belongs into a base64 source. */
export function schemeProblem(url: string): Problem | null {
  const parsed = parse(url);
  if (parsed === null) return problem("input.url-not-https", { scheme: "" });
  return parsed.protocol === "https:"
    ? null
    : problem("input.url-not-https", { scheme: parsed.protocol.replace(/:$/, "") });
}

/** Whether the URL's origin is one that was opened by name: scheme, host and port exactly. */
export function isOpened(url: string, origins: ReadonlySet<string>): boolean {
  const parsed = origins.size === 0 ? null : parse(url);
  return parsed !== null && origins.has(parsed.origin);
}

/** Null when a platform may be able to fetch the URL; else why it cannot. */
export function reachProblem(url: string, platform: string): Problem | null {
  const scheme = schemeProblem(url);
  if (scheme !== null) return scheme;
  const parsed = parse(url);
  const host = parsed?.hostname ?? "";
  const reason =
    parsed?.username || parsed?.password
      ? "behind a user name or password that the platform would be given"
      : privateReason(host);
  return reason === null ? null : problem("input.url-unreachable", { host, reason, platform });
}

/** Why a host, as `new URL(...).hostname` gives it, cannot be on the public internet; null when it may be. */
export function privateReason(hostname: string): string | null {
  const host = hostname.toLowerCase().replace(/\.$/, "");
  if (host.startsWith("[")) return privateIpv6(host.slice(1, -1));
  // The URL parser has brought every spelling of an IPv4 address (hexadecimal, octal, short) to four decimal numbers.
  if (/^\d+\.\d+\.\d+\.\d+$/.test(host)) return privateIpv4(host.split(".").map(Number));
  if (host === "localhost" || host.endsWith(".localhost")) return "this machine itself";
  if (!host.includes(".")) return "a name without a domain";
  const zone = PRIVATE_ZONES.find((name) => host.endsWith(`.${name}`));
  return zone === undefined ? null : `a name under .${zone}, which the public internet does not have`;
}

/** RFC 6762, RFC 8375, and ICANN's reservation of .internal (2024-07-29). */
const PRIVATE_ZONES = ["local", "internal", "home.arpa"];

function privateIpv4([a = 0, b = 0]: readonly number[]): string | null {
  if (a === 127) return "this machine itself";
  if (a === 10 || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168)) return "a private address";
  if (a === 169 && b === 254) return "a link-local address";
  if (a === 100 && b >= 64 && b < 128) return "an address shared behind a carrier's NAT";
  if (a === 0 || a >= 224) return "no address of a server";
  return null;
}

function privateIpv6(address: string): string | null {
  if (address === "::1") return "this machine itself";
  if (address === "::") return "no address of a server";
  if (/^f[cd]/.test(address)) return "a private address";
  if (/^fe[89ab]/.test(address)) return "a link-local address";
  if (/^ff/.test(address)) return "no address of a server";
  const mapped = /^::ffff:([0-9a-f]+):([0-9a-f]+)$/.exec(address);
  if (mapped === null) return null;
  const [high, low] = [Number.parseInt(mapped[1] ?? "", 16), Number.parseInt(mapped[2] ?? "", 16)];
  return privateIpv4([high >> 8, high & 255, low >> 8, low & 255]);
}

function parse(url: string): URL | null {
  return URL.canParse(url) ? new URL(url) : null;
}
