// `fovea upload` as people run it: at platforms that keep files, at a server of ours, and on this machine.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { createEyesEngine, createGateway, createMemoryStore, listen } from "@fovea/gateway";
import sharp from "sharp";
import { inFolder, type RunOptions } from "../../packages/cli/src/commands/fixtures/run.ts";
import { type Fake, type FakePlatform, startFake } from "../fakes/fake.ts";

const root = join(import.meta.dirname, "../..");
const sha = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

interface Line {
  readonly input: string;
  readonly fileId: string;
  readonly reused: boolean;
  readonly expiresAt: string | null;
  readonly mediaType: string;
  readonly bytes: number;
  readonly changes: readonly { readonly code: string; readonly message: string }[];
}

/** A folder with things to upload, and commands that run in it. */
function desk() {
  const { folder, fovea } = inFolder();
  const cat = join(folder, "cat.png");
  copyFileSync(join(root, "examples/photos/cat.png"), cat);
  copyFileSync(join(root, "packages/client/src/decode/fixtures/chart-cairo.pdf"), join(folder, "chart.pdf"));
  copyFileSync(join(root, "test/corpus/fixtures/phone.heic"), join(folder, "phone.heic"));
  writeFileSync(join(folder, "notes.txt"), "Buy milk.\n");
  const json = async (argv: readonly string[], options: RunOptions) => {
    const { out, err, exit } = await fovea([...argv, "--json"], options);
    assert.equal(exit, 0, err);
    return JSON.parse(out) as { readonly place: string; readonly files: readonly Line[] };
  };
  return { folder, fovea, json, cat: readFileSync(cat) };
}

async function withFake(platform: FakePlatform, work: (fake: Fake) => Promise<void>): Promise<void> {
  const fake = await startFake(platform);
  try {
    await work(fake);
    assert.deepEqual(fake.leaks, []);
  } finally {
    await fake.close();
  }
}

const uploadsAt = ({ requests }: Fake): number =>
  requests.filter(({ method, target }) => method === "POST" && target.includes("/v1/files")).length;

const byKey = ({ credentials: { baseURL, key } }: Fake) => ({
  env: { ANTHROPIC_BASE_URL: baseURL, ANTHROPIC_API_KEY: key ?? "" },
});

for (const platform of ["anthropic", "aws", "foundry", "google-cloud"] as const)
  test(`fovea upload --platform ${platform} puts a picture, a PDF and a text there once`, { timeout: 120_000 }, () =>
    withFake(platform, async (fake) => {
      const { fovea, json, folder } = desk();
      const { baseURL, key, env } = fake.credentials;
      const words = platform === "anthropic" ? ["--base-url", baseURL] : [];
      const options = { env: platform === "anthropic" ? { ANTHROPIC_API_KEY: key ?? "" } : { ...env } };
      const argv = ["upload", "--platform", platform, ...words];
      const names = ["cat.png", "chart.pdf", "notes.txt"];
      const first = await fovea([...argv, ...names], options);
      assert.equal(first.exit, 0, first.err);
      assert.equal(first.err, "");
      const ids = first.out
        .trimEnd()
        .split("\n")
        .map((line) => line.split("  ")[0] ?? "");
      assert.match(
        first.out,
        /^file_\w+ {2}cat\.png {2}uploaded 241 kB\nfile_\w+ {2}chart\.pdf .*\nfile_\w+ {2}notes\.txt /,
      );
      const kept = ids.map((id) => fake.files.get(id));
      assert.deepEqual(
        kept.map((file) => [file?.filename, file?.mediaType, file?.sha256, file?.expiresAt]),
        names.map((name, index) => [
          name,
          ["image/png", "application/pdf", "text/plain"][index],
          sha(readFileSync(join(folder, name))),
          null,
        ]),
      );
      const again = await fovea([...argv, ...names], options);
      assert.equal(again.out.match(/already there/g)?.length, 3, again.out);
      assert.equal(uploadsAt(fake), 3);
      const asked = await fovea(["ask", ...argv.slice(1), "-m", "claude-opus-4-8", ids[0] ?? "", "?"], options);
      assert.equal(asked.exit, 0, asked.err);
      const [seen] = fake.requests.at(-1)?.images ?? [];
      assert.deepEqual([seen?.method, seen?.sha256], ["file", kept[0]?.sha256]);
      const listed = await json([...argv, "--list"], options);
      assert.deepEqual(new Set(listed.files.map(({ fileId }) => fileId)), new Set(ids));
      const pruned = await fovea([...argv, "--prune", "--unused", "0", "--keep", ids[0] ?? ""], options);
      assert.equal(pruned.exit, 0, pruned.err);
      assert.deepEqual([...fake.files.keys()], [ids[0]]);
    }),
  );

