// An upstream that speaks the Claude wire: the bytes of a request go there, the reply comes back untouched, both as streams.

import { createHash } from "node:crypto";
import type { Readable } from "node:stream";
import { EngineError } from "@fovea/client/internal/errors/errors";
import { printUrl } from "@fovea/client/internal/net/print-url";
import type { Platform } from "@fovea/client/internal/platform/capability";
import { Agent, type Dispatcher } from "undici";
import type { GatewayReply } from "../exchange.ts";
import { platformAt, readBaseUrl } from "./base-url.ts";
import { composeAsIs } from "./compose-as-is.ts";
import { failureOf, type Timeouts } from "./failure.ts";
import { headersToCaller, headersToUpstream } from "./headers.ts";
import { holdBack } from "./held-body.ts";
import { DEFAULT_MAX_RETRIES, waitBeforeRetry } from "./retry.ts";
import { DEFAULT_FILE_POLICY, type FilePolicy, type Upstream, type UpstreamRequest } from "./upstream.ts";
import { createConnector } from "./written-pieces.ts";

export interface RelayOptions {
  /** Where requests go, like `https://api.anthropic.com` or `http://127.0.0.1:11434`; a path in it stands in front of every target. */
  readonly baseUrl: string;
  /** Sent as `x-api-key`. The caller's own credentials never go upstream. */
  readonly apiKey?: string;
  /** Sent as `Authorization: Bearer`. An `apiKey` wins over it, as in the official clients. */
  readonly authToken?: string;
  /** What the upstream accepts. Default: the row of the Claude API for `https://api.anthropic.com`, else that of compatible servers. */
  readonly platform?: Platform;
  readonly timeouts?: Partial<Timeouts>;
  /** Certificates (PEM) to trust instead of the well-known ones. */
  readonly ca?: string;
  /** Tries after one that reached nobody. Default 2. */
  readonly maxRetries?: number;
  /** What errors and the configuration call it. Default: the id of the platform. */
  readonly name?: string;
  /** Default: what the caller sends as a file is uploaded, and foreign ids do not pass. */
  readonly files?: FilePolicy;
}

/** @throws TypeError when `baseUrl` is none. */
export function createRelay(options: RelayOptions): Upstream {
  const base = readBaseUrl(options.baseUrl);
  const { platform = platformAt(base.origin), maxRetries = DEFAULT_MAX_RETRIES } = options;
  const credentials = credentialsOf(options);
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

  async function send(request: UpstreamRequest): Promise<GatewayReply> {
    const url = printUrl(new URL(base.origin + base.path + request.target));
    const body = holdBack(request.body, request.onSent);
    const call: Dispatcher.RequestOptions = {
      origin: base.origin,
      path: base.path + request.target,
      method: request.method as Dispatcher.HttpMethod,
      headers: {
        ...headersToUpstream(request.headers),
        ...credentials,
        ...(request.length === null || request.length === 0 ? {} : { "content-length": String(request.length) }),
        // What comes back goes on as it is.
        "accept-encoding": "identity",
        "user-agent": "fovea-gateway",
      },
      // undici takes any async iterable, which its types leave out.
      body: request.length === 0 ? null : (body as unknown as Readable),
      signal: request.signal,
    };
    for (let retry = 0; ; retry++) {
      request.signal.throwIfAborted();
      try {
        return replyOf(await (request.stream ? streams : whole).request(call), url, request.signal, timeouts);
      } catch (error) {
        if (request.signal.aborted) throw request.signal.reason;
        if (body.failure !== null) throw body.failure.error;
        if (error instanceof EngineError) throw error;
        const failure = failureOf(error, url, timeouts);
        if (body.begun || !failure.retry || retry >= maxRetries) throw failure;
        await waitBeforeRetry(retry, request.signal);
      }
    }
  }

  return {
    name: options.name ?? platform.id,
    platform,
    files: options.files ?? DEFAULT_FILE_POLICY,
    credentialId: credentialIdOf(base.origin + base.path, credentials),
    modelName: (model) => model,
    compose: composeAsIs,
    send,
    async close() {
      await Promise.all([whole.destroy(), streams.destroy()]);
    },
  };
}

function credentialIdOf(base: string, credentials: Readonly<Record<string, string>>): string {
  return createHash("sha256")
    .update(JSON.stringify([base, credentials]))
    .digest("hex")
    .slice(0, 32);
}

function credentialsOf({ apiKey, authToken }: RelayOptions): Record<string, string> {
  if (apiKey !== undefined) return { "x-api-key": apiKey };
  return authToken === undefined ? {} : { authorization: `Bearer ${authToken}` };
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
