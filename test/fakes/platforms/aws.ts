// Claude Platform on AWS: the Claude API behind a signature for `aws-external-anthropic`, or a key; the workspace is always named.
import { awsEnv, awsKey, bySignatureOrKey, type Credentials, keyLike, workspaceLike } from "../credentials.ts";
import { LIMITS } from "../limits.ts";
import { invalid, Refusal } from "../refusal.ts";
import type { Wire } from "../wire.ts";
import { ALL, asTheApi, routeBelow } from "./api.ts";

export function credentials(url: string, owner: string): Credentials {
  const aws = awsKey("eu-west-1", "aws-external-anthropic");
  const workspaceId = workspaceLike();
  return {
    owner,
    baseURL: url,
    env: { ...awsEnv(aws), ANTHROPIC_AWS_WORKSPACE_ID: workspaceId, ANTHROPIC_AWS_BASE_URL: url },
    key: keyLike("sk-ant-aws01-"),
    aws,
    google: null,
    workspaceId,
  };
}

export function wire(all: readonly Credentials[], now: () => number): Wire {
  return {
    ...asTheApi,
    limits: LIMITS.aws,
    authenticate(request) {
      const found = bySignatureOrKey(request, all, { now: now(), unsignedUploads: true });
      const workspace = request.headers["anthropic-workspace-id"];
      if (workspace === undefined) throw invalid("anthropic-workspace-id: header is required");
      if (workspace !== found.workspaceId) throw new Refusal(403, "Workspace not found or not accessible.");
      return found;
    },
    route: (request) => routeBelow(request, "", ALL),
    headers: (requestId) => ({ "request-id": requestId, "x-amzn-requestid": requestId }),
  };
}
