// A call for a server of the Claude wire: nothing changes but, where a route says so, the model's name.
import { headersToUpstream } from "./headers.ts";
import type { Call, Composed } from "./upstream.ts";

export function composeAsIs({ operation, model, body, headers, query }: Call): Composed {
  const path = operation === "messages" ? "/v1/messages" : "/v1/messages/count_tokens";
  const asked = (body as { readonly model?: unknown }).model;
  return {
    method: "POST",
    target: query === "" ? path : `${path}?${query}`,
    edits: asked === model ? [] : [{ at: ["model"], op: "replace", value: model }],
    headers: headersToUpstream(headers),
    leftOut: [],
  };
}
