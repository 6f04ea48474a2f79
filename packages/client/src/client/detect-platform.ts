// Where requests will go, from what the caller gave: a client of some official package, or the address of a server. Never by instanceof: a
// program may hold several copies and versions of a package.
import type { PlatformId } from "../platform/capability.ts";
import { platformOfHost } from "../platform/hosts.ts";
import { findPlatform } from "../platform/platforms.ts";
import { type Environment, readEnvironment } from "./environment.ts";
import type { FoveaOptions } from "./fovea-options.ts";

/** A platform, and what tells it. */
interface Found {
  readonly id: PlatformId;
  /** For people: `client is an AnthropicVertex`. Null where it is only a guess, which no other word contradicts. */
  readonly by: string | null;
}

/**
 * The platform to plan for: the one that is named, else the one found.
 *
 * @throws TypeError when a platform is named and the client, or the base URL, is another's; InputError `input.unknown-platform`
 */
export function platformFor(
  { platform, client, baseURL, apiKey, authToken, fetch }: FoveaOptions,
  environment: Environment = readEnvironment(),
): PlatformId {
  const found =
    client === undefined
      ? ofAddress(
          baseURL ?? environment.baseURL,
          baseURL === undefined ? "ANTHROPIC_BASE_URL" : "baseURL",
          apiKey ?? authToken ?? environment.key,
          fetch !== undefined,
        )
      : ofClient(client);
  if (platform === undefined) return found.id;
  const { id } = findPlatform(platform);
  if (found.by !== null && family(id) !== family(found.id))
    throw new TypeError(
      `platform "${platform}" contradicts what else was given: ${found.by}, which goes to "${found.id}". Leave platform out, or give what goes to "${id}".`,
    );
  return id;
}

/** The two hostings of Foundry have one client and one address. */
function family(id: PlatformId): string {
  return id === "foundry-azure" ? "foundry" : id;
}

/** Names of the packages' classes, and of classes made from them. */
const CLASSES: Readonly<Record<string, PlatformId>> = {
  AnthropicAws: "aws",
  AnthropicBedrockMantle: "bedrock",
  AnthropicBedrock: "bedrock-legacy",
  AnthropicVertex: "vertex",
  AnthropicGoogleCloud: "google-cloud",
  AnthropicFoundry: "foundry",
};

/** Fields that only these clients have: bundlers shorten the names of classes, not of fields. */
const FIELDS: readonly (readonly [readonly string[], PlatformId])[] = [
  [["awsRegion", "awsSecretKey"], "bedrock-legacy"],
  [["awsRegion", "workspaceId"], "aws"],
  [["awsRegion", "awsSecretAccessKey"], "bedrock"],
  [["region", "projectId"], "vertex"],
  [["project", "location", "workspaceId"], "google-cloud"],
  [["resource"], "foundry"],
];

function ofClient(client: object): Found {
  const name = classNames(client).find((one) => Object.hasOwn(CLASSES, one));
  if (name !== undefined) return { id: CLASSES[name] as PlatformId, by: `client is an ${name}` };
  const fields = FIELDS.find(([names]) => names.every((one) => Object.hasOwn(client, one)));
  if (fields) return { id: fields[1], by: `client has ${fields[0].join(" and ")}` };
  const { baseURL, apiKey, authToken, fetch } = client as Readonly<Record<string, unknown>>;
  const carriedElsewhere = fetch !== undefined && fetch !== globalThis.fetch;
  return ofAddress(text(baseURL), "the client's baseURL", text(apiKey) ?? text(authToken), carriedElsewhere);
}

/** Keys that `fovea serve` makes: a server of ours takes what the Claude API takes. */
const OURS = /^sk-fovea-/;

/**
 * Of a server that nobody here knows only what every server of the Messages API takes is expected: one that drops what it does not know
 * would answer without the picture.
 */
function ofAddress(url: string | undefined, from: string, key: string | undefined, carriedElsewhere: boolean): Found {
  if (url === undefined) return { id: "anthropic", by: null };
  const host = URL.canParse(url) ? new URL(url).hostname : "";
  const id = platformOfHost(host);
  if (id !== null) return { id, by: carriedElsewhere ? null : `${from} is at ${host}` };
  return { id: OURS.test(key ?? "") ? "anthropic" : "compatible", by: null };
}

function classNames(client: object): string[] {
  const names: string[] = [];
  for (let proto: unknown = Object.getPrototypeOf(client); proto !== null; proto = Object.getPrototypeOf(proto)) {
    const { name } = (proto as { readonly constructor?: { readonly name?: unknown } }).constructor ?? {};
    if (typeof name === "string") names.push(name);
  }
  return names;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
