// DNS rebinding: a page on evil.example whose name suddenly resolves to 127.0.0.1 sends its own name in Host. On loopback, only names that
// belong there are answered.
import type { GatewayReply } from "../exchange.ts";
import { errorReply, ReplyError } from "../reply/envelope.ts";
import { newId } from "../reply/id.ts";

/** Names that always mean this machine. */
export const LOOPBACK_HOSTS: readonly string[] = ["localhost", "127.0.0.1", "[::1]"];

/** @throws ReplyError 403 when the Host header is missing or names another host */
export function checkHost(header: string | undefined, hosts: ReadonlySet<string> | null): void {
  if (hosts === null || (header !== undefined && hosts.has(hostName(header)))) return;
  const shown = header === undefined ? "no Host header" : `the Host header ${JSON.stringify(header.slice(0, 100))}`;
  throw new ReplyError(403, `A request with ${shown} is not answered on this address.`, {
    error_code: "gateway.host",
    title: "Unknown host name",
    fix: `Use ${LOOPBACK_HOSTS.join(", ")}, or start the server with --allow-host and the name you use.`,
  });
}

/** The name of `name:port`, lower case, without the dot at its end. */
export function hostName(header: string): string {
  const name = header.startsWith("[") ? header.slice(0, header.indexOf("]") + 1) : (header.split(":")[0] ?? "");
  return name.toLowerCase().replace(/\.$/, "");
}

/**
 * For a request with more than one Host line, which RFC 9112 section 3.2 wants refused: a proxy in front may have judged the other one. Node
 * keeps the first and says nothing.
 */
export function twoHostsReply(): GatewayReply {
  const refusal = new ReplyError(400, "The request has more than one Host header.", {
    error_code: "gateway.host",
    title: "Two host names",
    fix: "Send one Host header.",
  });
  return errorReply(refusal, newId("req"));
}
