// GET /v1/messages/batches: the workspace's own, newest first. The platform's list shows those of everybody who shares its credential, so each
// batch is asked for by itself.
import type { GatewayContext, GatewayReply, Handler } from "../../exchange.ts";
import { ReplyError } from "../../reply/envelope.ts";
import type { BatchQuery, BatchRow } from "../../store/batch-rows.ts";
import { bare } from "../../upstream/bare.ts";
import type { Router } from "../../upstream/router.ts";
import { eachBounded } from "./each-bounded.ts";
import { batchPath, bytesOf, readBatchReply } from "./own-paths.ts";
import { upstreamOf, withBatches } from "./who-has-batches.ts";

/** Batches asked for at the same time, for one list. */
const AT_ONCE = 8;
const LIMIT = { min: 1, max: 1000, default: 20 } as const;

export const listBatches: Handler = async (request, given) => {
  const context = withBatches(given);
  const query = readQuery(request.query);
  const page = await context.batches.list(context.caller.workspace, query);
  if (page === null) throw unknownCursor(query);
  const beta = request.query.get("beta");
  const said = await eachBounded(page.batches, AT_ONCE, (row) =>
    ask(row, context, request.headers, beta === null ? "" : `?beta=${encodeURIComponent(beta)}`, request.signal),
  ).catch((error: unknown) => {
    if (error instanceof OtherReply) return error.reply;
    throw error;
  });
  if (!Array.isArray(said)) return said;
  const missing = page.batches.filter((_, index) => said[index] === null).map(({ id }) => id);
  const ids = page.batches.map(({ id }) => JSON.stringify(id));
  const data = said.filter((text) => text !== null).join(",");
  return {
    status: 200,
    headers: {
      "content-type": "application/json",
      ...(missing.length === 0 ? {} : { "fovea-missing": missing.slice(0, 20).join(", ") }),
    },
    body: `{"data":[${data}],"has_more":${page.more},"first_id":${ids.at(0) ?? null},"last_id":${ids.at(-1) ?? null}}`,
  };
};

/** What a platform answers where it says nothing of a batch: then that is the answer. */
class OtherReply extends Error {
  readonly reply: GatewayReply;
  constructor(reply: GatewayReply) {
    super(`the platform answered ${reply.status}`);
    this.reply = reply;
  }
}

/** What the platform says of a batch; null when it has forgotten it, or is not configured any more. @throws OtherReply, EngineError */
async function ask(
  row: BatchRow,
  { router }: GatewayContext & { readonly router: Router },
  headers: Readonly<Record<string, string>>,
  search: string,
  signal: AbortSignal,
): Promise<string | null> {
  let reply: GatewayReply;
  try {
    reply = await upstreamOf(row, router).send({ ...bare("GET", `${batchPath(row.id)}${search}`, headers), signal });
  } catch (error) {
    if (error instanceof ReplyError && error.status === 404) return null;
    throw error;
  }
  if (reply.status === 200) return (await readBatchReply(reply)).text;
  // Read whatever it is: others fail at the same time, and one of them is told.
  const bytes = await bytesOf(reply.body);
  if (reply.status !== 404) throw new OtherReply({ ...reply, body: bytes.toString() });
  return null;
}

function readQuery(query: URLSearchParams): BatchQuery {
  const limit = limitOf(query.get("limit") ?? "");
  const after = query.get("after_id") ?? "";
  const before = query.get("before_id") ?? "";
  if (after !== "" && before !== "") throw new ReplyError(400, "before_id: cannot be used together with after_id");
  return { limit, ...(after === "" ? {} : { after }), ...(before === "" ? {} : { before }) };
}

/** Empty counts as not given. */
function limitOf(value: string): number {
  if (value === "") return LIMIT.default;
  if (!/^[+-]?\d{1,15}$/.test(value))
    throw new ReplyError(400, "limit: Input should be a valid integer, unable to parse string as an integer");
  const limit = Number(value);
  if (limit < LIMIT.min) throw new ReplyError(400, `limit: Input should be greater than or equal to ${LIMIT.min}`);
  if (limit > LIMIT.max) throw new ReplyError(400, `limit: Input should be less than or equal to ${LIMIT.max}`);
  return limit;
}

function unknownCursor({ after, before }: BatchQuery): ReplyError {
  const [name, id] = after === undefined ? ["before_id", before ?? ""] : ["after_id", after];
  return new ReplyError(400, `${name}: no batch of this list has the id ${id.slice(0, 100)}`);
}
