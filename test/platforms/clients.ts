// The platforms' official clients, pointed at their fakes as anyone would point them at a platform: credentials, region, base URL.
import { AnthropicAws } from "@anthropic-ai/aws-sdk";
import { AnthropicBedrock, AnthropicBedrockMantle } from "@anthropic-ai/bedrock-sdk";
import { AnthropicFoundry } from "@anthropic-ai/foundry-sdk";
import { AnthropicGoogleCloud } from "@anthropic-ai/google-cloud-sdk";
import Anthropic from "@anthropic-ai/sdk";
import { AnthropicVertex } from "@anthropic-ai/vertex-sdk";
import { GoogleAuth } from "google-auth-library";
import type { Credentials, FakePlatform } from "../fakes/fake.ts";
import { SCOPE } from "../fakes/tokens.ts";

/** How a client proves who it is, where a platform takes both. Default: a signature. */
export type Auth = "signature" | "key";

/** The official client. What a platform lacks (files, batches, models, count_tokens) is missing at run time, whatever the type says. */
export function officialClient(platform: FakePlatform, credentials: Credentials, auth: Auth = "signature"): Anthropic {
  const { baseURL, key } = credentials;
  const common = { baseURL, maxRetries: 0 };
  const make = (): unknown => {
    switch (platform) {
      case "anthropic":
        return new Anthropic({ ...common, apiKey: key });
      case "compatible":
        return new Anthropic({ ...common, apiKey: null, authToken: key });
      case "aws":
        return new AnthropicAws({
          ...common,
          ...signing(credentials, auth),
          workspaceId: credentials.workspaceId ?? "",
        });
      case "bedrock":
        return new AnthropicBedrockMantle({ ...common, ...signing(credentials, auth) });
      case "bedrock-legacy":
        return legacy(credentials, auth);
      case "vertex":
        return new AnthropicVertex({
          ...common,
          region: credentials.google?.location ?? "",
          projectId: credentials.google?.project ?? "",
          googleAuth: googleAuth(credentials),
        });
      case "google-cloud":
        return new AnthropicGoogleCloud({ ...common, googleAuth: googleAuth(credentials) });
      case "foundry":
      case "foundry-azure":
        return new AnthropicFoundry({ ...common, apiKey: key ?? "" });
    }
  };
  return make() as Anthropic;
}

function signing({ aws, key }: Credentials, auth: Auth) {
  if (aws === null) throw new TypeError("no AWS key");
  if (auth === "key") return { apiKey: key, awsRegion: aws.region };
  return {
    awsRegion: aws.region,
    awsAccessKey: aws.accessKeyId,
    awsSecretAccessKey: aws.secretAccessKey,
    awsSessionToken: aws.sessionToken,
  };
}

function legacy({ baseURL, aws, key }: Credentials, auth: Auth): AnthropicBedrock {
  if (aws === null) throw new TypeError("no AWS key");
  const common = { baseURL, maxRetries: 0, awsRegion: aws.region };
  if (auth === "key") return new AnthropicBedrock({ ...common, apiKey: key });
  return new AnthropicBedrock({
    ...common,
    apiKey: null,
    awsAccessKey: aws.accessKeyId,
    awsSecretKey: aws.secretAccessKey,
    awsSessionToken: aws.sessionToken,
  });
}

/** Tokens from the fake, by its credentials file: the library exchanges a federated identity's token there. */
export function googleAuth({ google }: Credentials): GoogleAuth {
  if (google === null) throw new TypeError("no Google credentials");
  return new GoogleAuth({ keyFile: google.file, scopes: SCOPE });
}

/** A model each platform has, by its own name for it. */
export const MODEL: Readonly<Record<FakePlatform, string>> = {
  anthropic: "claude-opus-4-8",
  aws: "claude-opus-4-8",
  bedrock: "anthropic.claude-opus-4-8",
  "bedrock-legacy": "us.anthropic.claude-sonnet-4-5-20250929-v1:0",
  vertex: "claude-opus-4-8",
  "google-cloud": "claude-opus-4-8",
  foundry: "claude-opus-4-8",
  "foundry-azure": "claude-opus-4-8",
  compatible: "llama-vision",
};
