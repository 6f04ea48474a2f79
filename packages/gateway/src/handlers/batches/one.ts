// One batch by its id: GET, its results, POST .../cancel and DELETE. An id of another workspace is as unknown as one that never was.
import type { GatewayContext, GatewayReply, GatewayRequest, Handler } from "../../exchange.ts";
import { ReplyError } from "../../reply/envelope.ts";
import { bare } from "../../upstream/bare.ts";
import { queryToUpstream } from "../../upstream/query.ts";
import { batchPath, readBatchReply } from "./own-paths.ts";
import { upstreamOf, withBatches } from "./who-has-batches.ts";

export const getBatch: Handler = async (request, context) => told(await ask(request, context, "GET", ""));

/** JSON Lines, as the platform writes them: streamed, and not looked at. */
export const getResults: Handler = (request, context) => ask(request, context, "GET", "/results");

export const cancelBatch: Handler = async (request, context) => told(await ask(request, context, "POST", "/cancel"));

export const deleteBatch: Handler = async (request, context) => {
  const reply = await ask(request, context, "DELETE", "");
  const { batches, caller, params, now } = context;
  if (reply.status === 200) await batches.remove(caller.workspace, params.id ?? "", now());
  return reply;
};

async function told(reply: GatewayReply): Promise<GatewayReply> {
  return reply.status === 200 ? { ...reply, body: (await readBatchReply(reply)).text } : reply;
}

async function ask(
  { headers, query, signal }: GatewayRequest,
  given: GatewayContext,
  method: "GET" | "POST" | "DELETE",
  behind: "" | "/results" | "/cancel",
): Promise<GatewayReply> {
  const context = withBatches(given);
  const { batches, caller, router } = context;
  const id = context.params.id ?? "";
  const row = await batches.get(caller.workspace, id);
  // Observed text (2026-09-02).
  if (row === null) throw new ReplyError(404, `Message Batch ${id.slice(0, 100)} not found.`);
  const search = queryToUpstream(query);
  const target = `${batchPath(row.id)}${behind}${search === "" ? "" : `?${search}`}`;
  const stream = behind === "/results";
  return upstreamOf(row, router).send({ ...bare(method, target, headers), signal, stream });
}
