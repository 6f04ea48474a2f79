// Which credentials each platform takes, in the order of its own client; the first that are there count.
import { awsKeys } from "./aws-keys.ts";
import { signing } from "./aws-signature.ts";
import { entraCredentials } from "./entra-credentials.ts";
import { noCredentials } from "./no-credentials.ts";
import { regionToSign } from "./places.ts";
import type { Credentials, Place } from "./row.ts";
import type { Given } from "./settings.ts";
import { type KeyPlace, noKey, staticCredentials } from "./static-credentials.ts";

export function anthropicCredentials(given: Given, place: Place): Credentials {
  return (
    staticCredentials(given, [
      { setting: "apiKey", as: "x-api-key" },
      { setting: "authToken", as: "bearer" },
      { variable: "ANTHROPIC_API_KEY", as: "x-api-key" },
      { variable: "ANTHROPIC_AUTH_TOKEN", as: "bearer" },
    ]) ?? without(given, place, "ANTHROPIC_API_KEY, ANTHROPIC_AUTH_TOKEN: neither is set")
  );
}

/** Settings alone: a key of the Claude API in the environment is not meant for any other server. */
export function compatibleCredentials(given: Given): Credentials {
  return (
    staticCredentials(given, [
      { setting: "apiKey", as: "x-api-key" },
      { setting: "authToken", as: "bearer" },
    ]) ?? noKey("the settings apiKey and authToken; servers of one's own often need neither")
  );
}

/** Keys as bearers, else a signature. A profile that is asked for by name wins over a key of the environment. */
export function awsCredentials(service: string, variable: string): (given: Given, place: Place) => Credentials {
  return (given, place) => {
    const settings: KeyPlace[] = [
      { setting: "apiKey", as: "bearer" },
      { setting: "authToken", as: "bearer" },
    ];
    const environment: KeyPlace[] = given.settings.profile === undefined ? [{ variable, as: "bearer" }] : [];
    const fixed = staticCredentials(given, [...settings, ...environment]);
    if (fixed !== null) return fixed;
    const keys = awsKeys(given);
    return {
      authorizer: signing({ service, region: regionToSign(place, given), keys: keys.get }),
      identity: keys.identity,
      describe: keys.describe,
    };
  };
}

export function foundryCredentials(given: Given, place: Place): Credentials {
  return (
    staticCredentials(given, [
      { setting: "apiKey", as: "x-api-key" },
      { setting: "authToken", as: "bearer" },
      { variable: "ANTHROPIC_FOUNDRY_API_KEY", as: "x-api-key" },
    ]) ??
    entraCredentials(given) ??
    without(
      given,
      place,
      "ANTHROPIC_FOUNDRY_API_KEY, or AZURE_TENANT_ID and AZURE_CLIENT_ID with AZURE_CLIENT_SECRET or AZURE_FEDERATED_TOKEN_FILE: not set",
    )
  );
}

/** The platform's own address lets nobody in without: no picture is sent there to be refused. A proxy of one's own may add a key. */
function without({ title }: Given, { baseUrl }: Place, where: string): Credentials {
  const none = noKey(where);
  if (!/^https:\/\/(?:api\.anthropic\.com|[^/]+\.services\.ai\.azure\.com)(?:\/|$)/.test(baseUrl)) return none;
  const prove = () => Promise.reject(noCredentials(title, "none were found", undefined));
  return { ...none, authorizer: { ...none.authorizer, prove } };
}
