// Message Batches: created at once, worked through when they end, each row held against the rules of Messages. A batch belongs to who made it.
import { randomBytes } from "node:crypto";
import type { Answer } from "./answers.ts";
import { blocksOf, isJson, type Json, seen } from "./blocks.ts";
import type { Files } from "./files.ts";
import { checkImages } from "./images.ts";
import { checkTop } from "./messages.ts";
import { invalid, Refusal } from "./refusal.ts";
import { messageOf } from "./replies.ts";
import type { Call, Received, Wire } from "./wire.ts";

interface Row {
  readonly id: string;
  readonly params: unknown;
  result: Json | null;
}

interface Batch {
  readonly id: string;
  readonly owner: string;
  readonly createdAt: number;
  /** Of the request that made it: its version and betas hold for every row. */
  readonly request: Received;
  readonly rows: readonly Row[];
  cancelledAt: number | null;
  endedAt: number | null;
}

export interface Batches {
  answer(request: Received, call: Call, owner: string, body: unknown): Promise<Answer>;
}

interface Parts {
  readonly wire: Wire;
  readonly files: Files;
  readonly now: () => number;
  readonly batchMs: number;
}

const DAY_MS = 86_400_000;

export function createBatches({ wire, files, now, batchMs }: Parts): Batches {
  const all = new Map<string, Batch>();

  function own(id: string, owner: string): Batch {
    const batch = all.get(id);
    if (batch?.owner === owner) return batch;
    throw new Refusal(404, `Message Batch ${id} not found.`);
  }

  async function settle(batch: Batch): Promise<void> {
    if (batch.endedAt !== null || (batch.cancelledAt === null && now() < batch.createdAt + batchMs)) return;
    for (const row of batch.rows)
      row.result = batch.cancelledAt === null ? await work(batch, row) : { type: "canceled" };
    batch.endedAt = now();
  }

  async function work({ request, owner }: Batch, { params }: Row): Promise<Json> {
    try {
      const call: Call = { kind: "messages", rest: [] };
      const { json, name, model } = checkTop(request, call, wire, wire.body(call), params);
      for (const field of ["stream", "speed"]) if (json[field]) throw invalid(`${field}: not supported in a batch`);
      if (json.max_tokens === 0) throw invalid("max_tokens: must be at least 1 in a batch");
      const blocks = blocksOf(params);
      await checkImages(blocks, { limits: wire.limits, counting: false, model, findFile: files.finder(owner) });
      const images = blocks.filter(({ type }) => type === "image").flatMap((one) => seen(one, files.all) ?? []);
      return { type: "succeeded", message: messageOf(name, images) };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { type, message, details } = error;
      const said = { type, message, ...(details === undefined ? {} : { details }) };
      return { type: "errored", error: { type: "error", error: said, request_id: null } };
    }
  }

  function shown({ id, rows, createdAt, endedAt, cancelledAt }: Batch, { target }: Received): Json {
    const count = (type: string): number => rows.filter(({ result }) => result?.type === type).length;
    const at = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());
    const path = target.split("?")[0]?.replace(/\/batches(\/.*)?$/, `/batches/${id}/results`);
    return {
      id,
      type: "message_batch",
      processing_status: endedAt !== null ? "ended" : cancelledAt !== null ? "canceling" : "in_progress",
      request_counts: {
        processing: rows.filter(({ result }) => result === null).length,
        succeeded: count("succeeded"),
        errored: count("errored"),
        canceled: count("canceled"),
        expired: count("expired"),
      },
      created_at: at(createdAt),
      expires_at: at(createdAt + DAY_MS),
      ended_at: at(endedAt),
      cancel_initiated_at: at(cancelledAt),
      archived_at: null,
      results_url: endedAt === null ? null : path,
    };
  }

  return {
    async answer(request, { rest: [id, part] }, owner, body) {
      const { method } = request;
      const host = `http://${request.headers.host}`;
      const reply = (batch: Batch): Answer => {
        const value = shown(batch, request);
        const results = value.results_url === null ? null : `${host}${value.results_url}`;
        return json({ ...value, results_url: results }, batch.endedAt === null ? { "retry-after": "10" } : {});
      };
      if (id === undefined && method === "POST") {
        const batch: Batch = {
          id: `msgbatch_01${randomBytes(11).toString("hex")}`,
          owner,
          createdAt: now(),
          request,
          rows: rowsOf(body),
          cancelledAt: null,
          endedAt: null,
        };
        all.set(batch.id, batch);
        return reply(batch);
      }
      if (id === undefined && method === "GET") {
        const mine = [...all.values()].filter((one) => one.owner === owner).reverse();
        for (const batch of mine) await settle(batch);
        return json(pageOf(request.query, mine, (batch) => JSON.parse(String(reply(batch).body)) as Json));
      }
      if (id === undefined) throw new Refusal(405, "Method Not Allowed");
      const batch = own(id, owner);
      if (part === "cancel" && method === "POST") {
        if (batch.endedAt === null) batch.cancelledAt ??= now();
        return reply(batch);
      }
      await settle(batch);
      if (part === "results" && method === "GET") {
        if (batch.endedAt === null) throw new Refusal(404, `Message Batch ${id} has no available results.`);
        const lines = batch.rows.map((row) => `${JSON.stringify({ custom_id: row.id, result: row.result })}\n`);
        // In any order, says the documentation.
        return { status: 200, headers: { "content-type": "application/x-jsonl" }, body: lines.reverse().join("") };
      }
      if (part !== undefined) throw new Refusal(404, "Not found", { edge: true });
      if (method === "GET") return reply(batch);
      if (method !== "DELETE") throw new Refusal(405, "Method Not Allowed");
      if (batch.endedAt === null)
        throw invalid("In progress batches cannot be deleted. Consider canceling the batch instead.");
      all.delete(id);
      return json({ id, type: "message_batch_deleted" });
    },
  };
}

