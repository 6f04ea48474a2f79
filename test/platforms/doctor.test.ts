// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the configuration writes variables so
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, test } from "node:test";
import { openStore } from "@fovea/gateway";
import { inFolder } from "../../packages/cli/src/commands/fixtures/run.ts";
import { type FakePlatform, startFake } from "../fakes/fake.ts";

// `fovea doctor` against fakes that let in only who has the right credentials.

const { folder, fovea } = inFolder();
const write = (name: string, value: object): void =>
  writeFileSync(join(folder, name), JSON.stringify(value, null, 2), { mode: 0o600 });

interface Found {
  readonly ok: boolean;
  readonly checks: readonly {
    readonly name: string;
    readonly state: string;
    readonly detail: string;
    readonly fix?: string;
  }[];
  readonly accepted: readonly {
    readonly name: string;
    readonly id: string;
    readonly image: { readonly url: { readonly value: boolean; readonly read: string } };
  }[];
}

async function doctor(
  argv: readonly string[],
  env: Record<string, string> = {},
): Promise<Found & { exit: number; of(name: string): string }> {
  const { exit, out, err } = await fovea(["doctor", ...argv, "--json"], { env });
  assert.equal(err, "");
  const found = JSON.parse(out) as Found;
  assert.equal(exit, found.ok ? 0 : 12);
  return { ...found, exit, of: (name) => found.checks.find((check) => check.name === name)?.state ?? "not looked at" };
}

const ALL: readonly FakePlatform[] = [
  "aws",
  "bedrock",
  "bedrock-legacy",
  "vertex",
  "google-cloud",
  "foundry",
  "foundry-azure",
];

