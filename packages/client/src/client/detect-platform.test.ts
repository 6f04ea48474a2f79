import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { AnthropicAws } from "@anthropic-ai/aws-sdk";
import { AnthropicBedrock, AnthropicBedrockMantle } from "@anthropic-ai/bedrock-sdk";
import { AnthropicFoundry } from "@anthropic-ai/foundry-sdk";
import { AnthropicGoogleCloud } from "@anthropic-ai/google-cloud-sdk";
import Anthropic from "@anthropic-ai/sdk";
import { AnthropicVertex } from "@anthropic-ai/vertex-sdk";
import Anthropic0 from "anthropic-sdk-0";
import { platformFor } from "./detect-platform.ts";
import type { Environment } from "./environment.ts";
import type { FoveaOptions } from "./fovea-options.ts";

const NOWHERE: Environment = { baseURL: undefined, key: undefined };
const find = (options: FoveaOptions, environment = NOWHERE) => platformFor(options, environment);
const aws = { awsRegion: "us-east-1", awsAccessKey: "AKIA", apiKey: null, maxRetries: 0 };

/** Pointed at an address that says nothing, so that the client itself must. */
const here = { baseURL: "http://127.0.0.1:1" };
const CLIENTS = {
  aws: () => new AnthropicAws({ ...aws, ...here, awsSecretAccessKey: "s", workspaceId: "wrkspc_1" }),
  bedrock: () => new AnthropicBedrockMantle({ ...aws, ...here, awsSecretAccessKey: "s" }),
  "bedrock-legacy": () => new AnthropicBedrock({ ...aws, ...here, awsSecretKey: "s" }),
  vertex: () => new AnthropicVertex({ ...here, region: "us-east5", projectId: "p", authClient: {} as never }),
  "google-cloud": () => new AnthropicGoogleCloud({ ...here, skipAuth: true, project: "p", workspaceId: "wrkspc_1" }),
  foundry: () => new AnthropicFoundry({ ...here, apiKey: "k" }),
} as const;

describe("the platform of a client", () => {
  for (const [id, make] of Object.entries(CLIENTS)) {
    const client = make();
    test(`of ${id}, by its class`, () => assert.equal(find({ client }), id));

    test(`of ${id}, by a class made from it`, () => {
      const own = Object.create(client, { constructor: { value: class Mine {} } });
      assert.equal(find({ client: own }), id);
    });

    test(`of ${id}, by its fields, where a bundler has shortened the names of classes`, () => {
      const fields = Object.fromEntries(
        Object.getOwnPropertyNames(client).map((name) => [name, Reflect.get(client, name)]),
      );
      assert.equal(find({ client: { ...fields, messages: client.messages } as never }), id);
    });
  }

  for (const Sdk of [Anthropic, Anthropic0])
    test(`of the Claude API, by its address (${Sdk === Anthropic ? "SDK 1" : "SDK 0"})`, () => {
      const at = (baseURL?: string, apiKey = "k") => find({ client: new Sdk({ apiKey, baseURL: baseURL ?? null }) });
      assert.equal(at(), "anthropic");
      assert.equal(at("https://bedrock-mantle.us-east-1.api.aws/anthropic"), "bedrock");
      assert.equal(at("http://10.0.0.7:11434"), "compatible");
      assert.equal(at("http://10.0.0.7:8080", "sk-fovea-abc"), "anthropic");
    });

  test("nobody's: what only has the shape of a client is taken for the Claude API's", () =>
    assert.equal(find({ client: { messages: { create: async () => ({}), stream: () => ({}) } } }), "anthropic"));
});

describe("the platform of an address", () => {
  test("is the Claude API where none is given", () => assert.equal(find({}), "anthropic"));
  test("is that of baseURL", () =>
    assert.equal(find({ baseURL: "https://my.services.ai.azure.com/anthropic" }), "foundry"));
  test("is that of the environment, unless baseURL is given", () => {
    const environment = { baseURL: "http://ollama.lan:11434", key: undefined };
    assert.equal(find({}, environment), "compatible");
    assert.equal(find({ baseURL: "https://api.anthropic.com" }, environment), "anthropic");
    assert.equal(find({}, { ...environment, key: "sk-fovea-1" }), "anthropic");
  });
});

describe("a platform that is named", () => {
  test("wins where nothing contradicts it", () => {
    assert.equal(find({ platform: "anthropic", baseURL: "https://proxy.example.com" }), "anthropic");
    assert.equal(find({ platform: "foundry-azure", client: CLIENTS.foundry() }), "foundry-azure");
    assert.equal(find({ platform: "bedrock" }), "bedrock");
  });

  test("wins over the address of a client whose requests are carried elsewhere", () => {
    const client = new Anthropic({ apiKey: "k", baseURL: null, fetch: async () => new Response() });
    assert.equal(find({ platform: "eyes", client }), "eyes");
  });

  test("is a TypeError where the client is another's", () =>
    assert.throws(() => find({ platform: "anthropic", client: CLIENTS.vertex() }), {
      name: "TypeError",
      message:
        'platform "anthropic" contradicts what else was given: client is an AnthropicVertex, which goes to "vertex". Leave platform out, or give what goes to "anthropic".',
    }));

  test("is a TypeError where the address is another's", () => {
    const elsewhere = { platform: "bedrock", baseURL: "https://api.anthropic.com" } as const;
    assert.throws(() => find(elsewhere), /baseURL is at api\.anthropic\.com/);
    const client = new Anthropic({ apiKey: "k", baseURL: null });
    assert.throws(() => find({ platform: "vertex", client }), TypeError);
  });
});
