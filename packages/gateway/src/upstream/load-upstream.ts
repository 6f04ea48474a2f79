// The platforms for those who have one: nothing of them is loaded before, as load-relay.ts does it.
import type { Found } from "./platforms/row.ts";
import type { Environment, UpstreamSettings } from "./platforms/settings.ts";
import type { Upstream } from "./upstream.ts";

/**
 * An upstream of a platform. `env` has what its own clients read there (regions, keys, projects); AWS's shared files and the metadata servers are
 * found by their libraries, which read the process's environment.
 *
 * @throws TypeError for settings that are missing or cannot be; it names what would do
 */
export async function createUpstream(settings: UpstreamSettings, env: Environment): Promise<Upstream> {
  const platforms = await import("./platforms/create-upstream.ts");
  return platforms.createUpstream(settings, env);
}

/**
 * Which credentials such an upstream would use, and until when; they are got, where they are not simply there. Never the secret itself.
 * @throws TypeError as `createUpstream`
 */
export async function describeCredentials(settings: UpstreamSettings, env: Environment): Promise<Found> {
  const platforms = await import("./platforms/create-upstream.ts");
  return platforms.describeCredentials(settings, env);
}
