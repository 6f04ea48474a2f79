// Claude on Google Cloud, both ways: the Google-managed models of Vertex AI behind `:rawPredict`, and the Anthropic-managed Claude API
// below a workspace's path. Google's own front refuses tokens and addresses in Google's envelope.
import type { Answer } from "../answers.ts";
import { VERTEX_BETAS } from "../betas.ts";
import { byGoogleToken, type Credentials, workspaceLike } from "../credentials.ts";
import { LIMITS } from "../limits.ts";
import { vertexNaming } from "../models.ts";
import { Refusal } from "../refusal.ts";
import { createGoogleTokens } from "../tokens.ts";
import type { Received, Wire } from "../wire.ts";
import { ALL, asTheApi, routeBelow } from "./api.ts";

const PROJECT = "fake-project";

function google(url: string, location: string, now: () => number): NonNullable<Credentials["google"]> {
  return Object.assign(createGoogleTokens(url, PROJECT, now), { project: PROJECT, location });
}

/** Google's libraries find the credentials file by this name, and need no project beside it. */
const envOf = ({ file, project }: { readonly file: string; readonly project: string }): Record<string, string> => ({
  GOOGLE_APPLICATION_CREDENTIALS: file,
  GOOGLE_CLOUD_PROJECT: project,
});

export function vertexCredentials(url: string, owner: string, now: () => number): Credentials {
  const tokens = google(url, "us-east5", now);
  const baseURL = `${url}/v1`;
  const env = {
    ...envOf(tokens),
    ANTHROPIC_VERTEX_PROJECT_ID: PROJECT,
    CLOUD_ML_REGION: tokens.location,
    ANTHROPIC_VERTEX_BASE_URL: baseURL,
  };
  return { owner, baseURL, env, key: null, aws: null, google: tokens, workspaceId: null };
}

export function googleCloudCredentials(url: string, owner: string, now: () => number): Credentials {
  const tokens = google(url, "global", now);
  const workspaceId = workspaceLike();
  const baseURL = `${url}/v1/projects/${PROJECT}/locations/global/workspaces/${workspaceId}/invoke`;
  const env = {
    ...envOf(tokens),
    ANTHROPIC_GOOGLE_CLOUD_PROJECT: PROJECT,
    ANTHROPIC_GOOGLE_CLOUD_WORKSPACE_ID: workspaceId,
    ANTHROPIC_GOOGLE_CLOUD_BASE_URL: baseURL,
  };
  return { owner, baseURL, env, key: null, aws: null, google: tokens, workspaceId };
}

const STATUS: Readonly<Record<number, string>> = {
  400: "INVALID_ARGUMENT",
  401: "UNAUTHENTICATED",
  403: "PERMISSION_DENIED",
  404: "NOT_FOUND",
  413: "INVALID_ARGUMENT",
  429: "RESOURCE_EXHAUSTED",
  500: "INTERNAL",
  503: "UNAVAILABLE",
};

/** Tokens, addresses and sizes are Google's to refuse; the rest is the API's. */
function refuse(refusal: Refusal, requestId: string): ReturnType<Wire["refuse"]> {
  if (!refusal.edge) return asTheApi.refuse(refusal, requestId);
  const oauth = refusal.type.startsWith("invalid_") || refusal.type.startsWith("unsupported_");
  const { status, message } = refusal;
  const body =
    oauth && status === 400 && refusal.type !== "invalid_request_error"
      ? { error: refusal.type, error_description: message }
      : { error: { code: status, message, status: STATUS[status] ?? "UNKNOWN" } };
  return { headers: { "content-type": "application/json; charset=UTF-8" }, body: JSON.stringify(body) };
}

/** Tokens, from whichever of the credentials they are asked of. */
function aside(all: readonly Credentials[], request: Received): Answer | null {
  let problem: unknown = null;
  for (const { google: tokens } of all)
    try {
      const answer = tokens?.answer(request) ?? null;
      if (answer !== null) return answer;
    } catch (error) {
      problem = error;
    }
  if (problem !== null) throw problem;
  return null;
}

export function vertexWire(all: readonly Credentials[]): Wire {
  return {
    ...asTheApi,
    limits: LIMITS.vertex,
    naming: vertexNaming,
    betas: VERTEX_BETAS,
    compressed: false,
    authenticate: (request) => byGoogleToken(request, all),
    route({ method, path }) {
      const [, project, location, model = "", verb] =
        /^\/v1\/projects\/([^/]+)\/locations\/([^/]+)\/publishers\/anthropic\/models\/([^/]+):(rawPredict|streamRawPredict)$/.exec(
          path,
        ) ?? [];
      if (method !== "POST" || verb === undefined) return null;
      if (!all.some(({ google: one }) => one?.project === project)) throw denied(String(project));
      if (!all.some(({ google: one }) => one?.location === location)) throw noPublisherModel(`${location}/${model}`);
      if (model === "count-tokens") return verb === "rawPredict" ? { kind: "count_tokens", rest: [] } : null;
      return { kind: "messages", rest: [], model: decodeURIComponent(model), stream: verb === "streamRawPredict" };
    },
    body: ({ kind }) => ({
      version: "body",
      constant: "vertex-2023-10-16",
      also: ["anthropic_version", "anthropic_beta"],
      without: kind === "messages" ? ["model"] : [],
    }),
    unknownModel: noPublisherModel,
    refuse,
    headers: (requestId) => ({ "request-id": requestId.replace("req_", "req_vrtx_") }),
    aside: (request) => aside(all, request),
  };
}

function denied(project: string): Refusal {
  return new Refusal(
    403,
    `Permission 'aiplatform.endpoints.predict' denied on resource '//aiplatform.googleapis.com/projects/${project}' (or it may not exist).`,
    { edge: true },
  );
}

function noPublisherModel(name: string): Refusal {
  const words = `Publisher Model \`${name}\` was not found or your project does not have access to it. Please ensure you are using a valid model version.`;
  return new Refusal(404, words, { edge: true });
}

export function googleCloudWire(all: readonly Credentials[]): Wire {
  const prefixOf = ({ google: one, workspaceId }: Credentials): string =>
    `/v1/projects/${one?.project}/locations/${one?.location}/workspaces/${workspaceId}/invoke`;
  return {
    ...asTheApi,
    limits: LIMITS["google-cloud"],
    authenticate(request) {
      const found = byGoogleToken(request, all);
      if (request.path.startsWith(`${prefixOf(found)}/`)) return found;
      throw new Refusal(403, "Permission denied on this workspace (or it may not exist).", { edge: true });
    },
    route(request) {
      const prefix = all.map(prefixOf).find((one) => request.path.startsWith(`${one}/`));
      return prefix === undefined ? null : routeBelow(request, prefix, ALL);
    },
    refuse,
    aside: (request) => aside(all, request),
  };
}
