// JSON as a reply.
import type { GatewayContext, GatewayReply } from "../../exchange.ts";

export function json({ requestId }: GatewayContext, body: unknown): GatewayReply {
  return {
    status: 200,
    headers: { "content-type": "application/json", "request-id": requestId },
    body: JSON.stringify(body),
  };
}