test("at the Claude API, by its key: an expiry, JSON, and the id in a request", { timeout: 60_000 }, () =>
  withFake("anthropic", async (fake) => {
    const { json, fovea, cat } = desk();
    const { place, files } = await json(["upload", "cat.png", "--expires", "1d"], byKey(fake));
    assert.equal(place, fake.credentials.baseURL);
    const [{ fileId, expiresAt, ...line }] = files as [Line];
    assert.deepEqual(line, {
      input: "cat.png",
      reused: false,
      mediaType: "image/png",
      bytes: cat.length,
      changes: [],
    });
    assert.equal(Date.parse(expiresAt ?? ""), fake.files.get(fileId)?.expiresAt);
    const text = await fovea(["upload", "cat.png", "--expires", "1d"], byKey(fake));
    assert.match(text.out, /^file_\w+ {2}cat\.png {2}already there, until \d{4}-\d\d-\d\d \d\d:\d\d UTC\n$/);
    // What expires is no answer to a wish for what stays.
    assert.equal((await json(["upload", "cat.png"], byKey(fake))).files[0]?.reused, false);
  }),
);

test("a picture that Claude would refuse is mended first, and it is said how", { timeout: 120_000 }, () =>
  withFake("anthropic", async (fake) => {
    const { fovea, json, folder } = desk();
    const noise = { type: "gaussian" as const, mean: 128, sigma: 30 };
    await sharp({ create: { width: 9000, height: 100, channels: 3, background: "teal", noise } })
      .png()
      .toFile(join(folder, "wide.png"));
    const { out, err, exit } = await fovea(["upload", "phone.heic", "wide.png"], byKey(fake));
    assert.equal(exit, 0, err);
    assert.match(err, /^phone\.heic: Its pixels are written anew as image\/\w+ instead of image\/heic/m);
    assert.match(err, /^wide\.png: A picture of 2,576x29 px is made of the 9,000x100 px/m);
    const ids = out
      .trimEnd()
      .split("\n")
      .map((line) => line.split("  ")[0] ?? "");
    const made = ids.map((id) => fake.files.get(id));
    assert.match(made[0]?.filename ?? "", /^phone\.(jpg|png|webp)$/);
    for (const file of made) {
      const { format, width = 0 } = await sharp(file?.bytes).metadata();
      assert.equal(file?.mediaType, `image/${format}`);
      assert.ok(width <= 8000);
    }
    const { files } = await json(["upload", "phone.heic"], byKey(fake));
    assert.deepEqual([files[0]?.reused, files[0]?.changes[0]?.code], [true, "pixels.converted"]);
    const whole = await fovea(["upload", "wide.png", "--fit", "never"], byKey(fake));
    assert.notEqual(whole.exit, 0, "nothing is made smaller that was not to be");
  }),
);

test("what the platform has forgotten is uploaded again", { timeout: 60_000 }, () =>
  withFake("anthropic", async (fake) => {
    const { json } = desk();
    const first = await json(["upload", "cat.png"], byKey(fake));
    fake.forget(first.files[0]?.fileId ?? "");
    const second = await json(["upload", "cat.png"], byKey(fake));
    assert.equal(second.files[0]?.reused, false);
    assert.ok(fake.files.has(second.files[0]?.fileId ?? ""));
  }),
);

