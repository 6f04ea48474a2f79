// One request on its own connection, to an address that was checked before. Nothing of the environment reaches it: no proxy, no relaxed
// TLS, no larger headers, no shared sockets.

import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from "node:http";
import { Agent, request as httpsRequest } from "node:https";
import type { LookupFunction } from "node:net";
import type { TLSSocket } from "node:tls";
import { FetchError } from "../errors/errors.ts";
import { canonicalAddress } from "./address.ts";
import { failureOf, type Stage } from "./failure.ts";
import type { Address } from "./resolve.ts";
import type { Target } from "./target.ts";
import type { Watch } from "./watch.ts";

export interface ExchangeOptions {
  readonly connectTimeoutMs: number;
  readonly headersTimeoutMs: number;
  readonly maxHeaderBytes: number;
  readonly userAgent: string;
  readonly ca: string | undefined;
  /** `if-none-match` and `if-modified-since`, where there is something to compare with. */
  readonly conditions: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly response: IncomingMessage;
  /** The address that was really connected to. */
  readonly address: string;
}

/** Sends the request and gives the answer once its headers are here; its body is not read. */
export function exchange(
  target: Target,
  addresses: readonly Address[],
  watch: Watch,
  options: ExchangeOptions,
): Promise<Answer> {
  watch.signal.throwIfAborted();
  watch.enter("connect", options.connectTimeoutMs);
  return new Promise((resolve, reject) => {
    let stage: Stage = "connect";
    let settled = false;
    // Plain http only reaches here for an origin that was opened by name.
    const plain = target.url.protocol === "http:";
    const request = (plain ? httpRequest : httpsRequest)({
      ...guarded(addresses, options),
      agent: plain ? new HttpAgent({ keepAlive: false }) : new Agent({ keepAlive: false, maxCachedSessions: 0 }),
      hostname: target.host,
      port: target.port,
      path: target.url.pathname + target.url.search,
    });
    const settle = (act: () => void) => {
      if (settled) return;
      settled = true;
      act();
    };
    const fail = (error: unknown) =>
      settle(() => {
        request.destroy();
        reject(watch.signal.aborted ? watch.signal.reason : error);
      });
    watch.signal.addEventListener("abort", () => fail(watch.signal.reason), { once: true });
    request.on("error", (error) => fail(failureOf(stage, target, error)));
    // Also after `101 Switching Protocols`, which ends the connection without an error.
    request.on("close", () => fail(failureOf(stage, target, null)));
    request.once("socket", (socket) => {
      const ask = (): void => {
        stage = "answer";
        if (!isPinned(socket as TLSSocket, addresses)) {
          fail(strayed(target, socket as TLSSocket));
          return;
        }
        watch.enter("headers", options.headersTimeoutMs);
        request.end();
      };
      socket.once("connect", () => {
        if (plain) ask();
        else stage = "tls";
      });
      if (!plain) socket.once("secureConnect", ask);
    });
    request.once("response", (response) =>
      settle(() => resolve({ response, address: (response.socket as TLSSocket).remoteAddress ?? "" })),
    );
  });
}

/** The options that make the request safe, each spelled out so that no default or environment variable decides. */
function guarded(addresses: readonly Address[], options: ExchangeOptions) {
  return {
    method: "GET",
    headers: {
      "user-agent": options.userAgent,
      // Formats that Claude takes first, so that a server with a choice does not send AVIF.
      accept: "image/jpeg,image/png,image/webp,image/gif,application/pdf;q=0.9,image/*;q=0.8,*/*;q=0.1",
      "accept-encoding": "identity",
      ...options.conditions,
    },
    lookup: pinned(addresses),
    autoSelectFamily: true,
    maxHeaderSize: options.maxHeaderBytes,
    insecureHTTPParser: false,
    rejectUnauthorized: true,
    minVersion: "TLSv1.2",
    ...(options.ca === undefined ? {} : { ca: options.ca }),
  } as const;
}

/** A lookup that asks nobody: the checked addresses are the only answer. */
function pinned(addresses: readonly Address[]): LookupFunction {
  return (_host, lookupOptions, callback) => {
    if (lookupOptions.all === true) callback(null, [...addresses]);
    else callback(null, addresses[0]?.address ?? "", addresses[0]?.family ?? 4);
  };
}

/** Second lock: a runtime that ignores `lookup` (Bun did) must not get a byte of the request out. */
function isPinned(socket: TLSSocket, addresses: readonly Address[]): boolean {
  if (socket.remoteAddress === undefined) return false;
  const reached = canonicalAddress(socket.remoteAddress);
  return addresses.some(({ address }) => canonicalAddress(address) === reached);
}

function strayed(target: Target, socket: TLSSocket): FetchError {
  const { printed: url, host, hop } = target;
  const address = socket.remoteAddress ?? "an unknown address";
  return new FetchError("fetch.private-address", {
    url,
    host,
    address,
    range: "not the address that was checked",
    hop,
  });
}
