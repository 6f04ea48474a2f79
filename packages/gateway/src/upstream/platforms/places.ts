// Where each platform is, by its settings and its clients' environment variables. Sources: the constructors of npm @anthropic-ai/bedrock-sdk 1.1.3,
// vertex-sdk 1.1.3, foundry-sdk 1.1.1, aws-sdk 1.1.2 and google-cloud-sdk 1.1.4. ANTHROPIC_BASE_URL is not among them: where Fovea runs it often
// names Fovea itself.
import { googleProject } from "./google-credentials.ts";
import type { Place } from "./row.ts";
import { type Given, need, plain, read, ways } from "./settings.ts";
import { segment } from "./target.ts";

const REGION = ["AWS_REGION", "AWS_DEFAULT_REGION"];

export function anthropicPlace(given: Given): Place {
  return { baseUrl: read(given, "baseUrl", []) ?? "https://api.anthropic.com" };
}

export function compatiblePlace(given: Given): Place {
  return { baseUrl: need(given, "baseUrl", []) };
}

export function awsPlace(given: Given): Place {
  const workspaceId = plain(given, "workspaceId", need(given, "workspaceId", ["ANTHROPIC_AWS_WORKSPACE_ID"]));
  return {
    ...regional(given, "ANTHROPIC_AWS_BASE_URL", (region) => `https://aws-external-anthropic.${region}.api.aws`),
    ownHeaders: { "anthropic-workspace-id": workspaceId },
    owner: workspaceId,
  };
}

export function bedrockPlace(given: Given): Place {
  return regional(
    given,
    "ANTHROPIC_BEDROCK_MANTLE_BASE_URL",
    (region) => `https://bedrock-mantle.${region}.api.aws/anthropic`,
  );
}

export function bedrockLegacyPlace(given: Given): Place {
  return regional(given, "ANTHROPIC_BEDROCK_BASE_URL", (region) => `https://bedrock-runtime.${region}.amazonaws.com`);
}

/** An address of its own needs no region, unless it is for a signature. */
function regional(given: Given, variable: string, address: (region: string) => string): Place {
  const baseUrl = read(given, "baseUrl", [variable]);
  const said = baseUrl === undefined ? need(given, "region", REGION) : read(given, "region", REGION);
  if (said === undefined) return { baseUrl: baseUrl ?? "" };
  // Also where it is no part of the address: it stands in the signature.
  const region = plain(given, "region", said);
  return { baseUrl: baseUrl ?? address(region), region };
}

/** @throws TypeError for a signature without a region */
export function regionToSign({ region }: Place, { title }: Given): string {
  if (region === undefined) throw new TypeError(`${title} needs region to sign requests: ${ways("region", REGION)}.`);
  return region;
}

export async function vertexPlace(given: Given): Promise<Place> {
  const { location: named, region: other } = given.settings;
  if (named !== undefined && other !== undefined && named !== other)
    throw new TypeError(`${given.title} takes a location or a region, which are the same to it, not both.`);
  const location = read(given, "location", []) ?? read(given, "region", ["CLOUD_ML_REGION"]);
  const region = plain(given, "location", location ?? need(given, "location", ["CLOUD_ML_REGION"]));
  const projectId = await projectOf(given, ["ANTHROPIC_VERTEX_PROJECT_ID", "GOOGLE_CLOUD_PROJECT", "GCLOUD_PROJECT"]);
  const baseUrl = read(given, "baseUrl", ["ANTHROPIC_VERTEX_BASE_URL"]) ?? `https://${vertexHost(region)}/v1`;
  return { baseUrl, region, projectId };
}

function vertexHost(region: string): string {
  if (region === "global") return "aiplatform.googleapis.com";
  if (region === "us" || region === "eu") return `aiplatform.${region}.rep.googleapis.com`;
  return `${region}-aiplatform.googleapis.com`;
}

export async function googleCloudPlace(given: Given): Promise<Place> {
  const own = read(given, "baseUrl", ["ANTHROPIC_GOOGLE_CLOUD_BASE_URL"]);
  if (own !== undefined) return { baseUrl: own };
  const location = plain(given, "location", read(given, "location", ["ANTHROPIC_GOOGLE_CLOUD_LOCATION"]) ?? "global");
  const workspace = plain(given, "workspaceId", need(given, "workspaceId", ["ANTHROPIC_GOOGLE_CLOUD_WORKSPACE_ID"]));
  const project = await projectOf(given, ["ANTHROPIC_GOOGLE_CLOUD_PROJECT", "GOOGLE_CLOUD_PROJECT"]);
  const path = `/v1/projects/${segment(project)}/locations/${location}/workspaces/${workspace}/invoke`;
  // The workspace in the path says whose files these are, whoever asks.
  return { baseUrl: `https://claude.googleapis.com${path}`, projectId: project, owner: workspace };
}

/** Asked of the credentials when nobody says it, which may take the metadata server. */
async function projectOf(given: Given, variables: readonly string[]): Promise<string> {
  const project = read(given, "projectId", variables) ?? (await googleProject(given));
  return plain(given, "projectId", project ?? need(given, "projectId", variables));
}

export function foundryPlace(given: Given): Place {
  const { settings, title } = given;
  if (settings.baseUrl !== undefined && settings.resource !== undefined)
    throw new TypeError(`${title} takes a baseUrl or a resource, not both.`);
  const baseUrl = settings.resource === undefined ? read(given, "baseUrl", ["ANTHROPIC_FOUNDRY_BASE_URL"]) : undefined;
  if (baseUrl !== undefined) return { baseUrl };
  const resource = plain(given, "resource", need(given, "resource", ["ANTHROPIC_FOUNDRY_RESOURCE"]));
  return { baseUrl: `https://${resource}.services.ai.azure.com/anthropic` };
}
