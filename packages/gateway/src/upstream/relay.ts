// An upstream that speaks the Claude wire at an address: the bytes of a request go there, the reply comes back untouched, both as streams.
import type { Platform } from "@fovea/client/internal/platform/capability";
import { fixedHeaders } from "./authorizer.ts";
import { platformAt, readBaseUrl } from "./base-url.ts";
import { composeAsIs } from "./compose-as-is.ts";
import { credentialIdOf } from "./credential-id.ts";
import type { Timeouts } from "./failure.ts";
import { createSender } from "./sender.ts";
import { DEFAULT_FILE_POLICY, type FilePolicy, type Upstream } from "./upstream.ts";

export interface RelayOptions {
  /** Where requests go, like `https://api.anthropic.com` or `http://127.0.0.1:11434`; a path in it stands in front of every target. */
  readonly baseUrl: string;
  /** Sent as `x-api-key`. The caller's own credentials never go upstream. */
  readonly apiKey?: string;
  /** Sent as `Authorization: Bearer`. An `apiKey` wins over it, as in the official clients. */
  readonly authToken?: string;
  /** What the upstream accepts. Default: the row of the Claude API for `https://api.anthropic.com`, else that of compatible servers. */
  readonly platform?: Platform;
  readonly timeouts?: Partial<Timeouts>;
  /** Certificates (PEM) to trust instead of the well-known ones. */
  readonly ca?: string;
  /** Tries after one that reached nobody. Default 2. */
  readonly maxRetries?: number;
  /** What errors and the configuration call it. Default: the id of the platform. */
  readonly name?: string;
  /** Default: what the caller sends as a file is uploaded, and foreign ids do not pass. */
  readonly files?: FilePolicy;
}

/** @throws TypeError when `baseUrl` is none. */
export function createRelay(options: RelayOptions): Upstream {
  const base = readBaseUrl(options.baseUrl);
  const { platform = platformAt(base.origin), timeouts, ca, maxRetries } = options;
  const credentials = credentialsOf(options);
  const sender = createSender({ base, authorizer: fixedHeaders(credentials), timeouts, ca, maxRetries });
  return {
    name: options.name ?? platform.id,
    platform,
    files: options.files ?? DEFAULT_FILE_POLICY,
    credentialId: credentialIdOf(base, credentials),
    modelName: (model) => model,
    compose: composeAsIs,
    ...sender,
  };
}

function credentialsOf({ apiKey, authToken }: RelayOptions): Record<string, string> {
  if (apiKey !== undefined) return { "x-api-key": apiKey };
  return authToken === undefined ? {} : { authorization: `Bearer ${authToken}` };
}
