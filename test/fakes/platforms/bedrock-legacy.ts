// Amazon Bedrock's InvokeModel: the model and the wish for a stream in the path, the version and betas in the body, events in AWS's frames,
// errors as AWS words them.
import { LEGACY_BEDROCK_BETAS } from "../betas.ts";
import { awsEnv, awsKey, bySignatureOrKey, type Credentials, keyLike } from "../credentials.ts";
import { LIMITS } from "../limits.ts";
import { legacyNaming } from "../models.ts";
import { invalid, type Refusal } from "../refusal.ts";
import { exceptionFrame, frame } from "../replies.ts";
import type { Wire } from "../wire.ts";

export function credentials(url: string, owner: string): Credentials {
  const aws = awsKey("us-west-2", "bedrock");
  const key = keyLike("bedrock-api-key-");
  return {
    owner,
    baseURL: url,
    env: { ...awsEnv(aws), ANTHROPIC_BEDROCK_BASE_URL: url },
    key,
    aws,
    google: null,
    workspaceId: null,
  };
}

const EXCEPTIONS: Readonly<Record<number, string>> = {
  400: "ValidationException",
  401: "UnrecognizedClientException",
  403: "AccessDeniedException",
  404: "ResourceNotFoundException",
  408: "ModelTimeoutException",
  413: "RequestEntityTooLargeException",
  429: "ThrottlingException",
  500: "InternalServerException",
  503: "ServiceUnavailableException",
};

function exceptionOf({ edge, type, status }: Refusal): string {
  return edge && type.endsWith("Exception") ? type : (EXCEPTIONS[status] ?? "InternalServerException");
}

export function wire(all: readonly Credentials[], now: () => number): Wire {
  return {
    limits: LIMITS["bedrock-legacy"],
    naming: legacyNaming,
    betas: LEGACY_BEDROCK_BETAS,
    compressed: false,
    authenticate: (request) => bySignatureOrKey(request, all, { now: now() }),
    route({ method, path }) {
      const [, model, action] = /^\/model\/([^/]+)\/(invoke|invoke-with-response-stream)$/.exec(path) ?? [];
      if (method !== "POST" || model === undefined) return null;
      return { kind: "messages", rest: [], model: decodeURIComponent(model), stream: action !== "invoke" };
    },
    body: () => ({
      version: "body",
      constant: "bedrock-2023-05-31",
      also: ["anthropic_version", "anthropic_beta", "user_profile_id"],
      without: ["model", "stream"],
    }),
    betasOf: (_request, { anthropic_beta: betas }) => (Array.isArray(betas) ? betas.map(String) : []),
    unknownModel: () => invalid("The provided model identifier is invalid."),
    refuse: (refusal) => ({
      headers: { "content-type": "application/json", "x-amzn-errortype": exceptionOf(refusal) },
      body: JSON.stringify({ message: refusal.message }),
    }),
    headers: (requestId) => ({ "x-amzn-requestid": requestId }),
    stream: {
      type: "application/vnd.amazon.eventstream",
      frame,
      broken: () => exceptionFrame("modelStreamErrorException", "The model could not finish."),
    },
  };
}
