// One request from its headers to the end of its reply: matched, admitted, handled, and told of once.
import { admit } from "./admit.ts";
import type { Caller, Entry, GatewayReply, GatewayRequest } from "./exchange.ts";
import { checkHost } from "./guard/hosts.ts";
import type { Pass } from "./guard/key-limits.ts";
import { scopePool } from "./guard/scope-pool.ts";
import { matchRoute } from "./match-route.ts";
import { type Known, openRecord } from "./observe/record.ts";
import { lengthOf, tap } from "./observe/tap.ts";
import { describeError, errorReply } from "./reply/envelope.ts";
import { newId } from "./reply/id.ts";
import type { Route } from "./routes.ts";
import { contextOf, type Shared } from "./shared.ts";
import { endingWell, isEventStream } from "./upstream/broken-stream.ts";

/** The caller left before the reply was whole. Never on the wire; a status that logs know. */
const LEFT = 499;
/** Longest id of a platform that the log keeps. */
const MAX_ID_CHARS = 200;

export type Handle = (request: GatewayRequest, entry: Entry) => Promise<GatewayReply>;

/** What goes wrong is a reply; only an aborted signal rejects, with its reason. */
export function createHandle(shared: Shared): Handle {
  return async (request, entry) => {
    const requestId = newId("req");
    const scope = scopePool(shared.pool);
    const record = openRecord(shared, requestId, request.method);
    const end = (status: number, bytesOut: number): void => {
      scope.release();
      pass?.leave();
      record.end(status, bytesOut);
    };
    let pass: Pass | null = null;
    try {
      const reply = await replyTo(request).catch((error: unknown) => {
        // The caller is gone: let the door say so in its own way, as fetch does.
        if (request.signal.aborted) throw request.signal.reason;
        return failed(error);
      });
      return finished(reply);
    } catch (reason) {
      end(LEFT, 0);
      throw reason;
    }

    async function replyTo(request: GatewayRequest): Promise<GatewayReply> {
      checkHost(request.headers.host, entry.hosts);
      const { route, params } = matchRoute(request.method, request.path);
      record.known.route = route.path;
      const admitted = await admit(request, route, entry, shared);
      const { body, bytesIn } = admitted.body;
      // A version that was left out was mended: platforms refuse requests without one.
      const headers = { "anthropic-version": admitted.version, ...admitted.body.headers };
      const { workspace, keyId } = admitted.caller;
      Object.assign(record.known, { workspace, keyId, bytesIn } satisfies Partial<Known>);
      pass = await passOf(route, admitted.caller);
      const { limits } = pass;
      const context = contextOf(shared, { requestId, params, admitted, limits, pool: scope.pool, entry });
      const reply = await route.handler({ ...request, headers, body }, context);
      const notes = {
        ...(admitted.mode === "strict" ? { "fovea-mode": "strict" } : {}),
        ...(keyId === null ? {} : { "anthropic-workspace-id": workspace }),
      };
      return { ...reply, headers: { ...reply.headers, ...notes, ...pass.headers } };
    }

    /** Only what does something counts: a batch is asked after often, and a list read page by page. */
    async function passOf({ method, access = "key" }: Route, caller: Caller): Promise<Pass> {
      if (method === "POST") return shared.limiter.enter(caller);
      const limits = access === "key" ? await shared.limiter.limitsOf(caller) : null;
      return { limits, headers: {}, leave: () => undefined };
    }

    /** What went wrong, noted; and the reply that says so. */
    function failed(error: unknown): GatewayReply {
      const { errorCode, expected } = describeError(error);
      record.known.errorCode = errorCode;
      if (!expected) shared.log.failure(requestId, error);
      return errorReply(error, requestId);
    }

    function finished({ status, headers: given, body }: GatewayReply): GatewayReply {
      const headers = { "request-id": requestId, ...given };
      const replyId = headers["request-id"];
      // A platform's reply keeps the platform's id.
      if (replyId !== requestId) record.known.upstreamRequestId = replyId.slice(0, MAX_ID_CHARS);
      if (typeof body === "string") {
        end(status, request.method === "HEAD" ? 0 : lengthOf(body));
        return { status, headers, body };
      }
      let brokenOff: number | null = null;
      const stream = shared.router !== null && isEventStream(headers);
      const whole = stream ? endingWell(body, (error) => (request.signal.aborted ? null : told(error))) : body;
      const tapped = tap(whole, (ending, bytes, error) => {
        if (ending === "failed" && !request.signal.aborted) brokenOff = failed(error).status;
        end(brokenOff ?? (ending === "whole" ? status : LEFT), bytes);
      });
      return { status, headers, body: tapped };

      function told(error: unknown): { type: string; message: string } {
        const reply = failed(error);
        brokenOff = reply.status;
        const { type, message } = (JSON.parse(reply.body as string) as { error: { type: string; message: string } })
          .error;
        return { type, message };
      }
    }
  };
}