describe("fovea doctor", { timeout: 120_000 }, () => {
  for (const platform of ALL)
    test(`finds ${platform} well, says where its credentials come from, and never the secret`, async () => {
      const fake = await startFake(platform);
      try {
        const { env, key, aws } = fake.credentials;
        const { exit, out, err } = await fovea(["doctor", "--platform", platform], { env });
        assert.equal(exit, 0, out);
        assert.match(out, new RegExp(`ok +credentials of ${platform} +from .*[A-Z]`));
        assert.match(out, new RegExp(`ok +reach ${platform} +\\d+ ms`));
        assert.match(out, new RegExp(`ok +clock of ${platform}`));
        const entry = platform === "bedrock-legacy" ? "skip" : "ok";
        assert.match(out, new RegExp(`${entry} +entry to ${platform}`));
        assert.match(out, new RegExp(`\\n${platform} +base64.* \\d{4}-\\d\\d-\\d\\d`));
        for (const secret of [key, aws?.secretAccessKey, aws?.sessionToken])
          if (secret) assert.ok(!(out + err).includes(secret));
        assert.deepEqual(fake.leaks, []);
      } finally {
        await fake.close();
      }
    });

  test("credentials that are refused, and those that are not there, are told with what to do", async () => {
    const fake = await startFake("bedrock");
    const azure = await startFake("foundry");
    try {
      const wrong = { ...fake.credentials.env, AWS_SECRET_ACCESS_KEY: "wrong-secret-key-1" };
      const refused = await fovea(["doctor", "--platform", "bedrock"], { env: wrong });
      assert.equal(refused.exit, 12);
      assert.match(
        refused.out,
        /FAIL +entry to bedrock +refused \(403\)[^\n]*\n +Fix: Check that the credentials are right/,
      );
      assert.match(refused.out, /Something does not work/);
      assert.doesNotMatch(refused.out, /wrong-secret-key-1/);
      const none = await doctor(["--platform", "foundry", "--base-url", azure.credentials.baseURL]);
      assert.equal(none.of("credentials of foundry"), "failed");
      assert.equal(none.of("entry to foundry"), "not looked at");
    } finally {
      await Promise.all([fake.close(), azure.close()]);
    }
  });

  test("a place that nobody answers at is told; the other platforms are looked at all the same", async () => {
    const fake = await startFake("compatible");
    try {
      write("two.json", {
        platforms: {
          gone: { platform: "compatible", baseUrl: "http://127.0.0.1:1" },
          here: { platform: "compatible", baseUrl: fake.credentials.baseURL, apiKey: "${KEY}" },
        },
        models: { "*": { platform: "here" }, other: { platform: "gone" } },
      });
      const found = await doctor(["--config", "two.json"], { KEY: fake.credentials.key ?? "" });
      assert.deepEqual(
        ["reach gone", "reach here", "entry to here"].map(found.of),
        ["failed", "ok", "ok"],
        JSON.stringify(found.checks),
      );
      assert.deepEqual(
        found.accepted.map(({ name, id, image }) => [name, id, image.url.value]),
        [
          ["gone", "compatible", false],
          ["here", "compatible", false],
        ],
      );
    } finally {
      await fake.close();
    }
  });

  test("what is missing, and https where http is spoken are told with what to do", async () => {
    const fake = await startFake("bedrock");
    try {
      const { AWS_REGION: _, ...rest } = fake.credentials.env;
      const lacking = await fovea(["doctor", "--platform", "bedrock"], { env: rest });
      assert.match(
        lacking.out,
        /FAIL +platform bedrock +Amazon Bedrock needs region [^\n]*\n +Fix: docs\/platforms\.md/,
      );
      assert.doesNotMatch(lacking.out, /`fovea doctor`/, "it is running");
      const url = fake.url.replace("http:", "https:");
      const tls = await fovea(["doctor", "--platform", "bedrock", "--base-url", url], { env: fake.credentials.env });
      assert.match(
        tls.out,
        /FAIL +reach bedrock +No safe connection to [^\n]*\n +Fix: [^\n]*whether it is https or http/,
      );
    } finally {
      await fake.close();
    }
  });

  test("a clock that is ten minutes off fails where requests are signed, and is a warning elsewhere", async () => {
    const late = createServer((_, response) => {
      response.setHeader("date", new Date(Date.now() - 600_000).toUTCString());
      response.statusCode = 404;
      response.end("{}");
    });
    await new Promise<void>((resolve) => late.listen(0, "127.0.0.1", resolve));
    try {
      const url = `http://127.0.0.1:${(late.address() as AddressInfo).port}`;
      const keys = { AWS_ACCESS_KEY_ID: "AKIA1", AWS_SECRET_ACCESS_KEY: "secret-2", AWS_REGION: "eu-west-1" };
      const signed = await doctor(["--platform", "bedrock", "--base-url", url], keys);
      const check = signed.checks.find(({ name }) => name === "clock of bedrock");
      assert.deepEqual(
        [check?.state, check?.detail],
        ["failed", "this machine's is 10 min ahead: signatures are refused from 5 minutes on."],
      );
      const unsigned = await doctor(["--platform", "compatible", "--base-url", url]);
      assert.equal(unsigned.of("clock of compatible"), "warning");
      assert.equal(unsigned.exit, 0);
    } finally {
      late.close();
    }
  });

  test("--offline asks nobody", async () => {
    const fake = await startFake("vertex");
    try {
      const found = await doctor(["--platform", "vertex", "--offline"], fake.credentials.env);
      assert.deepEqual(["credentials of vertex", "reach vertex"].map(found.of), ["skipped", "skipped"]);
      assert.deepEqual(fake.requests, []);
    } finally {
      await fake.close();
    }
  });

  test("every problem of the configuration is told, and the rest is looked at", async () => {
    write("bad.json", { platforms: { main: { platform: "bedrok", apiKey: "${NOT_THERE}" } }, serve: { port: -1 } });
    const { exit, out } = await fovea(["doctor", "--config", "bad.json"], { env: { FOVEA_STRICT: "perhaps" } });
    assert.equal(exit, 12);
    assert.equal(out.match(/^FAIL {2}configuration/gm)?.length, 4);
    assert.match(out, /bad\.json:4: platforms\.main\.platform must be one of/);
    assert.match(out, /bad\.json:5: platforms\.main\.apiKey needs the environment variable NOT_THERE/);
    assert.match(out, /bad\.json:9: serve\.port must be at least 0/);
    assert.match(out, /FOVEA_STRICT must be 1 or 0/);
    assert.match(out, /ok +data/);
    const lacking = await doctor(["--platform", "vertex", "--location", "eu", "--base-url", "ftp://x"]);
    assert.match(JSON.stringify(lacking.checks), /--base-url is no address/);
  });

  test("without any platform it says that the eyes answer, and what every platform accepts", async () => {
    const { exit, out } = await fovea(["doctor"]);
    assert.equal(exit, 0);
    assert.match(out, /the built-in eyes answer/);
    for (const id of [...ALL, "anthropic", "compatible", "eyes"]) assert.match(out, new RegExp(`^${id} `, "m"));
  });

  test("says who has the data directory open, and limits that hold for nobody", async () => {
    const data = join(folder, "open");
    const store = await openStore(data);
    const workspace = await store.keys.addWorkspace("team");
    await store.keys.addKey(workspace.id, "ci");
    write("limits.json", {
      keys: { ci: { maxInFlight: 1 }, team: {}, "*": {}, ic: { maxInFlight: 1 } },
      serve: { data: "open" },
    });
    const found = await fovea(["doctor", "--config", "limits.json"], { env: { FOVEA_DATA: "" } });
    await store.close();
    assert.equal(found.exit, 0, found.out);
    assert.match(found.out, new RegExp(`ok +data +${data}, in use by process ${process.pid} on .* since 20`));
    assert.match(found.out, /warn +limits +keys\.ic: no key and no workspace has this name/);
    const after = await fovea(["doctor", "--data", data]);
    assert.match(after.out, /no server runs on it/);
  });
});
