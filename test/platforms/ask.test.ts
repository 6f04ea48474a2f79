// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the configuration writes variables so
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { inFolder } from "../../packages/cli/src/commands/fixtures/run.ts";
import { type Fake, startFake } from "../fakes/fake.ts";
import { farEnd } from "../inputs/far-end.ts";

// `fovea ask --platform P` against fakes that take what their platform takes: every method works on each of them, with no key of ours.

const cat = readFileSync(join(import.meta.dirname, "../../examples/photos/cat.png"));
const hash = createHash("sha256").update(cat).digest("hex");
const { folder, fovea } = inFolder();
copyFileSync(join(import.meta.dirname, "../../examples/photos/cat.png"), join(folder, "cat.png"));

/** Serves the picture, on an origin that is not public. */
const pictures = createServer((_, response) => {
  response.setHeader("content-type", "image/png");
  response.end(cat);
});
let origin = "";
before(async () => {
  await new Promise<void>((resolve) => pictures.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(pictures.address() as AddressInfo).port}`;
});
after(() => pictures.close());

async function withFake(platform: "bedrock" | "vertex", work: (fake: Fake) => Promise<void>): Promise<void> {
  const fake = await startFake(platform);
  try {
    await work(fake);
    assert.deepEqual(fake.leaks, []);
  } finally {
    await fake.close();
  }
}

for (const platform of ["bedrock", "vertex"] as const)
  describe(`fovea ask --platform ${platform}`, { timeout: 120_000 }, () => {
    const ask = (fake: Fake, ...more: string[]) =>
      fovea(["ask", "--platform", platform, "-m", "claude-opus-4-8", ...more, "What is this?"], {
        env: fake.credentials.env,
      });

    test("sends a path, a url and a file of this machine, each as the picture it is", () =>
      withFake(platform, async (fake) => {
        const uploaded = await fovea(["files", "upload", "cat.png", "--json"]);
        const { id } = JSON.parse(uploaded.out).data[0] as { id: string };
        for (const input of ["cat.png", `${origin}/cat.png`, id]) {
          const { exit, out, err } = await ask(fake, input, "--allow-url-host", origin);
          assert.equal(exit, 0, `${input}: ${err}`);
          assert.ok(out.length > 1);
          assert.equal(err, "");
        }
        assert.deepEqual(
          fake.requests.map(({ status, images }) => [status, images.map(({ sha256 }) => sha256)]),
          [1, 2, 3].map(() => [200, [hash]]),
        );
      }));

    test("prints whole answers as one object that names the platform", () =>
      withFake(platform, async (fake) => {
        const { exit, out } = await ask(fake, "cat.png", "--json");
        assert.equal(exit, 0);
        const answer = JSON.parse(out) as Record<string, unknown>;
        assert.deepEqual([answer.engine, answer.platform], ["platform", platform]);
      }));

    test("a url that nobody opened, and a file that is not here, are refused before anything is sent", () =>
      withFake(platform, async (fake) => {
        const url = await ask(fake, `${origin}/cat.png`);
        assert.equal(url.exit, 6, url.err);
        const file = await ask(fake, "file_011CNha8iCJcU1wXNR6q4V8w");
        assert.equal(file.exit, 3, file.err);
        assert.equal(fake.requests.length, 0);
      }));

    test("credentials that the platform refuses are told with a way to look into them, and without the secret", () =>
      withFake(platform, async (fake) => {
        const wrong = { ...fake.credentials.env, AWS_SECRET_ACCESS_KEY: "not-the-secret-key" };
        fake.behave({ status: 403 }, 9);
        const { exit, err } = await fovea(["ask", "--platform", platform, "-m", "claude-opus-4-8", "cat.png", "?"], {
          env: wrong,
        });
        assert.equal(exit, 8, err);
        assert.match(err, new RegExp(`Fix: .*fovea doctor --platform ${platform}`));
        assert.doesNotMatch(err, /not-the-secret-key/);
      }));
  });

test("a configuration says the place, the name of the model and the key; the environment's other key stays here", {
  timeout: 60_000,
}, async () => {
  const fake = await startFake("foundry", { deployments: { "our-claude": "claude-opus-4-8" } });
  try {
    writeFileSync(
      join(folder, "azure.json"),
      JSON.stringify({
        platforms: { azure: { platform: "foundry", baseUrl: fake.credentials.baseURL, apiKey: "${OUR_KEY}" } },
        models: { "claude-opus-4-8": { platform: "azure", as: "our-claude" } },
      }),
    );
    const env = { OUR_KEY: fake.credentials.key ?? "", ANTHROPIC_API_KEY: "sk-fovea-not-for-them" };
    const { exit, err } = await fovea(["ask", "--config", "azure.json", "cat.png", "?"], { env });
    assert.equal(exit, 0, err);
    const [request] = fake.requests;
    assert.equal((JSON.parse(String(request?.body)) as { model: string }).model, "our-claude");
    assert.deepEqual(fake.leaks, []);
    const unset = await fovea(["ask", "--config", "azure.json", "cat.png", "?"], { env: {} });
    assert.equal(unset.exit, 11, unset.err);
    assert.match(unset.err, /azure\.json:1.*\n.*needs the environment variable OUR_KEY/);
  } finally {
    await fake.close();
  }
});

test("--platform eyes lets the eyes answer, whatever key is in the environment", { timeout: 60_000 }, async () => {
  const env = { ANTHROPIC_API_KEY: "sk-x", ANTHROPIC_BASE_URL: "http://127.0.0.1:1" };
  const { exit, out, err } = await fovea(["ask", "--platform", "eyes", "cat.png", "What is in this picture?"], { env });
  assert.equal(exit, 0, err);
  assert.match(out, /\bcat\b/);
});

describe("fovea ask --method file", { timeout: 60_000 }, () => {
  test("puts the picture on a platform with files, once for however many questions, and fovea upload finds it there", async () => {
    const fake = await startFake("foundry");
    try {
      const ask = () =>
        fovea(["ask", "--platform", "foundry", "-m", "claude-opus-4-8", "--method", "file", "cat.png", "?"], {
          env: fake.credentials.env,
        });
      for (const { exit, err } of [await ask(), await ask()]) assert.equal(exit, 0, err);
      const messages = fake.requests.filter(({ target }) => !target.includes("/files"));
      assert.deepEqual(
        messages.map(({ images }) => images.map(({ method, sha256 }) => [method, sha256])),
        [[["file", hash]], [["file", hash]]],
      );
      assert.equal(fake.files.size, 1);
      assert.deepEqual(fake.leaks, []);
    } finally {
      await fake.close();
    }
  });

  test("puts it on the server that the environment's key is for, once", async () => {
    const end = await farEnd("anthropic");
    try {
      // A key of ours: the server takes what the Claude API takes.
      const env = { ANTHROPIC_API_KEY: "sk-fovea-any", ANTHROPIC_BASE_URL: end.url };
      for (let times = 0; times < 2; times++) {
        const { exit, err } = await fovea(["ask", "-m", "claude-opus-4-8", "--method", "file", "cat.png", "?"], {
          env,
        });
        assert.equal(exit, 0, err);
      }
      const { fake, lines } = end.behind;
      assert.deepEqual(
        lines.map(({ images }) => images.map(({ method }) => method)),
        [["file"], ["file"]],
      );
      assert.equal(fake.files.size, 1);
      assert.equal(fake.requests.at(-1)?.images[0]?.sha256, hash);
    } finally {
      await end.close();
    }
  });

  test("is refused for a server that nobody knows: base64 alone is expected of it", async () => {
    const env = { ANTHROPIC_API_KEY: "any", ANTHROPIC_BASE_URL: "http://127.0.0.1:1" };
    const { exit, err } = await fovea(["ask", "--method", "file", "cat.png", "?"], { env });
    assert.equal(exit, 5, err);
    assert.match(err, /capability\.method[\s\S]*a compatible server/);
  });

  test("says so where the platform keeps no files", () =>
    withFake("bedrock", async (fake) => {
      const { exit, err } = await fovea(
        ["ask", "--platform", "bedrock", "-m", "claude-opus-4-8", "--method", "file", "cat.png", "?"],
        { env: fake.credentials.env },
      );
      assert.equal(exit, 5, err);
      assert.match(err, /capability\.method[\s\S]*Amazon Bedrock/);
      assert.equal(fake.requests.length, 0);
    }));
});

test("fovea ask --json prints the plan of the platform that is asked", { timeout: 60_000 }, () =>
  withFake("bedrock", async (fake) => {
    const { exit, out, err } = await fovea(
      ["ask", "--platform", "bedrock", "-m", "claude-opus-4-8", "--json", "cat.png", "?"],
      { env: fake.credentials.env },
    );
    assert.equal(exit, 0, err);
    const { plan, images, cost } = JSON.parse(out) as {
      plan: { platform: string };
      images: { in: number; out: number };
      cost: number;
    };
    assert.equal(plan.platform, "bedrock");
    assert.deepEqual([images.in, images.out], [1, 1]);
    assert.ok(cost > 0);
  }),
);

describe("fovea plan", { timeout: 60_000 }, () => {
  test("knows a file of this machine, where the platform gets its bytes", async () => {
    const { id } = JSON.parse((await fovea(["files", "upload", "cat.png", "--json"])).out).data[0] as { id: string };
    const { exit, out, err } = await fovea(["plan", id, "--platform", "bedrock"]);
    assert.equal(exit, 0, err);
    assert.match(out, /inline by base64/);
    assert.match(out, /187 visual tokens/);
    const unknown = await fovea(["plan", "file_011CNha8iCJcU1wXNR6q4V8w", "--platform", "bedrock"]);
    assert.match(unknown.out, /unknown until the file is read/);
    assert.doesNotMatch(unknown.out, /not yet/);
  });

  test("goes by the configuration: what its server takes, and which model it is", async () => {
    writeFileSync(
      join(folder, "llama.json"),
      JSON.stringify({
        platforms: {
          llama: { platform: "compatible", baseUrl: "http://127.0.0.1:9", capabilities: { image: { url: true } } },
        },
        models: { vision: { platform: "llama", as: "our-claude", planAs: "claude-haiku-4-5" } },
      }),
    );
    const { exit, out, err } = await fovea(["plan", "--config", "llama.json", "https://example.com/a.png"]);
    assert.equal(exit, 0, err);
    assert.match(out, /keep by url/);
    assert.match(out, /claude-haiku-4-5/);
    const other = await fovea(["plan", "--config", "llama.json", "-m", "nobody", "cat.png"]);
    assert.equal(other.exit, 2);
    assert.match(other.err, /No route leads anywhere for nobody[\s\S]*There are routes for vision/);
  });
});

test("a key of the configuration that a server says back is in no message, and a flag of a platform needs one", {
  timeout: 60_000,
}, async () => {
  const echo = createServer((request, response) => {
    response.writeHead(400, { "content-type": "application/json" });
    const message = `the key ${request.headers["x-api-key"]} is odd`;
    response.end(JSON.stringify({ type: "error", error: { type: "invalid_request_error", message } }));
  });
  await new Promise<void>((resolve) => echo.listen(0, "127.0.0.1", resolve));
  try {
    const baseUrl = `http://127.0.0.1:${(echo.address() as AddressInfo).port}`;
    const config = { platforms: { odd: { platform: "compatible", baseUrl, apiKey: "literal-secret-5" } } };
    writeFileSync(join(folder, "odd.json"), JSON.stringify(config), { mode: 0o600 });
    for (const more of [[], ["--json"]]) {
      const { exit, out, err } = await fovea(["ask", "--config", "odd.json", "cat.png", "?", ...more]);
      assert.equal(exit, 8, err);
      assert.match(err, /the key \[removed\] is odd/);
      assert.doesNotMatch(out + err, /literal-secret-5/);
    }
    const doctor = await fovea(["doctor", "--config", "odd.json"]);
    assert.match(doctor.out, /the key \[removed\] is odd/);
  } finally {
    echo.close();
  }
  const lost = await fovea(["ask", "--region", "eu-west-1", "cat.png", "?"]);
  assert.equal(lost.exit, 2);
  assert.match(lost.err, /--region belongs to a platform, and none is named/);
});

test("what the gateway in this process refuses has a fix that fits: the doctor of that platform, the routes of the file", {
  timeout: 60_000,
}, async () => {
  const where = ["--platform", "foundry", "--resource", "nobody"];
  const keyless = await fovea(["ask", ...where, "cat.png", "?"]);
  assert.equal(keyless.exit, 7, keyless.err);
  assert.match(keyless.err, /engine\.credentials[\s\S]*Fix: Run `fovea doctor --platform foundry`/);
  const platforms = { llama: { platform: "compatible", baseUrl: "http://127.0.0.1:9" } };
  writeFileSync(join(folder, "one.json"), JSON.stringify({ platforms, models: { vision: { platform: "llama" } } }));
  const lost = await fovea(["ask", "--config", "one.json", "-m", "nobody", "cat.png", "?"]);
  assert.equal(lost.exit, 8, lost.err);
  assert.match(lost.err, /gateway\.no-route[\s\S]*model: nobody[\s\S]*`models` in fovea\.json/);
});
