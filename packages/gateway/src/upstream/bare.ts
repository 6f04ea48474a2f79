// A request without a body.
import type { UpstreamRequest } from "./upstream.ts";

/** Of the headers, those that speak of a body stay here. */
export function bare(
  method: string,
  target: string,
  { "content-type": _, ...headers }: Readonly<Record<string, string>>,
): Omit<UpstreamRequest, "signal"> {
  const nothing = async function* (): AsyncGenerator<Uint8Array> {};
  return { method, target, headers, length: 0, body: nothing(), rehearse: nothing };
}
