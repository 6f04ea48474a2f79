// A batch's body in memory: its whole length is reserved before any of it is read.
import { isObject } from "@fovea/client/internal/content/source";
import { type BatchScan, scanBatch } from "@fovea/client/internal/wire/scan-batch";
import type { GatewayContext, GatewayRequest } from "../../exchange.ts";
import { bodyBytes, bodyTooLong } from "../../guard/body-length.ts";
import { NODE_TOOLS } from "../../guard/node-tools.ts";
import { readBody } from "../../guard/read-body.ts";
import { ReplyError } from "../../reply/envelope.ts";

/** Source: claude batch processing documentation, read 2026-09-26. */
export const MAX_BATCH_BYTES = 256 * 1024 * 1024;
const MAX_REQUESTS = 100_000;

export interface OpenBatch {
  readonly scan: BatchScan;
  /** When nothing reads the bytes of the scan any more, sockets included: they are empty from then on. */
  release(): void;
}

/**
 * @throws ReplyError 413, 529, and 400 for what no batch looks like; FoveaError `input.body-*` for what is no JSON, or can be read in two ways
 */
export async function openBatch(request: GatewayRequest, context: GatewayContext): Promise<OpenBatch> {
  const { pool } = context;
  const maxBytes = Math.min(context.maxBodyBytes, pool.maxBytes);
  const wanted = bodyBytes(request.headers, context.maxBodyBytes);
  const declared = wanted < context.maxBodyBytes;
  if (declared && wanted > maxBytes) throw tooLong(maxBytes, context);
  const lease = await pool.reserve(Math.min(wanted, maxBytes), request.signal);
  const { bytes, giveBack } = await readBody(request.body, request.headers, maxBytes).catch((error: unknown) => {
    throw error instanceof ReplyError && error.status === 413 ? tooLong(maxBytes, context) : error;
  });
  const scan = scanBatch(bytes, NODE_TOOLS, (index) => {
    if (index >= MAX_REQUESTS) throw new ReplyError(400, `requests: List should have at most ${MAX_REQUESTS} items`);
  });
  checkShape(scan);
  return {
    scan,
    release() {
      giveBack();
      lease.release();
    },
  };
}

/** What the routing needs, in the API's own words (observed 2026-09-02); the rest of a batch is the platform's to judge. */
function checkShape({ body, params }: BatchScan): void {
  if (!isObject(body)) throw new ReplyError(400, "The request body should be a JSON object");
  const { requests } = body;
  if (!Array.isArray(requests))
    throw new ReplyError(
      400,
      `requests: ${requests === undefined ? "Field required" : "Input should be a valid list"}`,
    );
  if (requests.length === 0)
    throw new ReplyError(400, "requests: List should have at least 1 item after validation, not 0");
  const without = requests.findIndex((request, index) => params[index]?.index !== index || !isObject(request));
  if (without === -1) return;
  throw new ReplyError(
    400,
    isObject(requests[without])
      ? `requests.${without}.params: Field required`
      : `requests.${without}: Input should be an object`,
  );
}

function tooLong(maxBytes: number, { maxBodyBytes, pool }: GatewayContext): ReplyError {
  if (pool.maxBytes >= maxBodyBytes) return bodyTooLong(maxBytes);
  return new ReplyError(
    413,
    `Request exceeds the maximum size: a batch may have ${maxBodyBytes} bytes, but all bodies together have ${maxBytes} here (--max-bytes-in-flight).`,
    {
      error_code: "limit.request-bytes",
      limit: maxBytes,
      title: "The batch does not fit in the memory for bodies",
      fix: `Make several batches of it, or start the server with --max-bytes-in-flight ${maxBodyBytes}.`,
    },
  );
}
