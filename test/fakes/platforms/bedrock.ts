// Amazon Bedrock's Messages endpoint (bedrock-mantle): the body of the Claude API, base64 only, models by `anthropic.claude-...`, no
// `anthropic-beta` header, and neither batches, models nor files.
import { awsEnv, awsKey, bySignatureOrKey, type Credentials, keyLike } from "../credentials.ts";
import { LIMITS } from "../limits.ts";
import { bedrockNaming } from "../models.ts";
import type { Wire } from "../wire.ts";
import { asTheApi, routeBelow } from "./api.ts";

export function credentials(url: string, owner: string): Credentials {
  const aws = awsKey("us-east-1", "bedrock-mantle");
  const baseURL = `${url}/anthropic`;
  return {
    owner,
    baseURL,
    env: { ...awsEnv(aws), ANTHROPIC_BEDROCK_MANTLE_BASE_URL: baseURL },
    key: keyLike("bedrock-api-key-"),
    aws,
    google: null,
    workspaceId: null,
  };
}

export function wire(all: readonly Credentials[], now: () => number): Wire {
  return {
    ...asTheApi,
    limits: LIMITS.bedrock,
    naming: bedrockNaming,
    betas: null,
    compressed: false,
    authenticate: (request) => bySignatureOrKey(request, all, { now: now(), keyHeaders: ["x-api-key"] }),
    route: (request) => routeBelow(request, "/anthropic", ["messages", "count_tokens"]),
    body: () => ({ version: "header", also: ["user_profile_id"] }),
    headers: (requestId) => ({ "request-id": requestId, "x-amzn-requestid": requestId }),
  };
}
