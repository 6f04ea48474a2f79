// Sends requests to one place and gives their replies back untouched, both as streams: what every platform has in common.
import type { Readable } from "node:stream";
import { EngineError } from "@fovea/client/internal/errors/errors";
import { printUrl } from "@fovea/client/internal/net/print-url";
import { Agent, type Dispatcher } from "undici";
import type { GatewayReply } from "../exchange.ts";
import type { Authorizer } from "./authorizer.ts";
import type { Base } from "./base-url.ts";
import { hashOfBody } from "./body-hash.ts";
import { failureOf, type Timeouts } from "./failure.ts";
import { headersToCaller, headersToUpstream } from "./headers.ts";
import { holdBack } from "./held-body.ts";
import { DEFAULT_MAX_RETRIES, waitBeforeRetry } from "./retry.ts";
import { readable } from "./unreadable.ts";
import type { Reached, UpstreamRequest } from "./upstream.ts";
import { withoutProof } from "./without-proof.ts";
import { createConnector } from "./written-pieces.ts";

export interface SenderOptions {
  readonly base: Base;
  readonly authorizer: Authorizer;
  /** On every request, whatever the caller's headers say: a workspace, for example. */
  readonly ownHeaders?: Readonly<Record<string, string>>;
  readonly timeouts?: Partial<Timeouts> | undefined;
  /** Certificates (PEM) to trust instead of the well-known ones. */
  readonly ca?: string | undefined;
  /** Tries after one that reached nobody. Default 2. */
  readonly maxRetries?: number | undefined;
}

export interface Sender {
  /** As `Upstream.send`. */
  send(request: UpstreamRequest): Promise<GatewayReply>;
  /** As `Upstream.reach`. */
  reach(signal: AbortSignal): Promise<Reached>;
  close(): Promise<void>;
}

export function createSender(options: SenderOptions): Sender {
  const { base, authorizer, maxRetries = DEFAULT_MAX_RETRIES } = options;
  const timeouts: Timeouts = {
    connectTimeoutMs: 10_000,
    headersTimeoutMs: 600_000,
    idleTimeoutMs: 300_000,
    ...options.timeouts,
  };
  const settings: Agent.Options = {
    // Agents of our own: those of the process may have been given a proxy by the environment. Connections are not capped, for every open
    // stream holds one (400 streams over 256 connections: half the throughput). One request at a time on each.
    pipelining: 1,
    connect: createConnector({
      timeout: timeouts.connectTimeoutMs,
      ...(options.ca === undefined ? {} : { ca: options.ca }),
    }),
    headersTimeout: timeouts.headersTimeoutMs,
    bodyTimeout: timeouts.idleTimeoutMs,
  };
  // undici looks through the connections of an agent one by one; those of streams are busy for minutes.
  const whole = new Agent(settings);
  const streams = new Agent(settings);
  // What errors name: callers read them, and a project or a workspace in the path is the operator's.
  const url = printUrl(new URL(base.origin));

  async function send(request: UpstreamRequest): Promise<GatewayReply> {
    const path = base.path + request.target;
    const headers = { ...headersToUpstream(request.headers), ...options.ownHeaders };
    const bodySha256 = authorizer.coversBody ? await hashOfBody(request) : null;
    const body = holdBack(request.body, request.onSent);
    for (let retry = 0; ; retry++) {
      request.signal.throwIfAborted();
      const { method, signal } = request;
      // Anew for every try: a signature has a date.
      const proof = await authorizer.prove({ method, origin: base.origin, path, headers, bodySha256, signal });
      const call: Dispatcher.RequestOptions = {
        origin: base.origin,
        path,
        method: method as Dispatcher.HttpMethod,
        headers: {
          ...headers,
          ...proof,
          ...(request.length === null || request.length === 0 ? {} : { "content-length": String(request.length) }),
          // What comes back goes on as it is.
          "accept-encoding": "identity",
          "user-agent": "fovea-gateway",
        },
        // undici takes any async iterable, which its types leave out.
        body: request.length === 0 ? null : (body as unknown as Readable),
        signal,
      };
      try {
        const came = await (request.stream ? streams : whole).request(call);
        return await readable(withoutProof(replyOf(came, url, signal, timeouts), proof));
      } catch (error) {
        if (signal.aborted) throw signal.reason;
        if (body.failure !== null) throw body.failure.error;
        if (error instanceof EngineError) throw error;
        const failure = failureOf(error, url, timeouts);
        if (body.begun || !failure.retry || retry >= maxRetries) throw failure;
        await waitBeforeRetry(retry, signal);
      }
    }
  }

  return {
    send,
    async reach(signal) {
      const path = `${base.path}/`;
      try {
        const { statusCode, headers, body } = await whole.request({ origin: base.origin, path, method: "GET", signal });
        body.on("error", () => undefined).destroy();
        const { date } = headers;
        return { status: statusCode, date: typeof date === "string" ? date : null };
      } catch (error) {
        throw signal.aborted ? signal.reason : failureOf(error, url, timeouts);
      }
    },
    async close() {
      await Promise.all([whole.destroy(), streams.destroy()]);
    },
  };
}

function replyOf(
  { statusCode: status, headers, body }: Dispatcher.ResponseData,
  url: string,
  signal: AbortSignal,
  timeouts: Timeouts,
): GatewayReply {
  if (status >= 300 && status < 400) {
    // Broken off unread: what it then says of itself is no news.
    body.on("error", () => undefined).destroy();
    throw new EngineError("engine.upstream-redirects", { url, status });
  }
  return { status, headers: headersToCaller(headers), body: piecesOf(body, url, signal, timeouts) };
}

/** Pieces as they arrive, asked for one by one. Who stops reading ends the request. */
async function* piecesOf(
  body: Dispatcher.ResponseData["body"],
  url: string,
  signal: AbortSignal,
  timeouts: Timeouts,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const piece of body) yield piece;
  } catch (error) {
    throw signal.aborted ? signal.reason : failureOf(error, url, timeouts);
  }
}
