// POST /v1/messages/batches: the images inside its requests are settled like those of any request, and all of it goes to one platform.
import { LimitError } from "@fovea/client/internal/errors/errors";
import { splice as spliceBytes } from "@fovea/client/internal/wire/splice";
import type { GatewayContext, GatewayReply, GatewayRequest, Handler } from "../../exchange.ts";
import { errorReply, ReplyError } from "../../reply/envelope.ts";
import { bare } from "../../upstream/bare.ts";
import { queryToUpstream } from "../../upstream/query.ts";
import type { Router } from "../../upstream/router.ts";
import type { Upstream } from "../../upstream/upstream.ts";
import { refusalOf } from "../messages/refusal.ts";
import { type BatchNotes, createBatchNotes } from "./batch-notes.ts";
import { joinBody } from "./joined-body.ts";
import { lastingUploads } from "./lasting-uploads.ts";
import { MAX_BATCH_BYTES, openBatch } from "./open-batch.ts";
import { BATCHES_PATH, batchPath, readBatchReply } from "./own-paths.ts";
import { prepareAll } from "./prepare-all.ts";
import type { Work } from "./prepared.ts";
import { withBatches } from "./who-has-batches.ts";

/** Status in the ledger of a request whose caller left; never on the wire. */
const LEFT = 499;
/** How long a batch that nobody will know of may take to be cancelled, in ms. */
const CANCEL_MS = 30_000;

export const createBatch: Handler = (request, context) => relayBatch(request, context);

/** `splice` is the seam where a test loses an edit. */
export async function relayBatch(
  request: GatewayRequest,
  context: GatewayContext,
  splice: typeof spliceBytes = spliceBytes,
): Promise<GatewayReply> {
  const notes = createBatchNotes(context);
  try {
    const reply = await relay(request, withBatches(context), notes, splice);
    return { ...reply, headers: { ...reply.headers, ...notes.told(), ...notes.write(reply.status) } };
  } catch (error) {
    const refusal = refusalOf(error, {}, context);
    const headers = notes.write(request.signal.aborted ? LEFT : errorReply(refusal, context.requestId).status);
    if (!(refusal instanceof ReplyError)) throw refusal;
    const { status, message, details } = refusal;
    throw new ReplyError(status, message, details, { ...refusal.headers, ...headers });
  }
}

async function relay(
  request: GatewayRequest,
  context: GatewayContext & { readonly router: Router },
  notes: BatchNotes,
  splice: typeof spliceBytes,
): Promise<GatewayReply> {
  const { scan, release } = await openBatch(request, context);
  const uploads = lastingUploads(context.uploads, context.now);
  const work: Work = { scan, request, context: { ...context, uploads }, chosen: null, splice };
  const prepared = await prepareAll(work, notes.add);
  if (work.chosen === null) throw new TypeError("a batch without requests was let in");
  const { composed, route } = work.chosen;
  const { upstream } = route;
  notes.platform = upstream.name;
  const joined = joinBody(scan.bytes, prepared);
  if (joined.length > MAX_BATCH_BYTES) throw tooLong(joined.length, upstream);
  const query = queryToUpstream(request.query);
  const leaving = untilSent(request.signal);
  const reply = await upstream
    .send({
      method: "POST",
      target: query === "" ? BATCHES_PATH : `${BATCHES_PATH}?${query}`,
      headers: composed.headers,
      length: joined.length,
      body: joined.body,
      rehearse: joined.rehearse,
      signal: leaving.signal,
      onSent() {
        leaving.sent();
        release();
      },
    })
    .finally(leaving.sent);
  notes.out = joined.images();
  return reply.status === 200 ? remembered(reply, upstream, context) : reply;
}

/** The caller's id of the batch is the platform's; from now on it is the workspace's. */
async function remembered(reply: GatewayReply, upstream: Upstream, context: GatewayContext): Promise<GatewayReply> {
  const { batches, caller, now } = context;
  const { id, text } = await readBatchReply(reply);
  const row = { workspace: caller.workspace, id, upstream: upstream.name, credential: upstream.credentialId };
  try {
    await batches.add({ ...row, createdAt: now() });
  } catch (error) {
    await cancel(id, upstream).catch(() => undefined);
    throw error;
  }
  return { ...reply, body: text };
}

/** Whose batch it is could not be written down: nobody could ask for its results, and it would cost. */
async function cancel(id: string, upstream: Upstream): Promise<void> {
  const reply = await upstream.send({
    ...bare("POST", `${batchPath(id)}/cancel`, { "anthropic-version": "2023-06-01" }),
    signal: AbortSignal.timeout(CANCEL_MS),
  });
  if (typeof reply.body !== "string") for await (const _ of reply.body);
}

/** Who leaves ends a batch that is under way, but not one that the platform has: what it is called must be written down. */
function untilSent(signal: AbortSignal): { readonly signal: AbortSignal; sent(): void } {
  const leaving = new AbortController();
  const leave = () => leaving.abort(signal.reason);
  if (signal.aborted) leave();
  signal.addEventListener("abort", leave);
  return { signal: leaving.signal, sent: () => signal.removeEventListener("abort", leave) };
}

function tooLong(actual: number, { platform }: Upstream): LimitError {
  const limit = MAX_BATCH_BYTES;
  return new LimitError("limit.request-bytes", { limit, actual, unit: "bytes", platform: platform.title });
}
