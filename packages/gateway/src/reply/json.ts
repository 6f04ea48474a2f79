// A reply of JSON.
import type { GatewayReply } from "../exchange.ts";

export function jsonReply(value: unknown, status = 200): GatewayReply {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(value) };
}
