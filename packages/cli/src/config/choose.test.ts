import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { CommandError } from "../command-error.ts";
import { UsageError } from "../usage-error.ts";
import { type Chosen, choose } from "./choose.ts";
import type { Config, ServeConfig } from "./schema.ts";
import { SERVE_DEFAULTS, serveSettings } from "./serve-settings.ts";

const file: Config = {
  platforms: {
    main: { platform: "bedrock", region: "eu-west-1", uploads: "never" },
    azure: { platform: "foundry", resource: "mine" },
  },
  models: {
    "claude-sonnet-5-5": { platform: "azure", as: "my-deployment", planAs: "claude-sonnet-5-5" },
    "*": { platform: "main" },
  },
};
const one: Config = { platforms: { main: { platform: "bedrock", region: "eu-west-1" } } };

describe("which platforms there are", () => {
  test("none: the eyes", () => assert.deepEqual(choose({}, {}, {}), { platforms: [], routes: [], eyes: false }));

  test("the file's, with its routes", () => {
    assert.deepEqual(choose(file, {}, {}), {
      platforms: [
        { name: "main", platform: "bedrock", region: "eu-west-1", uploads: "never" },
        { name: "azure", platform: "foundry", resource: "mine" },
      ],
      routes: [
        { model: "claude-sonnet-5-5", upstream: "azure", as: "my-deployment", planAs: "claude-sonnet-5-5" },
        { model: "*", upstream: "main" },
      ],
      eyes: false,
    });
  });

  test("one by a flag, without any file", () => {
    const { platforms } = choose({}, { platform: "Vertex-AI", project: "p", location: "global", uploads: "never" }, {});
    assert.deepEqual(platforms, [
      { name: "vertex", platform: "vertex", projectId: "p", location: "global", uploads: "never" },
    ]);
  });

  test("one of the file by its name: then everything goes there, under the names that the file gives", () => {
    assert.deepEqual(choose(file, { platform: "azure" }, {}), {
      platforms: [{ name: "azure", platform: "foundry", resource: "mine" }],
      routes: [
        { model: "claude-sonnet-5-5", upstream: "azure", as: "my-deployment", planAs: "claude-sonnet-5-5" },
        { model: "*", upstream: "azure" },
      ],
      eyes: false,
    });
  });

  test("the eyes by name, whatever the file says", () =>
    assert.deepEqual(choose(file, { platform: "eyes" }, {}), { platforms: [], routes: [], eyes: true }));

  test("flags win over FOVEA_ variables, these over the file", () => {
    const region = (flags: object, env: Record<string, string>): unknown =>
      choose(one, flags, env).platforms[0]?.region;
    assert.equal(region({}, {}), "eu-west-1");
    assert.equal(region({}, { FOVEA_REGION: "" }), "eu-west-1");
    assert.equal(region({}, { FOVEA_REGION: "us-east-1" }), "us-east-1");
    assert.equal(region({ region: "us-west-2" }, { FOVEA_REGION: "us-east-1" }), "us-west-2");
    const env = { FOVEA_PLATFORM: "azure", FOVEA_RESOURCE: "other" };
    assert.equal(choose(file, {}, env).platforms[0]?.resource, "other");
    assert.equal(choose(file, { platform: "main" }, { FOVEA_PLATFORM: "azure" }).platforms[0]?.name, "main");
  });

  const refused: [string, () => Chosen, RegExp][] = [
    ["a platform that is none", () => choose(file, { platform: "bedrck" }, {}), /names no platform: "bedrck"/],
    ["one of a variable", () => choose(file, {}, { FOVEA_PLATFORM: "x" }), /FOVEA_PLATFORM names no platform/],
    ["a setting of no platform", () => choose({}, { region: "x" }, {}), /--region belongs to a platform/],
    ["a setting of one of several", () => choose(file, { region: "x" }, {}), /--region belongs to a platform/],
    [
      "a setting that means nothing there",
      () => choose(file, { platform: "azure", region: "x" }, {}),
      /^--region means nothing to foundry/,
    ],
    ["no address", () => choose({}, { platform: "compatible", baseUrl: "x" }, {}), /^--base-url is no address/],
    ["a missing address", () => choose({}, { platform: "compatible" }, {}), /^--base-url is missing/],
    [
      "a policy that is none",
      () => choose(one, {}, { FOVEA_UPLOADS: "yes" }),
      /^FOVEA_UPLOADS must be never, asked or auto/,
    ],
  ];
  for (const [name, run, message] of refused)
    test(`${name} is refused`, () =>
      assert.throws(run, (error) => {
        assert.ok(error instanceof UsageError || error instanceof CommandError);
        assert.match(error.message, message);
        return true;
      }));
});

describe("how a server listens", () => {
  test("by default", () => assert.deepEqual(serveSettings({}, {}), SERVE_DEFAULTS));

  test("flags win over FOVEA_ variables, these over the file, the file over the defaults", () => {
    const inFile: ServeConfig = {
      port: 1,
      strict: true,
      ledger: "full",
      maxBytesInFlight: "2MiB",
      allowHosts: ["f"],
      data: "/f",
    };
    const env = { FOVEA_PORT: "2", FOVEA_STRICT: "0", FOVEA_ALLOW_HOSTS: "a, b", FOVEA_MAX_BYTES_IN_FLIGHT: "4MiB" };
    assert.deepEqual(serveSettings({}, {}, inFile), { ...SERVE_DEFAULTS, ...inFile, maxBytesInFlight: 2_097_152 });
    assert.deepEqual(serveSettings({}, { ...env, FOVEA_DATA: "/e" }, inFile), {
      ...SERVE_DEFAULTS,
      ledger: "full",
      port: 2,
      allowHosts: ["a", "b"],
      maxBytesInFlight: 4_194_304,
    });
    const said = { port: 3, strict: true, allowHost: ["c"], data: "/c" } as const;
    const settings = serveSettings(said, env, inFile);
    assert.deepEqual(
      [settings.port, settings.strict, settings.allowHosts, settings.data, settings.maxBytesInFlight],
      [3, true, ["c"], "/c", 4_194_304],
    );
  });

  test("variables that cannot be read are told all at once, without what they hold", () => {
    const env = { FOVEA_PORT: "http-secret", FOVEA_STRICT: "maybe-secret", FOVEA_MAX_BYTES_IN_FLIGHT: "1" };
    assert.throws(
      () => serveSettings({}, env),
      (error) => {
        assert.ok(error instanceof CommandError);
        assert.deepEqual(
          error.problem.problems?.map(({ at, message }) => `${at}: ${message}`),
          [
            "environment: FOVEA_PORT must be a whole number from 0 to 65535.",
            "environment: FOVEA_STRICT must be 1 or 0.",
            "environment: FOVEA_MAX_BYTES_IN_FLIGHT must be a number of bytes, or a number and KiB, MiB or GiB, 1MiB at the least.",
          ],
        );
        return true;
      },
    );
  });
});