test(
  "what cannot be uploaded is told by name, keeps the rest from nothing, and decides the exit code",
  { timeout: 60_000 },
  () =>
    withFake("anthropic", async (fake) => {
      const { fovea, folder } = desk();
      writeFileSync(join(folder, "empty.png"), "");
      const argv = ["upload", "missing.png", "empty.png", ".", "file_011CNha8iCJcU1wXNR6q4V8w", "cat.png"];
      const { out, err, exit } = await fovea(argv, byKey(fake));
      assert.equal(exit, 3);
      assert.match(err, /File not found \(input\.not-found\) \[missing\.png\]/);
      assert.match(err, /input\.empty.*\[empty\.png\]/);
      assert.match(err, /input\.is-folder.*\[\.\]/);
      assert.match(err, /input\.already-file.*\[file_011CNha8iCJcU1wXNR6q4V8w\]/);
      assert.match(out, /^file_\w+ {2}cat\.png {2}uploaded 241 kB\n$/);
      assert.equal(uploadsAt(fake), 1);
    }),
);

test("what the platform says against it is passed on, with what to do", { timeout: 60_000 }, () =>
  withFake("anthropic", async (fake) => {
    const { fovea } = desk();
    const error = {
      type: "invalid_request_error",
      message: "No space.",
      details: { error_code: "storage_quota_exceeded" },
    };
    fake.behave({ status: 400, body: JSON.stringify({ type: "error", error }) }, 1, "files");
    const full = await fovea(["upload", "cat.png"], byKey(fake));
    assert.equal(full.exit, 8, full.err);
    assert.match(full.err, /No space\..*Delete files that are no longer needed/s);
    const wrong = await fovea(["upload", "cat.png"], {
      env: { ...byKey(fake).env, ANTHROPIC_API_KEY: "sk-ant-wrong" },
    });
    assert.equal(wrong.exit, 8);
    assert.doesNotMatch(wrong.err, /sk-ant-wrong/);
    assert.equal(fake.files.size, 0);
  }),
);

