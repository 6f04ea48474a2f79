// Every platform there is a fake of: who is let in, and what differs on the wire.
import type { Credentials } from "../credentials.ts";
import type { FakeOptions } from "../fake.ts";
import type { FakePlatform } from "../limits.ts";
import type { Wire } from "../wire.ts";
import * as anthropic from "./anthropic.ts";
import * as aws from "./aws.ts";
import * as bedrock from "./bedrock.ts";
import * as bedrockLegacy from "./bedrock-legacy.ts";
import * as compatible from "./compatible.ts";
import * as foundry from "./foundry.ts";
import * as google from "./google.ts";

interface Entry {
  credentials(url: string, owner: string, now: () => number): Credentials;
  wire(all: readonly Credentials[], now: () => number, options: FakeOptions): Wire;
}

export const ENTRIES: Readonly<Record<FakePlatform, Entry>> = {
  anthropic,
  aws,
  bedrock,
  "bedrock-legacy": bedrockLegacy,
  vertex: { credentials: google.vertexCredentials, wire: google.vertexWire },
  "google-cloud": { credentials: google.googleCloudCredentials, wire: google.googleCloudWire },
  foundry: {
    credentials: foundry.credentials,
    wire: (all, _now, { deployments }) => foundry.wire(all, "foundry", deployments),
  },
  "foundry-azure": {
    credentials: foundry.credentials,
    wire: (all, _now, { deployments }) => foundry.wire(all, "foundry-azure", deployments),
  },
  compatible: {
    credentials: compatible.credentials,
    wire: (all, _now, { open = false }) => compatible.wire(all, open),
  },
};
