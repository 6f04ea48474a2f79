// GET /v1/models and /v1/models/:id: what this caller may ask here. Names that have a route come first, then, newest first, the models of the table
// where every name is answered; the built-in eyes last. One platform without routes that has the endpoint answers itself.
import { MODEL_ROWS } from "@fovea/client/internal/platform/model-rows";
import { findModel, modelOf } from "@fovea/client/internal/platform/models";
import type { GatewayContext, Handler } from "../exchange.ts";
import { isModelAllowed } from "../guard/key-limits.ts";
import { ReplyError } from "../reply/envelope.ts";
import { jsonReply } from "../reply/json.ts";
import { type Lifecycle, type ModelInfo, modelInfo } from "./model-info.ts";
import { mayPass, passesTo, passOn } from "./pass-through.ts";

const LIFECYCLES: readonly string[] = ["active", "deprecated", "retired"] satisfies Lifecycle[];
const EYES = "fovea-eyes-1";

export const listModels: Handler = async (request, context) => {
  const to = context.limits?.models === undefined ? passesTo("/v1/models", context) : null;
  if (to !== null) return passOn(request, "/v1/models", to);
  const { query } = request;
  const wanted = lifecyclesOf(query);
  const models = modelsFor(context).filter((model) => wanted.has(model.lifecycle));
  const limit = limitOf(query.get("limit"));
  const after = query.get("after_id");
  const before = query.get("before_id");
  if (after !== null && before !== null) throw new ReplyError(400, "before_id: cannot be used together with after_id");
  const { data, more } =
    before === null
      ? following(models, after === null ? -1 : indexOf(models, "after_id", after), limit)
      : preceding(models, indexOf(models, "before_id", before), limit);
  return jsonReply({ data, has_more: more, first_id: data[0]?.id ?? null, last_id: data.at(-1)?.id ?? null });
};

export const getModel: Handler = async (request, context) => {
  const id = context.params.id ?? "";
  const allowed = isModelAllowed(context.limits, id);
  const to = allowed && mayPass(id) ? passesTo("/v1/models/:id", context) : null;
  if (to !== null) return passOn(request, `/v1/models/${encodeURIComponent(id)}`, to);
  const models = modelsFor(context);
  const name = findModel(id)?.id;
  const found = models.find((model) => model.id === id) ?? models.find((model) => model.id === name);
  if (found === undefined || !allowed) throw new ReplyError(404, `model: ${id.slice(0, 100)}`);
  return jsonReply(found);
};

/** What is not allowed to a key does not exist for it. */
function modelsFor({ router, limits }: GatewayContext): readonly ModelInfo[] {
  const models = router === null ? MODEL_ROWS.map((row) => modelInfo(row)) : [...named(router), ...ofTable(router)];
  return models.filter(({ id }) => isModelAllowed(limits, id));
}

type Router = NonNullable<GatewayContext["router"]>;

function named(router: Router): readonly ModelInfo[] {
  return router.routes.flatMap(({ model: id }) => {
    const route = id === "*" ? null : router.routeOf(id);
    if (route === null) return [];
    return [modelInfo(modelOf(route.planAs).model, { id, batch: route.upstream.platform.batches.value })];
  });
}

/** The table's models that are answered without a route of their own. The eyes answer under their name only where no platform stands before them. */
function ofTable(router: Router): readonly ModelInfo[] {
  const own = new Set(router.routes.map(({ model }) => model));
  return MODEL_ROWS.flatMap((row) => {
    const route = own.has(row.id) || row.id === EYES ? null : router.routeOf(row.id);
    return route === null ? [] : [modelInfo(row, { batch: route.upstream.platform.batches.value })];
  });
}

interface Page {
  readonly data: readonly ModelInfo[];
  /** More in the direction that was asked. */
  readonly more: boolean;
}

function following(models: readonly ModelInfo[], index: number, limit: number): Page {
  return { data: models.slice(index + 1, index + 1 + limit), more: models.length > index + 1 + limit };
}

function preceding(models: readonly ModelInfo[], index: number, limit: number): Page {
  return { data: models.slice(Math.max(0, index - limit), index), more: index > limit };
}

function indexOf(models: readonly ModelInfo[], name: string, id: string): number {
  const index = models.findIndex((model) => model.id === id);
  if (index === -1) throw new ReplyError(400, `${name}: no model of this list has the id ${id.slice(0, 100)}`);
  return index;
}

function limitOf(value: string | null): number {
  if (value === null) return 20;
  if (!/^-?\d+$/.test(value))
    throw new ReplyError(400, "limit: Input should be a valid integer, unable to parse string as an integer");
  const limit = Number(value);
  if (limit < 1) throw new ReplyError(400, "limit: Input should be greater than or equal to 1");
  if (limit > 1000) throw new ReplyError(400, "limit: Input should be less than or equal to 1000");
  return limit;
}

/** Active and deprecated ones when nothing is said. */
function lifecyclesOf(query: URLSearchParams): ReadonlySet<string> {
  const asked = [...query.getAll("lifecycle[]"), ...query.getAll("lifecycle")];
  const wrong = asked.findIndex((value) => !LIFECYCLES.includes(value));
  if (wrong !== -1)
    throw new ReplyError(400, `lifecycle.${wrong}: Input should be 'active', 'deprecated' or 'retired'`);
  return new Set(asked.length === 0 ? ["active", "deprecated"] : asked);
}
