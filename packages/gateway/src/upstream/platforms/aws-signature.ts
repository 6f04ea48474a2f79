// AWS signature version 4 over a request and the hash of its body. The signer is loaded with the first request.
import type { Authorizer, Unproven } from "../authorizer.ts";
import type { AwsKeys } from "./aws-keys.ts";
import { Sha256 } from "./sha256.ts";

export interface SigningOptions {
  /** `bedrock`, `bedrock-mantle` or `aws-external-anthropic`. */
  readonly service: string;
  readonly region: string;
  readonly keys: (signal: AbortSignal) => Promise<AwsKeys>;
  /** ms since 1970. Default: the clock's. */
  readonly now?: () => number;
}

export function signing({ service, region, keys, now = Date.now }: SigningOptions): Authorizer {
  return {
    coversBody: true,
    async prove(request) {
      const credentials = await keys(request.signal);
      const { SignatureV4 } = await import("@smithy/signature-v4");
      const signer = new SignatureV4({ service, region, credentials, sha256: Sha256 });
      const { headers } = await signer.sign(signable(request), { signingDate: new Date(now()) });
      // The rest of what was signed is on the request already; the host is undici's to write.
      const { host: _, ...signed } = headers;
      return signed;
    },
  };
}

function signable({ method, origin, path, headers, bodySha256 }: Unproven) {
  const url = new URL(origin);
  const [pathname = "", query = ""] = split(path);
  return {
    method,
    protocol: url.protocol,
    hostname: url.hostname,
    path: pathname,
    query: queryOf(query),
    headers: { ...headers, host: url.host, "x-amz-content-sha256": bodySha256 ?? "" },
  };
}

function split(path: string): [string, string] {
  const mark = path.indexOf("?");
  return mark === -1 ? [path, ""] : [path.slice(0, mark), path.slice(mark + 1)];
}

function queryOf(text: string): Record<string, string[]> {
  const parameters = new URLSearchParams(text);
  return Object.fromEntries([...new Set(parameters.keys())].map((name) => [name, parameters.getAll(name)]));
}
