// GET /v1/models and /v1/models/:id: the models whose names are accepted here, newest first, the built-in eyes last.
import type { Model } from "@fovea/client/internal/platform/capability";
import { MODEL_ROWS } from "@fovea/client/internal/platform/model-rows";
import { findModel } from "@fovea/client/internal/platform/models";
import type { GatewayContext, Handler } from "../exchange.ts";
import { ReplyError } from "../reply/envelope.ts";
import { jsonReply } from "../reply/json.ts";
import { type Lifecycle, type ModelInfo, modelInfo } from "./model-info.ts";

const LIFECYCLES: readonly string[] = ["active", "deprecated", "retired"] satisfies Lifecycle[];

export const listModels: Handler = async ({ query }, context) => {
  const wanted = lifecyclesOf(query);
  const models = MODEL_ROWS.filter((row) => answered(row, context))
    .map(modelInfo)
    .filter((model) => wanted.has(model.lifecycle));
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

export const getModel: Handler = async (_request, context) => {
  const id = context.params.id ?? "";
  const model = findModel(id);
  if (model === null || !answered(model, context)) throw new ReplyError(404, `model: ${id.slice(0, 100)}`);
  return jsonReply(modelInfo(model));
};

/** The eyes answer under their name only where no platform stands before them. */
function answered(model: Model, { router }: GatewayContext): boolean {
  return router === null || model.id !== "fovea-eyes-1";
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