test("progress stands on stderr of a terminal alone, and is wiped", { timeout: 60_000 }, () =>
  withFake("anthropic", async (fake) => {
    const { fovea } = desk();
    const { err, out } = await fovea(["upload", "cat.png"], { ...byKey(fake), terminal: true });
    assert.match(err, /^cat\.png {2}\[#*\.*\] \d+% .* of 241 kB\s*\r/);
    assert.match(err, /\r +\r$/);
    assert.doesNotMatch(out, /%/);
  }),
);

test("a picture without a name is called by its hash", { timeout: 60_000 }, () =>
  withFake("anthropic", async (fake) => {
    const { json, cat } = desk();
    const { files } = await json(["upload", `data:image/png;base64,${cat.toString("base64")}`], byKey(fake));
    assert.match(files[0]?.input ?? "", /^data:image\/png;base64,.{50,60}\.\.\.$/);
    assert.equal(fake.files.get(files[0]?.fileId ?? "")?.filename, `${sha(cat).slice(0, 16)}.png`);
  }),
);

describe("where it goes", { timeout: 60_000 }, () => {
  test("a platform without files is refused, with where else to go", () =>
    withFake("bedrock", async (fake) => {
      const { fovea, folder } = desk();
      const { exit, err } = await fovea(["upload", "--platform", "bedrock", "cat.png"], { env: fake.credentials.env });
      assert.equal(exit, 5, err);
      assert.match(err, /upload\.no-files.*Amazon Bedrock/s);
      assert.equal(fake.requests.length, 0);
      assert.ok(!existsSync(join(folder, "data")));
    }));

  test("where the configuration says never, never", () =>
    withFake("aws", async (fake) => {
      const { fovea } = desk();
      const { exit, err } = await fovea(["upload", "--platform", "aws", "--uploads", "never", "cat.png"], {
        env: fake.credentials.env,
      });
      assert.equal(exit, 5, err);
      assert.match(err, /upload\.never/);
      assert.equal(fake.requests.length, 0);
    }));

  test("at a server of a key, too, and for a question that asks for files", () =>
    withFake("anthropic", async (fake) => {
      const { fovea, folder } = desk();
      const { env } = byKey(fake);
      const upload = await fovea(["upload", "cat.png"], { env: { ...env, FOVEA_UPLOADS: "never" } });
      assert.deepEqual([upload.exit, upload.out], [5, ""]);
      assert.match(upload.err, /upload\.never/);
      const ask = ["ask", "--method", "file", "cat.png", "What is this?"];
      const never = { platforms: { anthropic: { baseUrl: fake.url, uploads: "never" } } };
      writeFileSync(join(folder, "never.json"), JSON.stringify(never));
      for (const [how, more] of [
        [["--uploads", "never"], {}],
        [[], { FOVEA_UPLOADS: "never" }],
        [["--config", "never.json"], { ANTHROPIC_BASE_URL: "" }],
      ] as const) {
        const { exit, err } = await fovea([...ask, ...how], { env: { ...env, ...more } });
        assert.equal(exit, 5, err);
        assert.match(err, /capability\.(uploads|method)/);
      }
      const wrong = await fovea(ask, { env: { ...env, FOVEA_UPLOADS: "no" } });
      assert.equal(wrong.exit, 11, wrong.err);
      assert.equal(fake.requests.length, 0);
    }));

  test("an address without a key is a question, not a guess", async () => {
    const { fovea, folder } = desk();
    const { exit, err } = await fovea(["upload", "cat.png"], { env: { ANTHROPIC_BASE_URL: "http://127.0.0.1:9" } });
    assert.equal(exit, 2);
    assert.match(err, /ANTHROPIC_BASE_URL is set, and there is no key/);
    assert.ok(!existsSync(join(folder, "data")));
  });

  test("several platforms in the configuration and none named is a question, too", async () => {
    const { fovea, folder } = desk();
    const platforms = { anthropic: { apiKey: "sk-ant-x" }, compatible: { baseUrl: "http://127.0.0.1:9" } };
    const models = { "*": { platform: "anthropic" } };
    writeFileSync(join(folder, "two.json"), JSON.stringify({ platforms, models }));
    const { exit, err } = await fovea(["upload", "--config", "two.json", "cat.png"]);
    assert.equal(exit, 2, err);
    assert.match(err, /several platforms: anthropic, compatible/);
  });

  test("without a key the files stay on this machine, where ask and files find them", async () => {
    const { fovea, json } = desk();
    const first = await json(["upload", "cat.png"], {});
    const [file] = first.files;
    const got = await fovea(["files", "get", file?.fileId ?? ""]);
    assert.match(got.out, /cat\.png/);
    assert.equal((await json(["upload", "cat.png"], {})).files[0]?.reused, true);
    await fovea(["files", "delete", file?.fileId ?? ""]);
    const again = await json(["upload", "cat.png"], {});
    assert.equal(again.files[0]?.reused, false, "one that was deleted otherwise is not given out");
    const answer = await fovea(["ask", again.files[0]?.fileId ?? "", "What is in this picture?"]);
    assert.equal(answer.exit, 0, answer.err);
  });

  test("a server of ours, by its address and key", async () => {
    const store = createMemoryStore();
    const { secret } = await store.keys.addKey((await store.keys.addWorkspace("one")).id, "test");
    const gateway = createGateway({ engine: createEyesEngine(), store, auth: "keys" });
    const server = await listen(gateway, { port: 0 });
    try {
      const { fovea, json, cat } = desk();
      const options = { env: { ANTHROPIC_BASE_URL: server.url, ANTHROPIC_API_KEY: secret } };
      const { files } = await json(["upload", "cat.png"], options);
      const got = await fovea(["files", "get", files[0]?.fileId ?? "", "--json"], options);
      assert.equal(JSON.parse(got.out).size_bytes, cat.length);
      assert.equal((await json(["upload", "cat.png"], options)).files[0]?.reused, true);
      const none = await fovea(["upload", "--list"], { env: { ...options.env, ANTHROPIC_API_KEY: "sk-fovea-other" } });
      assert.match(none.err, /Nothing was uploaded to/);
    } finally {
      await server.close();
      await gateway.close();
    }
  });

  test("words that do not fit together are refused", async () => {
    const { fovea } = desk();
    for (const [argv, said] of [
      [[], /No input was given/],
      [["--list", "--prune"], /exclude each other/],
      [["--list", "cat.png"], /--list takes no inputs/],
      [["cat.png", "--unused", "7d"], /--unused belongs to --prune/],
      [["cat.png", "--keep", "file_1"], /--keep belongs to --prune/],
      [["--prune", "--unused", "soon"], /number and s, m, h, d or w/],
      [["cat.png", "--expires", "5m"], /one hour/],
      [["cat.png", "--fit", "some"], /never, legal, seen/],
    ] as const) {
      const { exit, err } = await fovea(["upload", ...argv]);
      assert.equal(exit, 2, err);
      assert.match(err, said);
    }
  });
});
