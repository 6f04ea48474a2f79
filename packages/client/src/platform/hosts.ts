// From a host name to the platform that answers there. Sources: the addresses that the official client packages make (npm @anthropic-ai/*,
// read 2026-11-22), and AWS's and Google's documentation of private and regional endpoints.
import type { PlatformId } from "./capability.ts";

const HOSTS: readonly (readonly [RegExp, PlatformId])[] = [
  [/^api\.anthropic\.com$/, "anthropic"],
  [/^aws-external-anthropic\.[a-z0-9-]+\.api\.aws$/, "aws"],
  [/^bedrock-mantle\.[a-z0-9-]+\.api\.aws$/, "bedrock"],
  [/(^|\.)bedrock-runtime(-fips)?\.[a-z0-9-]+\.(vpce\.)?amazonaws\.com(\.cn)?$/, "bedrock-legacy"],
  [/^([a-z0-9-]+-)?aiplatform\.googleapis\.com$/, "vertex"],
  [/^aiplatform\.(us|eu)\.rep\.googleapis\.com$/, "vertex"],
  [/^claude\.googleapis\.com$/, "google-cloud"],
  [/^[a-z0-9-]+\.services\.ai\.azure\.com$/, "foundry"],
];

/**
 * The platform at a host, like `api.anthropic.com`; null for a host of somebody's own. Of Foundry's two hostings, which share their host names,
 * the one by Anthropic.
 */
export function platformOfHost(host: string): PlatformId | null {
  const name = host.toLowerCase().replace(/\.$/, "");
  return HOSTS.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}
