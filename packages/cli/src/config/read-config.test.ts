// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the configuration writes variables so
import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { CommandError, type CommandProblem } from "../command-error.ts";
import { type LoadedConfig, readConfig } from "./read-config.ts";

const folder = mkdtempSync(join(tmpdir(), "fovea-config-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const path = join(folder, "fovea.json");

async function read(text: string | object, env: Record<string, string> = {}, mode = 0o600): Promise<LoadedConfig> {
  writeFileSync(path, typeof text === "string" ? text : JSON.stringify(text, null, 2));
  chmodSync(path, mode);
  return readConfig({ path, shown: "fovea.json" }, env);
}

/** What is wrong, a line each: place, sentence, fix. */
async function problems(text: string | object, env: Record<string, string> = {}): Promise<string[]> {
  const error = await read(text, env).then(
    () => assert.fail("it was accepted"),
    (reason: unknown) => reason,
  );
  if (!(error instanceof CommandError)) throw error;
  const all: readonly CommandProblem[] = error.problem.problems ?? [error.problem];
  for (const { exit } of all) assert.equal(exit, "config");
  return all.map(({ at, message, fix }) => `${at} ${message} ${fix}`);
}

const SEE = "docs/configuration.md lists every setting; fovea.schema.json lets editors check them.";
const bedrock = { platform: "bedrock", region: "eu-west-1" };
const with1 = (more: object) => ({ platforms: { main: { ...bedrock, ...more } } });

describe("fovea.json", () => {
  test("may be empty, and may hold everything", async () => {
    assert.deepEqual((await read({})).config, {});
    const whole = {
      $schema: "./fovea.schema.json",
      platforms: {
        main: {
          ...bedrock,
          baseUrl: "https://bedrock.example:8443/path",
          profile: "work",
          uploads: "never",
          foreignFiles: false,
          capabilities: { image: { url: true }, document: { file: false }, maxRequestBytes: 1000, batches: true },
          timeouts: { connectTimeoutMs: 1, headersTimeoutMs: 2, idleTimeoutMs: 3 },
          maxRetries: 0,
        },
        "google-cloud": { projectId: "p", location: "global", workspaceId: "wrkspc_1" },
      },
      models: {
        "claude-opus-5-5": { platform: "main", as: "x", planAs: "claude-opus-5-5" },
        "*": { platform: "google-cloud" },
      },
      keys: { ci: { models: ["claude-opus-5-5"], requestsPerMinute: 60, maxInFlight: 4 }, "*": {} },
      serve: {
        host: "0.0.0.0",
        port: 0,
        data: "state",
        strict: true,
        ledger: "full",
        allowUrlHosts: ["http://10.0.0.5:8080"],
        allowHosts: ["fovea.test"],
        maxBytesInFlight: "1GiB",
      },
    };
    const { config, warnings } = await read(whole);
    assert.deepEqual(config, { ...whole, serve: { ...whole.serve, data: join(folder, "state") } });
    assert.deepEqual(warnings, []);
  });

  const rows: [string, string | object, string[]][] = [
    ["a misspelt section", { platform: {} }, ["fovea.json:2 platform is no setting. Did you mean platforms?"]],
    [
      "a setting that nobody knows",
      with1({ zzzzz: 1 }),
      [
        "fovea.json:6 platforms.main.zzzzz is no setting. Take it out. Here may stand: platform, region, projectId, location, workspaceId, resource, baseUrl, apiKey, authToken, profile, uploads, foreignFiles, capabilities, timeouts, maxRetries, ca.",
      ],
    ],
    [
      "a snake",
      with1({ base_url: "x" }),
      ["fovea.json:6 platforms.main.base_url is no setting. Did you mean baseUrl?"],
    ],
    [
      "a misspelt platform",
      { platforms: { main: { platform: "bedrok" } } },
      [
        "fovea.json:4 platforms.main.platform must be one of anthropic, aws, bedrock, bedrock-legacy, vertex, google-cloud, foundry, foundry-azure, compatible. Did you mean bedrock?",
      ],
    ],
    [
      "a name that does not say the platform",
      { platforms: { vertx: { projectId: "p" } } },
      ['fovea.json:3 platforms.vertx.platform is missing, and "vertx" is no platform. Did you mean vertex?'],
    ],
    [
      "the eyes",
      { platforms: { eyes: { platform: "anthropic" } } },
      [
        "fovea.json:3 platforms.eyes has a name that cannot be used. Take 1 to 64 letters, digits, dots, hyphens and underscores; `eyes` is the built-in engine.",
      ],
    ],
    [
      "a setting of another platform",
      with1({ projectId: "p" }),
      [
        "fovea.json:6 platforms.main.projectId means nothing to bedrock. Take it out. bedrock knows region, apiKey, authToken, profile, baseUrl.",
      ],
    ],
    [
      "addresses that are none",
      {
        platforms: {
          compatible: {},
          b: { platform: "compatible", baseUrl: "ftp://x" },
          c: { platform: "anthropic", baseUrl: "https://me:pw@x" },
        },
        models: { "*": { platform: "b" } },
      },
      [
        'fovea.json:3 platforms.compatible.baseUrl is missing: a compatible server has no address of its own. Say where it is, like "http://127.0.0.1:11434".',
        "fovea.json:6 platforms.b.baseUrl is no address that requests can go to. Write http:// or https://, a host, and no user name, password, query or fragment.",
        "fovea.json:10 platforms.c.baseUrl is no address that requests can go to. Write http:// or https://, a host, and no user name, password, query or fragment.",
      ],
    ],
    [
      "several platforms and no route",
      { platforms: { bedrock: {}, vertex: {} } },
      [
        'fovea.json:1 models is missing: with several platforms nobody knows which of them answers. Say it for each model; "*" stands for all others: "models": { "*": { "platform": "..." } }.',
      ],
    ],
    [
      "a route to nowhere, and one without an end",
      { platforms: { main: bedrock }, models: { "*": { platform: "mian" }, "claude-x": {} } },
      [
        'fovea.json:10 models["*"].platform names none of `platforms`. Did you mean main?',
        `fovea.json:12 models.claude-x.platform is missing. ${SEE}`,
      ],
    ],
    [
      "kinds and ranges",
      {
        serve: { port: 99_999, strict: "yes", ledger: "long", maxBytesInFlight: "12 apples", allowHosts: "a" },
        keys: { ci: { requestsPerMinute: 0, models: [] } },
      },
      [
        `fovea.json:3 serve.port must be at most 65535. ${SEE}`,
        `fovea.json:4 serve.strict must be true or false. ${SEE}`,
        `fovea.json:5 serve.ledger must be one of brief, full. ${SEE}`,
        'fovea.json:6 serve.maxBytesInFlight must be a number of bytes or a number and KiB, MiB or GiB, 1MiB at the least. Write "128MiB", for example.',
        `fovea.json:7 serve.allowHosts must be a list, [ ... ]. ${SEE}`,
        `fovea.json:11 keys.ci.requestsPerMinute must be at least 1. ${SEE}`,
        `fovea.json:12 keys.ci.models must not be empty. ${SEE}`,
      ],
    ],
    ["no object", "[]", [`fovea.json:1 Must be an object, { ... }. ${SEE}`]],
    [
      "no JSON",
      '{\n  "serve": {},\n}',
      [
        "fovea.json:3 Line 3, column 1: a name is expected after the comma. Names and texts stand in double quotes; commas stand between entries, and not after the last; there are no comments.",
      ],
    ],
    [
      "certificates that are not there",
      with1({ ca: "gone.pem" }),
      [
        "fovea.json:6 platforms.main.ca names no file with certificates (PEM). Name it from the folder of the configuration, or absolutely.",
      ],
    ],
  ];
  for (const [name, text, wanted] of rows)
    test(`refuses ${name}`, async () => assert.deepEqual(await problems(text), wanted));

  test("fills in variables, and defaults for those that are not set or are empty", async () => {
    const { config } = await read(
      {
        platforms: { a: { platform: "anthropic", apiKey: "${KEY}", baseUrl: "https://${HOST:-api.example}/$${x}" } },
        serve: { allowHosts: ["${NOBODY:-}a${EMPTY:-b}${KEY}"] },
      },
      { KEY: "sk-${HOST}", EMPTY: "" },
    );
    assert.deepEqual(config.platforms?.a, {
      platform: "anthropic",
      apiKey: "sk-${HOST}",
      baseUrl: "https://api.example/${x}",
    });
    assert.deepEqual(config.serve?.allowHosts, ["absk-${HOST}"]);
  });

  test("names a variable that is missing and its place, once, beside everything else that is wrong", async () => {
    const text = {
      platforms: {
        main: { platform: "${KIND}", apiKey: "a${NOT_SET}", regoin: "x" },
        b: { platform: "vertex", authToken: "${" },
      },
      models: { "*": { platform: "main" } },
    };
    assert.deepEqual(await problems(text, { NOT_SET: "" }), [
      "fovea.json:4 platforms.main.platform needs the environment variable KIND, which is not set or is empty. Set KIND, or write a default: ${KIND:-default}.",
      "fovea.json:5 platforms.main.apiKey needs the environment variable NOT_SET, which is not set or is empty. Set NOT_SET, or write a default: ${NOT_SET:-default}.",
      "fovea.json:6 platforms.main.regoin is no setting. Did you mean region?",
      "fovea.json:10 platforms.b.authToken has a dollar sign and brace that no variable's name and brace follow. Write ${NAME} or ${NAME:-default}; $${ stands for ${ itself.",
    ]);
  });

  test("no error holds a value, be it a secret or what a variable held", async () => {
    const secret = "sk-very-secret-7";
    const texts: (string | object)[] = [
      { platforms: { a: { platform: secret, apiKey: [secret], baseUrl: `http://${secret}?`, region: secret } } },
      { platforms: { a: { platform: "anthropic", apiKey: `${secret} ` } }, models: { m: { platform: secret } } },
      { platforms: { a: { platform: "${S}", apiKey: "${S} x" } }, serve: { ledger: "${S}", port: secret } },
      `{"platforms": {"a": {"apiKey": "${secret}", ${secret}`,
      `{"a": "${secret}`,
    ];
    for (const text of texts) {
      const said = await problems(text, { S: secret });
      assert.ok(said.length > 0);
      assert.doesNotMatch(said.join("\n"), /very-secret/);
    }
  });

  test("a secret that stands in a file that others can read is warned of; one from a variable is not", {
    skip: process.platform === "win32",
  }, async () => {
    const text = { platforms: { anthropic: { apiKey: "sk-literal-1" } } };
    const open = await read(text, {}, 0o644);
    assert.deepEqual(open.warnings, [
      'fovea.json can be read by others and holds a secret, platforms.anthropic.apiKey. Write "${NAME}" there and set the variable, or chmod 600 fovea.json.',
    ]);
    assert.deepEqual(open.secrets, ["sk-literal-1"]);
    assert.deepEqual((await read(text, {}, 0o600)).warnings, []);
    const variable = await read({ platforms: { anthropic: { apiKey: "${K}" } } }, { K: "sk-env-1" }, 0o644);
    assert.deepEqual([variable.warnings, variable.secrets], [[], ["sk-env-1"]]);
  });

  test("one that is missing, a folder, too long or not text is told as such", async () => {
    const at = (name: string) => readConfig({ path: join(folder, name), shown: name }, {});
    await assert.rejects(at("gone.json"), /gone\.json is not there/);
    await assert.rejects(at("."), /is not a file/);
    writeFileSync(join(folder, "long.json"), " ".repeat(1_048_577));
    await assert.rejects(at("long.json"), /longer than 1 MiB/);
    writeFileSync(join(folder, "latin.json"), Buffer.from([0x22, 0xe4, 0x22]));
    await assert.rejects(at("latin.json"), /not UTF-8/);
  });
});
