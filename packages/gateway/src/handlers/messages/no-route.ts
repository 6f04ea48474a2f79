// A model that no route leads anywhere for is 404 in the words of the Claude API; what can be done stands beside them, but not in strict mode.
import type { Mode } from "../../exchange.ts";
import { ReplyError } from "../../reply/envelope.ts";

export function noRoute(model: string, mode: Mode): ReplyError {
  const message = `model: ${model.slice(0, 100)}`;
  if (mode === "strict") return new ReplyError(404, message);
  return new ReplyError(404, message, {
    error_code: "gateway.no-route",
    title: "No route leads anywhere for this model",
    fix: "Ask one of the models that GET /v1/models lists, or have a route made for this one: `models` in fovea.json.",
  });
}
