// Where a server listens, in words for a URL, and whether only this machine reaches it.
import type { AddressInfo } from "node:net";

export interface Place {
  /** `http://127.0.0.1:8787`; for an address that means all of them, the loopback one. */
  readonly url: string;
  readonly port: number;
  readonly loopback: boolean;
}

export function placeOf({ address, port }: AddressInfo): Place {
  const everywhere = address === "0.0.0.0" || address === "::";
  const host = everywhere ? "127.0.0.1" : address;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${port}`,
    port,
    loopback: /^127\.|^::1$|^::ffff:127\./.test(address),
  };
}
