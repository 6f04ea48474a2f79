// A server that speaks the Messages API and is not Anthropic's, at its most careful: base64 images only, other fields ignored.
import { byKey, type Credentials, keyLike } from "../credentials.ts";
import { LIMITS } from "../limits.ts";
import { Refusal } from "../refusal.ts";
import type { Wire } from "../wire.ts";
import { asTheApi, routeBelow } from "./api.ts";

export function credentials(url: string, owner: string): Credentials {
  const key = keyLike("local-");
  const env = { ANTHROPIC_BASE_URL: url, ANTHROPIC_AUTH_TOKEN: key };
  return { owner, baseURL: url, env, key, aws: null, google: null, workspaceId: null };
}

/** `open`: like Ollama and llama.cpp as they come, which ask for no key. */
export function wire(all: readonly Credentials[], open: boolean): Wire {
  return {
    ...asTheApi,
    limits: LIMITS.compatible,
    compressed: false,
    // Any name: these servers call their models as they like.
    naming: (name) => name,
    authenticate(request) {
      const found = byKey(request, all, ["x-api-key"]) ?? (open ? all[0] : undefined);
      if (found !== undefined) return found;
      throw new Refusal(401, "Invalid API key");
    },
    route: (request) => routeBelow(request, "", ["messages", "count_tokens"]),
    body: () => ({ version: "header", lenient: true }),
    betasOf: () => [],
  };
}