function rowsOf(body: unknown): Row[] {
  if (!isJson(body) || !Array.isArray(body.requests)) throw invalid("requests: Field required");
  for (const name of Object.keys(body))
    if (name !== "requests") throw invalid(`${name}: Extra inputs are not permitted`);
  if (body.requests.length === 0) throw invalid("requests: List should have at least 1 item after validation, not 0");
  const ids = new Set<string>();
  return body.requests.map((row: unknown, index) => {
    const at = `requests.${index}`;
    if (!isJson(row) || typeof row.custom_id !== "string") throw invalid(`${at}.custom_id: Field required`);
    const id = row.custom_id;
    if (id.length > 64) throw invalid(`${at}.custom_id: String should have at most 64 characters`);
    if (!/^[a-zA-Z0-9_-]+$/.test(id))
      throw invalid(`${at}.custom_id: String should match pattern '^[a-zA-Z0-9_-]{1,64}$'`);
    if (ids.has(id))
      throw invalid(`requests: custom_id's must be unique within a batch. Duplicate custom_id found: ${id}`);
    ids.add(id);
    if (!isJson(row.params)) throw invalid(`${at}.params: Field required`);
    return { id, params: row.params, result: null };
  });
}

/** A page of the older kind: `limit`, `before_id`, `after_id`. */
export function pageOf<T extends { readonly id: string }>(
  query: URLSearchParams,
  all: readonly T[],
  show: (one: T) => Json,
): Json {
  const limit = Number(query.get("limit") ?? 20);
  if (!Number.isSafeInteger(limit) || limit < 1 || limit > 1000)
    throw invalid("limit: Input should be between 1 and 1000");
  const after = query.get("after_id");
  const before = query.get("before_id");
  const end = before === null ? all.length : all.findIndex(({ id }) => id === before);
  const from =
    after !== null ? all.findIndex(({ id }) => id === after) + 1 : before !== null ? Math.max(0, end - limit) : 0;
  const page = all.slice(from, Math.min(end, from + limit));
  return {
    data: page.map(show),
    has_more: before !== null ? from > 0 : all.length > from + page.length,
    first_id: page[0]?.id ?? null,
    last_id: page.at(-1)?.id ?? null,
  };
}

const json = (value: Json, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status: 200,
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify(value),
});
