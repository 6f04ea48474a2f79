// Whose files they are, as a hash: where requests go, the credential, and the workspace where it is named. The secret cannot be read from it.
import { createHash, randomUUID } from "node:crypto";

export interface AccountFacts {
  /** Where requests go; a `/v1` at its end is part of the paths. */
  readonly baseURL: string;
  /** Key, token, or id of a key; null where it is not known. */
  readonly credential: string | null;
  /** Id of the workspace; null where it is not named. */
  readonly workspace: string | null;
}

/**
 * Credentials that change by the hour while the files stay: Google's and Microsoft's tokens, OAuth tokens of the Claude API, and keys that only
 * sign. Where the workspace is named they say no more than it does.
 */
const CHANGES = /^(ya29\.|eyJ|sk-ant-oat|(AKIA|ASIA)[A-Z0-9]{12,}$)/;

/** Where the address alone says nothing of whose files they are. Source: npm @anthropic-ai/sdk 1.12.0, client.ts. */
const SHARED_HOSTS: ReadonlySet<string> = new Set(["api.anthropic.com"]);

/** 32 hex digits: the same for the same facts, in every process; other ones every time when nothing tells whose files they are. */
export function accountOf({ baseURL, credential, workspace }: AccountFacts): string {
  const place = placeOf(baseURL);
  const named = workspace ?? /\/workspaces\/([^/]+)/.exec(place)?.[1] ?? null;
  const kept = named !== null && credential !== null && CHANGES.test(credential) ? null : credential;
  const unknown = kept === null && named === null && SHARED_HOSTS.has(hostOf(place));
  const facts = ["fovea account 1", place, kept, named, unknown ? randomUUID() : null];
  return createHash("sha256").update(JSON.stringify(facts)).digest("hex").slice(0, 32);
}

/** The address in front of `/v1/...`, without a slash at its end. */
export function placeOf(baseURL: string): string {
  const url = URL.canParse(baseURL) ? new URL(baseURL) : null;
  const whole = url === null ? baseURL : url.origin + url.pathname;
  return whole.replace(/\/+$/, "").replace(/\/v1$/, "");
}

function hostOf(place: string): string {
  return URL.canParse(place) ? new URL(place).hostname : "";
}

/** The credential and the workspace that headers name. */
export function accountHeaders(headers: Headers): Pick<AccountFacts, "credential" | "workspace"> {
  const authorization = headers.get("authorization");
  const signed = /^AWS4-\S+ .*?Credential=([^/,\s]+)/.exec(authorization ?? "")?.[1];
  const bearer = /^Bearer\s+(.+)$/i.exec(authorization ?? "")?.[1];
  return {
    credential: headers.get("x-api-key") ?? headers.get("api-key") ?? signed ?? bearer ?? authorization,
    workspace: headers.get("anthropic-workspace-id"),
  };
}
