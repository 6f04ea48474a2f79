// The platform that a request is planned for: the one that is named, else the one that the request itself shows.
import type { Platform } from "../../platform/capability.ts";
import { platformOfHost } from "../../platform/hosts.ts";
import { findModel } from "../../platform/models.ts";
import { type CapabilityOverrides, withCapabilities } from "../../platform/override.ts";
import { findPlatform, PLATFORMS } from "../../platform/platforms.ts";
import type { Operation, Route } from "./route.ts";
import { signedFor } from "./signature.ts";

export interface Aim {
  readonly platform: Platform;
  /** True where nothing showed which it is. */
  readonly guessed: boolean;
}

export interface AimOptions {
  readonly platform?: string | undefined;
  readonly capabilities?: CapabilityOverrides | undefined;
}

/** AWS's names of the services that a signature is for. */
const SERVICES: ReadonlyMap<string, keyof typeof PLATFORMS> = new Map([
  ["bedrock", "bedrock-legacy"],
  ["bedrock-mantle", "bedrock"],
  ["aws-external-anthropic", "aws"],
]);

/** Most bytes of the body of a batch. Source: claude batch documentation, read 2026-09-26. */
const MAX_BATCH_BYTES = 256 * 1024 * 1024;

/**
 * In this order: the option, the host, the service that a signature is for, the shape of the path, the model's spelling (`anthropic.` is
 * Bedrock's, `fovea-` a gateway's of ours). An address that shows none of it is a server that speaks the Claude API and may be anyone's: `compatible`, to which pictures go as
 * base64, because some of them drop other forms without a word; for a model of Claude's, documents are then let through.
 *
 * @throws InputError `input.unknown-platform`
 */
export function aimOf(options: AimOptions, url: URL, headers: Headers, route: Route, model: string): Aim {
  const { aimed, guessed } = whoseOf(options.platform, url, headers, route, model);
  return { platform: withCapabilities(aimed, options.capabilities ?? {}), guessed };
}

function whoseOf(named: string | undefined, url: URL, headers: Headers, route: Route, model: string) {
  if (named !== undefined) return { aimed: findPlatform(named), guessed: false };
  const service = signedFor(headers)?.service;
  const shown =
    platformOfHost(url.hostname) ??
    (service === undefined ? null : SERVICES.get(service)) ??
    route.platform ??
    (/(^|\.)anthropic\./.test(model) ? "bedrock" : null);
  if (shown !== null && shown !== undefined) return { aimed: PLATFORMS[shown], guessed: false };
  // Ours alone: a gateway of Fovea, which takes whatever the Claude API takes, and plans again.
  if (model.startsWith("fovea-")) return { aimed: PLATFORMS.anthropic, guessed: false };
  const { compatible } = PLATFORMS;
  const claudes = findModel(model) !== null;
  return { aimed: claudes ? withCapabilities(compatible, { document: { base64: true } }) : compatible, guessed: true };
}

/**
 * What the platform's row says of this call. Tokens are counted of pictures in the body alone (claude token counting documentation, read
 * 2026-09-26). How long one request of a batch may be nobody says: as long as all of it.
 */
export function facing(platform: Platform, operation: Operation, strict: boolean): Platform {
  if (operation === "batches") return withCapabilities(platform, { maxRequestBytes: MAX_BATCH_BYTES });
  if (operation === "messages") return platform;
  const inBody = { url: false, file: false } as const;
  return withCapabilities(platform, strict ? { image: inBody } : { image: inBody, document: inBody });
}
