// The door for the network: a server of node:http, and how it stops.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Entry, GatewayReply, GatewayRequest } from "../exchange.ts";
import { LOOPBACK_HOSTS, twoHostsReply } from "../guard/hosts.ts";
import type { Log } from "../observe/log.ts";
import { errorReply } from "../reply/envelope.ts";
import { newId } from "../reply/id.ts";
import { placeOf } from "./address.ts";
import { answerClientError } from "./client-error.ts";
import { trackConnections } from "./connections.ts";
import { writeReply } from "./node-reply.ts";
import { gatewayRequest } from "./node-request.ts";

export interface ListenOptions {
  /** Default `127.0.0.1`. */
  readonly host?: string;
  /** Default 8787; 0 takes any that is free. */
  readonly port?: number;
  /** More names that the Host header may have on loopback, without port: `fovea.test`. Elsewhere any may. */
  readonly allowHosts?: readonly string[];
  /** How long `close` waits for replies under way before it cuts them, in ms. Default 30,000. */
  readonly drainTimeoutMs?: number;
  /** Longest silence in the middle of a request body, in ms. Default 60,000. */
  readonly bodyIdleTimeoutMs?: number;
}

export interface Listening {
  /** Base URL for clients on this machine: `http://127.0.0.1:8787`. */
  readonly url: string;
  readonly port: number;
  /** False where other machines reach it: the key of a caller then goes over the network in the clear. */
  readonly loopback: boolean;
  /**
   * Stops: nobody new comes in, requests on open connections are refused with 529, replies under way are finished or, after
   * `drainTimeoutMs`, cut. The gateway itself stays open. A second call waits for the first.
   */
  close(): Promise<void>;
}

/** What a door needs of a gateway. */
export interface Behind {
  handle(request: GatewayRequest, entry: Entry): Promise<GatewayReply>;
  readonly log: Log;
}

/** @throws Node's own error when the address cannot be had: `EADDRINUSE`, `EACCES`, `EADDRNOTAVAIL` */
export async function listen(gateway: Behind, options: ListenOptions = {}): Promise<Listening> {
  const { host = "127.0.0.1", port = 8787, drainTimeoutMs = 30_000, bodyIdleTimeoutMs = 60_000 } = options;
  let draining = false;
  const server = createServer({
    // Between the headers' first and last byte; bodies have a timeout for silence instead, and an hour for a slow 500 MB upload.
    headersTimeout: 30_000,
    requestTimeout: 3_600_000,
    // Longer than the idle time of usual proxies and clients, so that they end a connection first and no request meets a closing one.
    keepAliveTimeout: 75_000,
    maxHeaderSize: 32 * 1024,
  });
  const connections = trackConnections(server);

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host, port }, resolve);
  });
  const place = placeOf(server.address() as AddressInfo);
  const names = [...LOOPBACK_HOSTS, bracketed(host), ...(options.allowHosts ?? [])].map((name) => name.toLowerCase());
  const entry: Entry = {
    hosts: place.loopback ? new Set(names) : null,
    loopback: place.loopback,
    draining: () => draining,
  };

  async function answer(req: IncomingMessage, res: ServerResponse, expectsContinue: boolean): Promise<void> {
    connections.busy(res);
    // Writing to a client that has just gone is no fault of anybody's; without a listener Node would end the process.
    res.on("error", () => undefined);
    const request = gatewayRequest(req, res, { expectsContinue, bodyIdleTimeoutMs });
    const twoHosts = (req.headersDistinct.host?.length ?? 0) > 1;
    const reply = twoHosts ? twoHostsReply() : await gateway.handle(request, entry).catch(() => null);
    if (reply === null) {
      // The caller is gone.
      res.destroy();
      return;
    }
    const write = (one: GatewayReply): Promise<void> =>
      writeReply(req, res, one, { last: draining || twoHosts, bodyUnasked: expectsContinue && !request.bodyAsked() });
    await write(reply).catch(async (error: unknown) => {
      // A header that cannot be sent, for example. Whatever it is, it is one request's trouble and not the server's.
      const requestId = reply.headers["request-id"] ?? newId("req");
      gateway.log.failure(requestId, error);
      if (res.headersSent) res.destroy();
      else await write(errorReply(error, requestId)).catch(() => res.destroy());
    });
  }
  server.on("request", (req, res) => void answer(req, res, false));
  server.on("checkContinue", (req, res) => void answer(req, res, true));
  server.on("clientError", (error, socket: Socket) => answerClientError(error, socket, connections.isBusy(socket)));
  gateway.log.event("listening", { url: place.url });

  let closed: Promise<void> | null = null;
  async function stop(): Promise<void> {
    draining = true;
    gateway.log.event("draining", { url: place.url });
    const ended = new Promise<void>((resolve) => server.close(() => resolve()));
    connections.endIdle();
    const timer = setTimeout(() => connections.cut(), drainTimeoutMs);
    await ended;
    clearTimeout(timer);
    gateway.log.event("stopped", { url: place.url });
  }
  return {
    ...place,
    close() {
      closed ??= stop();
      return closed;
    },
  };
}

function bracketed(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}
