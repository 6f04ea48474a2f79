// The relay for those who have an upstream. undici takes longer to load than everything else of the gateway together (108 of 330 ms, measured),
// and a server without an upstream never needs it.
import type { RelayOptions } from "./relay.ts";
import type { Upstream } from "./upstream.ts";

/** As `createRelay` of relay.ts. @throws TypeError when `baseUrl` is none */
export async function createRelay(options: RelayOptions): Promise<Upstream> {
  const relay = await import("./relay.ts");
  return relay.createRelay(options);
}
