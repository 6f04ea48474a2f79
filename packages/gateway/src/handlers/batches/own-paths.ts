// A platform's reply about a batch, with the address of the results changed to ours: nothing of the caller's opens the platform's.

import { isObject } from "@fovea/client/internal/content/source";
import { EngineError } from "@fovea/client/internal/errors/errors";
import { scan } from "@fovea/client/internal/wire/scan";
import { splice } from "@fovea/client/internal/wire/splice";
import type { GatewayReply } from "../../exchange.ts";
import { NODE_TOOLS } from "../../guard/node-tools.ts";

export const BATCHES_PATH = "/v1/messages/batches";

/** Far more than what is said of a batch, in bytes. */
const MAX_BYTES = 1024 * 1024;

/** It goes into paths: letters, digits and the like. */
const ID = /^[\w-]{1,200}$/;

/** What a platform says of one batch. */
export interface SaidOfBatch {
  /** Every byte as it came, but `results_url`. */
  readonly text: string;
  readonly id: string;
}

/** @throws EngineError `engine.unreadable-answer` for a good reply that speaks of no batch */
export async function readBatchReply(reply: GatewayReply): Promise<SaidOfBatch> {
  const bytes = await bytesOf(reply.body);
  try {
    const read = scan(bytes, NODE_TOOLS);
    const { body } = read;
    const id = isObject(body) ? body.id : null;
    if (!isObject(body) || typeof id !== "string" || !ID.test(id)) throw unreadable();
    const at = ["results_url"];
    const edits = typeof body.results_url === "string" ? [{ at, op: "replace" as const, value: resultsPath(id) }] : [];
    const pieces: Uint8Array[] = [];
    for await (const piece of splice(read, edits).open()) pieces.push(piece);
    return { text: Buffer.concat(pieces).toString(), id };
  } catch (cause) {
    throw cause instanceof EngineError ? cause : unreadable(cause);
  }
}

/** The path of a batch, as platforms and callers know it. */
export function batchPath(id: string): string {
  return `${BATCHES_PATH}/${id}`;
}

/** Without an origin: clients put their own base URL in front, whatever proxies stand between. */
function resultsPath(id: string): string {
  return `${batchPath(id)}/results`;
}

/** All of a reply about a batch. @throws EngineError `engine.unreadable-answer` for more than any of them has */
export async function bytesOf(body: GatewayReply["body"]): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of typeof body === "string" ? [body] : body) {
    const bytes = typeof piece === "string" ? Buffer.from(piece) : piece;
    length += bytes.length;
    if (length > MAX_BYTES) throw unreadable();
    pieces.push(bytes);
  }
  return Buffer.concat(pieces, length);
}

function unreadable(cause?: unknown): EngineError {
  const detail = "what the platform said of a batch is not the JSON of one";
  return new EngineError("engine.unreadable-answer", { detail }, cause === undefined ? {} : { cause });
}
