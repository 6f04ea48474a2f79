// Every platform that requests can be sent to, one row each. What it accepts stands in @fovea/client's table of the same ids.
import { composeAsIs } from "../compose-as-is.ts";
import { bedrockModel, composeBedrock } from "./bedrock.ts";
import { bedrockLegacyModel, composeBedrockLegacy } from "./bedrock-legacy.ts";
import { anthropicCredentials, awsCredentials, compatibleCredentials, foundryCredentials } from "./credentials.ts";
import { bedrockLegacyReply } from "./event-stream.ts";
import { inEnvelope } from "./foreign-errors.ts";
import { googleCloudCredentials, googleCredentials } from "./google-credentials.ts";
import {
  anthropicPlace,
  awsPlace,
  bedrockLegacyPlace,
  bedrockPlace,
  compatiblePlace,
  foundryPlace,
  googleCloudPlace,
  vertexPlace,
} from "./places.ts";
import type { Row } from "./row.ts";
import type { RemoteId } from "./settings.ts";
import { composeVertex, vertexModel } from "./vertex.ts";

const asItIs = (model: string): string => model;
/** The Claude wire under the platform's own names, with errors of the cloud's own around it. */
const claudeWire = { modelName: asItIs, compose: composeAsIs, receive: inEnvelope };

const foundry: Row = { ...claudeWire, place: foundryPlace, credentials: foundryCredentials };

export const ROWS: Readonly<Record<RemoteId, Row>> = Object.freeze({
  anthropic: {
    modelName: asItIs,
    compose: composeAsIs,
    place: anthropicPlace,
    credentials: anthropicCredentials,
  },
  aws: {
    ...claudeWire,
    place: awsPlace,
    credentials: awsCredentials("aws-external-anthropic", "ANTHROPIC_AWS_API_KEY"),
  },
  bedrock: {
    modelName: bedrockModel,
    compose: composeBedrock,
    place: bedrockPlace,
    credentials: awsCredentials("bedrock-mantle", "AWS_BEARER_TOKEN_BEDROCK"),
    receive: inEnvelope,
  },
  "bedrock-legacy": {
    modelName: bedrockLegacyModel,
    compose: composeBedrockLegacy,
    place: bedrockLegacyPlace,
    credentials: awsCredentials("bedrock", "AWS_BEARER_TOKEN_BEDROCK"),
    receive: bedrockLegacyReply,
  },
  vertex: {
    modelName: vertexModel,
    compose: composeVertex,
    place: vertexPlace,
    credentials: googleCredentials,
    receive: inEnvelope,
  },
  "google-cloud": { ...claudeWire, place: googleCloudPlace, credentials: googleCloudCredentials },
  foundry,
  "foundry-azure": foundry,
  compatible: {
    modelName: asItIs,
    compose: composeAsIs,
    place: compatiblePlace,
    credentials: compatibleCredentials,
  },
});
