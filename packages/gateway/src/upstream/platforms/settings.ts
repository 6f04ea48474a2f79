// What a platform is told when it is opened: settings first, then the environment, by the names that the platform's own clients use.
import type { PlatformId } from "@fovea/client/internal/platform/capability";
import type { CapabilityOverrides } from "@fovea/client/internal/platform/override";
import type { Timeouts } from "../failure.ts";
import type { FilePolicy } from "../upstream.ts";

/** Platforms that are somewhere else. */
export type RemoteId = Exclude<PlatformId, "eyes">;

export interface UpstreamSettings {
  readonly platform: RemoteId;
  /** What errors, routes and the configuration call it. Default: the id of the platform. */
  readonly name?: string;
  /** Where requests go instead of to the platform's own address; a path in it stands in front of every target. */
  readonly baseUrl?: string;
  /** AWS: like `us-east-1`. Vertex: as `location`. */
  readonly region?: string;
  /** Google Cloud. */
  readonly projectId?: string;
  /** Google Cloud: like `global`, `us`, `eu`, `us-east5`. */
  readonly location?: string;
  /** Anthropic's workspace, on Claude Platform on AWS and Claude Models on Google Cloud. */
  readonly workspaceId?: string;
  /** Foundry: the first label of the host name. */
  readonly resource?: string;
  readonly apiKey?: string;
  /** A bearer token that somebody else keeps fresh. */
  readonly authToken?: string;
  /** AWS: a profile of the shared files, which then wins over keys of the environment. */
  readonly profile?: string;
  readonly files?: Partial<FilePolicy>;
  /** What this place accepts in other ways than the table says. */
  readonly capabilities?: CapabilityOverrides;
  readonly timeouts?: Partial<Timeouts>;
  /** Certificates (PEM) to trust instead of the well-known ones. */
  readonly ca?: string;
  /** Tries after one that reached nobody. Default 2. */
  readonly maxRetries?: number;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Settings and environment of one upstream. */
export interface Given {
  readonly settings: UpstreamSettings;
  readonly env: Environment;
  /** The platform's name for people. */
  readonly title: string;
}

type TextSetting =
  | "region"
  | "projectId"
  | "location"
  | "workspaceId"
  | "resource"
  | "baseUrl"
  | "apiKey"
  | "authToken";

const FLAGS: Readonly<Partial<Record<TextSetting, string>>> = {
  region: "--region",
  projectId: "--project",
  location: "--location",
  workspaceId: "--workspace-id",
  resource: "--resource",
  baseUrl: "--base-url",
};

/** The value of the first variable that is set; one of blanks is not. */
export function fromEnvironment(env: Environment, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = env[name]?.trim();
    if (value !== undefined && value !== "") return value;
  }
  return undefined;
}

/** A setting, else the environment's; undefined without either. */
export function read({ settings, env }: Given, name: TextSetting, variables: readonly string[]): string | undefined {
  const value = settings[name]?.trim();
  return value === undefined || value === "" ? fromEnvironment(env, variables) : value;
}

/** As `read`. @throws TypeError that names everything that would do */
export function need(given: Given, name: TextSetting, variables: readonly string[]): string {
  const value = read(given, name, variables);
  if (value === undefined) throw new TypeError(`${given.title} needs ${name}: ${ways(name, variables)}.`);
  return value;
}

/** `set "region" (--region) or the environment variable AWS_REGION`. */
export function ways(name: TextSetting, variables: readonly string[]): string {
  const flag = FLAGS[name];
  const setting = `set "${name}"${flag === undefined ? "" : ` (${flag})`}`;
  return variables.length === 0 ? setting : `${setting} or the environment variable ${variables.join(" or ")}`;
}

/** A part of a host name or a path: what else it held would lead elsewhere. @throws TypeError */
export function plain(given: Given, name: TextSetting, value: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/.test(value))
    throw new TypeError(
      `${given.title} cannot use this ${name}: only letters, digits and . _ : - may stand in it, and it begins with a letter or digit.`,
    );
  return value;
}
