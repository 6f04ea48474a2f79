// GET /v1/files: newest first, page by page, in either shape.
import type { GatewayContext, Handler } from "../../exchange.ts";
import { jsonReply } from "../../reply/json.ts";
import type { FilePage, FileQuery } from "../../store/file-store.ts";
import { timeOfFileId } from "../../store/random-id.ts";
import { cursorAfter, readCursor } from "./cursor.ts";
import { refused } from "./errors.ts";
import { integerOf } from "./integer.ts";
import { FILES_BETA, metadataOf, type Shape, shapeOf } from "./shape.ts";

/** Source: @anthropic-ai/sdk 1.12.0 (ids), claude files documentation, read 2026-09-26 (limit). */
const MAX_IDS = 100;
const LIMIT = { min: 1, max: 1000, default: 20 } as const;

interface Wanted {
  readonly limit: number | null;
  readonly page: string | null;
  readonly after: string | null;
  readonly before: string | null;
  /** Empty: not asked by id. */
  readonly ids: readonly string[];
  /** The scope of a session; uploads have none. */
  readonly scope: string | null;
}

export const listFiles: Handler = async ({ query }, context) => {
  const shape = shapeOf(context.betas);
  const wanted = readQuery(query, shape);
  const page = await pageOf(wanted, context);
  const data = page.files.map((file) => metadataOf(file, shape));
  const first = page.files.at(0)?.id ?? null;
  const last = page.files.at(-1)?.id ?? null;
  // Backwards, more lies in front of the page; `next_page` always leads on to what is older.
  const next =
    last !== null && page.more && wanted.before === null ? cursorAfter(context.caller.workspace, last) : null;
  return jsonReply({
    data,
    ...(shape === "beta" ? {} : { next_page: next }),
    ...(shape === "ga" ? {} : { has_more: page.more, first_id: first, last_id: last }),
  });
};

async function pageOf(wanted: Wanted, { files, caller }: GatewayContext): Promise<FilePage> {
  if (wanted.scope !== null) return { files: [], more: false };
  if (wanted.ids.length > 0) return { files: await files.pick(caller.workspace, wanted.ids), more: false };
  const query: FileQuery = {
    limit: wanted.limit ?? LIMIT.default,
    ...(wanted.page === null ? {} : { after: readCursor(caller.workspace, wanted.page) }),
    ...(wanted.after === null ? {} : { after: wanted.after }),
    ...(wanted.before === null ? {} : { before: wanted.before }),
  };
  return await files.list(caller.workspace, query);
}

function readQuery(query: URLSearchParams, shape: Shape): Wanted {
  const limit = one(query, "limit");
  const wanted: Wanted = {
    limit: limit === null ? null : integerOf("limit", limit, LIMIT),
    page: one(query, "page"),
    after: one(query, "after_id"),
    before: one(query, "before_id"),
    ids: [...new Set([...query.getAll("ids[]"), ...query.getAll("ids")])],
    scope: one(query, "scope_id"),
  };
  if (shape === "ga") refuseOld(wanted);
  if (shape === "beta") refuseNew(wanted);
  if ([wanted.page, wanted.after, wanted.before].filter((cursor) => cursor !== null).length > 1)
    throw refused("page", "only one of `page`, `after_id` and `before_id` can be given");
  refuseUnknown("after_id", wanted.after);
  refuseUnknown("before_id", wanted.before);
  if (wanted.ids.length > MAX_IDS)
    throw refused("ids", `List should have at most ${MAX_IDS} items after deduplication`);
  if (wanted.ids.length > 0 && (wanted.page ?? wanted.after ?? wanted.before ?? limit) !== null)
    throw refused("ids", "cannot be combined with `page` or `limit`");
  return wanted;
}

function refuseOld({ after, before }: Wanted): void {
  const name = after === null ? "before_id" : "after_id";
  if ((after ?? before) !== null)
    throw refused(name, `needs the header anthropic-beta: ${FILES_BETA}; without it, use \`page\` and \`next_page\``);
}

/** An id tells its place by itself, so that a list goes on behind a file that was deleted meanwhile; what is no id has no place. */
function refuseUnknown(name: string, id: string | null): void {
  if (id !== null && timeOfFileId(id) === null)
    throw refused(name, `no file of this list has the id ${id.slice(0, 100)}`);
}

function refuseNew({ page, ids }: Wanted): void {
  const name = page === null ? "ids" : "page";
  if (page !== null || ids.length > 0)
    throw refused(name, `cannot be used with the header anthropic-beta: ${FILES_BETA}; leave the header out`);
}

/** Empty counts as not given. */
function one(query: URLSearchParams, name: string): string | null {
  const values = query.getAll(name);
  if (values.length > 1) throw refused(name, "was given more than once");
  return values[0] ? values[0] : null;
}
