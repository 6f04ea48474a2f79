// The Claude API: a key as a bearer or in `x-api-key`.
import { byKey, type Credentials, keyLike, workspaceLike } from "../credentials.ts";
import { Refusal } from "../refusal.ts";
import type { Wire } from "../wire.ts";
import { ALL, asTheApi, routeBelow } from "./api.ts";

export function credentials(url: string, owner: string): Credentials {
  const key = keyLike("sk-ant-api03-");
  return {
    owner,
    baseURL: url,
    env: { ANTHROPIC_API_KEY: key, ANTHROPIC_BASE_URL: url },
    key,
    aws: null,
    google: null,
    workspaceId: workspaceLike(),
  };
}

export function wire(all: readonly Credentials[]): Wire {
  return {
    ...asTheApi,
    authenticate(request) {
      const found = byKey(request, all, ["x-api-key"]);
      if (found === null) throw new Refusal(401, "x-api-key header is required");
      const workspace = request.headers["anthropic-workspace-id"];
      if (workspace !== undefined && workspace !== found.workspaceId)
        throw new Refusal(403, "The API key does not belong to the workspace named in anthropic-workspace-id.");
      return found;
    },
    route: (request) => routeBelow(request, "", ALL),
  };
}
