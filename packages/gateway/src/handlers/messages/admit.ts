// A request's body in memory: its whole length is reserved before any of it is read.
import { type Scan, scan as scanBody } from "@fovea/client/internal/wire/scan";
import type { GatewayContext, GatewayRequest } from "../../exchange.ts";
import { bodyBytes } from "../../guard/body-length.ts";
import { NODE_TOOLS } from "../../guard/node-tools.ts";
import { readBody } from "../../guard/read-body.ts";

export interface Admitted {
  readonly scan: Scan;
  /**
   * When nothing reads the bytes of the scan any more, sockets included: they are empty from then on. Without a call the pool is told when the
   * reply has gone, and the collector frees them.
   */
  release(): void;
}

/**
 * @throws ReplyError 413, 529; FoveaError `input.body-*` for what is no JSON, or can be read in two ways
 */
export async function admit(request: GatewayRequest, context: GatewayContext): Promise<Admitted> {
  const { maxBodyBytes, pool } = context;
  const lease = await pool.reserve(bodyBytes(request.headers, maxBodyBytes), request.signal);
  const { bytes, giveBack } = await readBody(request.body, request.headers, maxBodyBytes);
  return {
    scan: scanBody(bytes, NODE_TOOLS),
    release() {
      giveBack();
      lease.release();
    },
  };
}
