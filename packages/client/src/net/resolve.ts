// From a host to the addresses that may be connected to. One private answer refuses the host: with mixed answers the resolver's owner, not
// we, would choose which one is used.
import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { FetchError } from "../errors/errors.ts";
import { isOpenable, nonPublicRange } from "./address.ts";
import type { Target } from "./target.ts";

export interface Address {
  readonly address: string;
  readonly family: 4 | 6;
}

/** Finds all addresses of a host name; asked once per hop. */
export type Resolve = (host: string) => Promise<readonly { readonly address: string; readonly family: number }[]>;

/** The system's resolver (`getaddrinfo`), in the order it gives. */
export const systemResolve: Resolve = (host) => lookup(host, { all: true, order: "verbatim" });

/** The addresses of the hop's host, every one of them checked. `allow` opens addresses that are not public. */
export async function checkedAddresses(
  target: Target,
  resolve: Resolve,
  allow: (address: string) => boolean,
): Promise<readonly Address[]> {
  const answers = target.isAddress ? [{ address: target.host }] : await answersOf(target, resolve);
  return answers.map(({ address }) => {
    const range = nonPublicRange(address);
    if (range !== null && !(target.opened && isOpenable(address)) && !allow(address)) {
      const { printed: url, host, hop } = target;
      throw new FetchError("fetch.private-address", { url, host, address, range, hop });
    }
    return { address, family: isIP(address) === 6 ? 6 : 4 };
  });
}

async function answersOf(target: Target, resolve: Resolve): Promise<readonly { readonly address: string }[]> {
  const { printed: url, host } = target;
  // RFC 6761 section 6.3: localhost is loopback and is never asked of a name server, which some resolvers do for `localhost.`
  if (/(^|\.)localhost\.?$/.test(host)) return [{ address: "127.0.0.1" }];
  const answers = await resolve(host).catch((cause: unknown) => {
    const code = (cause as { code?: unknown } | null)?.code;
    throw new FetchError("fetch.dns", { url, host, reason: typeof code === "string" ? code : "no answer" }, { cause });
  });
  if (answers.length === 0) throw new FetchError("fetch.dns", { url, host, reason: "no address" });
  return answers;
}
