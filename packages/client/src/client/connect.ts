// An official client: the caller's own, or one of `@anthropic-ai/sdk` (an optional peer) made from keys and environment.
import { errorOf } from "../errors/errors.ts";
import type { PlatformId } from "../platform/capability.ts";
import { readEnvironment } from "./environment.ts";
import { isMessagesClient, type MessagesClient } from "./messages-client.ts";

/** How the platform is reached: by an official client that is there, or by what one is made with. */
export interface ConnectOptions {
  /** An official client that exists already; the options below are then not allowed. */
  readonly client?: MessagesClient;
  /** Key of the Claude API. Default: `ANTHROPIC_API_KEY`. */
  readonly apiKey?: string;
  /** Bearer token instead of a key. Default: `ANTHROPIC_AUTH_TOKEN`. */
  readonly authToken?: string;
  /** Where requests go. Default: `ANTHROPIC_BASE_URL`, or the Claude API. */
  readonly baseURL?: string;
  /** Carries requests instead of the global `fetch`: a gateway in this process, a proxy, a test. */
  readonly fetch?: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
}

/**
 * Returns a function that gives the client, made once, at the first use.
 *
 * @throws TypeError at once when `client` is no official client, or comes with options that only make sense without it.
 */
export function connector(options: ConnectOptions): () => Promise<MessagesClient> {
  const { client, ...rest } = options;
  if (client === undefined) {
    let made: Promise<MessagesClient> | undefined;
    return () => {
      made ??= makeClient(rest);
      return made;
    };
  }
  if (!isMessagesClient(client))
    throw new TypeError("client must be an official client: an object with messages.create and messages.stream");
  const [extra] = Object.entries(rest).filter(([, value]) => value !== undefined);
  if (extra) throw new TypeError(`${extra[0]} cannot be given together with client; set it on the client`);
  return async () => client;
}

/** What goes to a platform that has no address which a key alone opens. */
const CLIENTS: Readonly<Record<Exclude<PlatformId, "anthropic">, string>> = {
  aws: "client: new AnthropicAws() of @anthropic-ai/aws-sdk",
  bedrock: "client: new AnthropicBedrockMantle() of @anthropic-ai/bedrock-sdk",
  "bedrock-legacy": "client: new AnthropicBedrock() of @anthropic-ai/bedrock-sdk",
  vertex: "client: new AnthropicVertex() of @anthropic-ai/vertex-sdk",
  "google-cloud": "client: new AnthropicGoogleCloud() of @anthropic-ai/google-cloud-sdk",
  foundry: "client: new AnthropicFoundry() of @anthropic-ai/foundry-sdk",
  "foundry-azure": "client: new AnthropicFoundry() of @anthropic-ai/foundry-sdk",
  compatible: "baseURL",
  eyes: "fetch (that of a gateway in this process), or baseURL",
};

/**
 * Planning for a platform takes its name alone; sending to it takes a way there.
 *
 * @throws TypeError when the request would go to the Claude API instead
 */
export function checkReach(id: PlatformId, { client, fetch, baseURL }: ConnectOptions): void {
  if (id === "anthropic" || client !== undefined || fetch !== undefined) return;
  if ((baseURL ?? readEnvironment().baseURL) !== undefined) return;
  throw new TypeError(`nothing leads to platform "${id}": give createFovea ${CLIENTS[id]}`);
}

async function makeClient(options: Omit<ConnectOptions, "client">): Promise<MessagesClient> {
  const sdk = await import("@anthropic-ai/sdk").catch((cause: unknown) => {
    throw errorOf("engine.no-sdk", { package: "@anthropic-ai/sdk" }, { cause });
  });
  const { apiKey, authToken, baseURL, fetch } = options;
  const given = {
    ...(apiKey === undefined ? {} : { apiKey, authToken: null }),
    ...(authToken === undefined ? {} : { authToken, apiKey: null }),
    ...(baseURL === undefined ? {} : { baseURL }),
    ...(fetch === undefined ? {} : { fetch }),
  };
  return new sdk.Anthropic(given);
}
