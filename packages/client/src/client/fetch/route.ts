// Which requests are Claude's: by method and path alone, so that everything else goes on without being read. Sources: the clients named in
// platform/hosts.ts; for base URLs without `/v1` the providers of npm @ai-sdk/anthropic 4.0.105 and @ai-sdk/google-vertex 5.0.141.
import type { PlatformId } from "../../platform/capability.ts";
import { platformOfHost } from "../../platform/hosts.ts";

export type Operation = "messages" | "count_tokens" | "batches";

export interface Route {
  readonly operation: Operation;
  /** Where the path names the model; null where the body does. */
  readonly model: string | null;
  /** What the shape of the path says of the platform; null where several have it. */
  readonly platform: PlatformId | null;
  /** A key of the body that tells Claude's requests from those of others who have the same path; null where there are no others. */
  readonly toldBy: string | null;
  /** In front of `/v1/files` of the same place; null where the path is none of the Claude API. */
  readonly baseURL: string | null;
}

const CLAUDE = /^(.*?)(\/v1)?\/messages(\/count_tokens|\/batches)?\/?$/;
const BEDROCK = /\/model\/([^/]+)\/(?:invoke|invoke-with-response-stream)$/;
const VERTEX = /(?:\/publishers\/([^/]+)\/models)?\/([^/:]+):(?:rawPredict|streamRawPredict)$/;
const GOOGLE_CLOUD = /\/workspaces\/[^/]+\/invoke$/;

/** Null for what is no request of Claude's that carries content. */
export function routeOf(method: string, url: URL, headers: Headers): Route | null {
  if (method !== "POST") return null;
  return claude(url, headers) ?? bedrock(url) ?? vertex(url);
}

function claude({ origin, hostname, pathname }: URL, headers: Headers): Route | null {
  const [whole, base = "", version, call] = CLAUDE.exec(pathname) ?? [];
  // Other services have messages too: those of Claude say which version of its API they are for.
  if (whole === undefined || (version === undefined && !headers.has("anthropic-version"))) return null;
  const operation = call === undefined ? "messages" : call === "/batches" ? "batches" : "count_tokens";
  const platform = GOOGLE_CLOUD.test(base) ? "google-cloud" : null;
  const sure = headers.has("anthropic-version") || platform !== null || platformOfHost(hostname) !== null;
  const toldBy = sure ? null : operation === "batches" ? "requests" : "messages";
  return { operation, model: null, platform, toldBy, baseURL: version === undefined ? null : origin + base };
}

function bedrock({ pathname }: URL): Route | null {
  const [, model] = BEDROCK.exec(pathname) ?? [];
  if (model === undefined) return null;
  const name = decoded(model);
  const toldBy = name.includes("anthropic.") ? null : "anthropic_version";
  return { operation: "messages", model: name, platform: "bedrock-legacy", toldBy, baseURL: null };
}

function vertex({ pathname }: URL): Route | null {
  const [, publisher, model] = VERTEX.exec(pathname) ?? [];
  if (model === undefined || (publisher !== undefined && publisher !== "anthropic")) return null;
  const counting = model === "count-tokens";
  return {
    operation: counting ? "count_tokens" : "messages",
    model: counting ? null : decoded(model),
    platform: "vertex",
    toldBy: publisher === "anthropic" ? null : "anthropic_version",
    baseURL: null,
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
