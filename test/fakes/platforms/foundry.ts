// Microsoft Foundry, in its two hostings: the Claude API below `/anthropic`, models by the name of a deployment, no batches and no models;
// no files either where Azure hosts it. Azure's own front refuses keys, addresses and deployments in Azure's envelope.
import { byKey, type Credentials, keyLike } from "../credentials.ts";
import { LIMITS } from "../limits.ts";
import { apiNaming } from "../models.ts";
import { Refusal } from "../refusal.ts";
import type { Wire } from "../wire.ts";
import { asTheApi, routeBelow } from "./api.ts";

export function credentials(url: string, owner: string): Credentials {
  const key = keyLike("");
  const baseURL = `${url}/anthropic`;
  const env = { ANTHROPIC_FOUNDRY_API_KEY: key, ANTHROPIC_FOUNDRY_BASE_URL: baseURL };
  return { owner, baseURL, env, key, aws: null, google: null, workspaceId: null };
}

/** `deployments`: model ids by the names of deployments. Default: every model by its own id. */
export function wire(
  all: readonly Credentials[],
  platform: "foundry" | "foundry-azure",
  deployments: Readonly<Record<string, string>> | undefined,
): Wire {
  return {
    ...asTheApi,
    limits: LIMITS[platform],
    naming: (name) => (deployments === undefined ? apiNaming(name) : (deployments[name] ?? null)),
    authenticate(request) {
      const found = byKey(request, all, ["x-api-key", "api-key"]);
      if (found !== null) return found;
      throw new Refusal(
        401,
        "Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource.",
        { edge: true },
      );
    },
    route: (request) =>
      routeBelow(
        request,
        "/anthropic",
        platform === "foundry" ? ["messages", "count_tokens", "files"] : ["messages", "count_tokens"],
      ),
    unknownModel: () =>
      new Refusal(
        404,
        "The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, please wait a moment and try again.",
        {
          type: "DeploymentNotFound",
          edge: true,
        },
      ),
    refuse(refusal, requestId) {
      if (!refusal.edge) return asTheApi.refuse(refusal, requestId);
      const code = refusal.type === "DeploymentNotFound" ? refusal.type : String(refusal.status);
      return {
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ error: { code, message: refusal.message } }),
      };
    },
    headers: (requestId) => ({ "request-id": requestId, "apim-request-id": requestId }),
  };
}
