// The Files API by official clients, of today and of before 1.0, and by a bare fetch: one contract, every platform that has files.
import assert from "node:assert/strict";
import { test } from "node:test";
import { filesApiOfClient } from "@fovea/client/internal/files/client-files";
import { filesApiOfFetch } from "@fovea/client/internal/files/fetch-files";
import type { FilesApi } from "@fovea/client/internal/files/files-api";
import Anthropic0 from "anthropic-sdk-0";
import { type Fake, type FakePlatform, startFake } from "../fakes/fake.ts";
import { googleAuth, officialClient } from "../platforms/clients.ts";
import { fileOf, filesApiContract } from "./files-api.contract.ts";

const WITH_FILES = ["anthropic", "aws", "foundry", "google-cloud"] as const;

function must(api: FilesApi | null): FilesApi {
  assert.ok(api !== null);
  return api;
}

for (const platform of WITH_FILES) {
  filesApiContract("the official client", platform, async (fake) =>
    must(filesApiOfClient(officialClient(platform, fake.credentials))),
  );
  filesApiContract("a fetch", platform, async (fake) => filesApiOfFetch(await fetchOptions(fake)));
}

filesApiContract("the client with a key", "aws", async (fake) =>
  must(filesApiOfClient(officialClient("aws", fake.credentials, "key"))),
);

filesApiContract("the client of 0.137", "anthropic", async ({ credentials: { baseURL, key } }) =>
  must(filesApiOfClient(new Anthropic0({ baseURL, apiKey: key, maxRetries: 0 }))),
);

filesApiContract(
  "a client whose headers ask for the old shapes",
  "anthropic",
  async ({ credentials: { baseURL, key } }) =>
    must(
      filesApiOfClient(
        new Anthropic0({
          baseURL,
          apiKey: key,
          maxRetries: 0,
          defaultHeaders: { "anthropic-beta": "files-api-2025-04-14" },
        }),
      ),
    ),
);

/** As a client that has the methods alone: no other fetch can be put below it. */
filesApiContract("a client that takes no fetch", "anthropic", async ({ credentials: { baseURL, key } }) => {
  const client = new Anthropic0({ baseURL, apiKey: key, maxRetries: 0 });
  return must(filesApiOfClient({ baseURL, apiKey: key, beta: { files: client.beta.files } }));
});

async function fetchOptions({ platform, credentials }: Fake) {
  const { baseURL, key, workspaceId } = credentials;
  const common: Record<string, string> = {
    "anthropic-version": "2023-06-01",
    "anthropic-beta": "files-api-2025-04-14,extended-cache-ttl-2025-04-11",
    "content-type": "application/json",
    "content-length": "12345",
    host: "elsewhere.example",
  };
  if (platform === "aws") common.authorization = `Bearer ${key}`;
  else if (platform === "google-cloud") common.authorization = `Bearer ${await googleToken(credentials)}`;
  else common["x-api-key"] = key ?? "";
  if (platform === "aws") common["anthropic-workspace-id"] = workspaceId ?? "";
  return { fetch: globalThis.fetch, baseURL, headers: common };
}

async function googleToken(credentials: Fake["credentials"]): Promise<string> {
  return (await googleAuth(credentials).getAccessToken()) ?? "";
}

async function withFake(platform: FakePlatform, work: (fake: Fake) => Promise<void>): Promise<void> {
  const fake = await startFake(platform);
  try {
    await work(fake);
  } finally {
    await fake.close();
  }
}

test("a client of a platform without files has none", async () => {
  for (const platform of ["bedrock", "bedrock-legacy", "vertex"] as const)
    await withFake(platform, async ({ credentials }) => {
      const client = officialClient(platform, credentials);
      assert.equal(filesApiOfClient(client), null, platform);
      // It reads its credentials' file, which goes with the fake.
      await (client as { _authClientPromise?: Promise<unknown> })._authClientPromise;
    });
  assert.equal(filesApiOfClient({}), null);
  assert.equal(filesApiOfClient({ files: { upload: () => undefined } }), null);
});

test("a client and a fetch of the same key see the same account, whoever carries it", async () => {
  for (const platform of WITH_FILES)
    await withFake(platform, async (fake) => {
      const auth = platform === "aws" ? "key" : "signature";
      const client = must(filesApiOfClient(officialClient(platform, fake.credentials, auth)));
      assert.equal(filesApiOfFetch(await fetchOptions(fake)).account, client.account, platform);
    });
  const at = (baseURL: string, headers: Record<string, string>): string =>
    filesApiOfFetch({ fetch: globalThis.fetch, baseURL, headers }).account;
  const key = at("https://api.anthropic.com", { "x-api-key": "sk-ant-1" });
  assert.equal(at("https://api.anthropic.com/v1/", { authorization: "Bearer sk-ant-1" }), key);
  assert.notEqual(at("https://api.anthropic.com", { "x-api-key": "sk-ant-2" }), key);
  assert.notEqual(at("https://proxy.example", { "x-api-key": "sk-ant-1" }), key);
  const workspace = { "anthropic-workspace-id": "wrkspc_1" };
  assert.notEqual(at("https://api.anthropic.com", { "x-api-key": "sk-ant-1", ...workspace }), key);
  // Tokens of an hour: the workspace says whose files they are. Without one nobody does, and nothing is shared.
  const token = (value: string, more = {}): string =>
    at("https://api.anthropic.com", { authorization: `Bearer ${value}`, ...more });
  assert.equal(token("sk-ant-oat01-a", workspace), token("sk-ant-oat01-b", workspace));
  assert.notEqual(token("sk-ant-oat01-a"), token("sk-ant-oat01-b"));
  assert.notEqual(at("https://api.anthropic.com", {}), at("https://api.anthropic.com", {}));
});

test("a client that tries again sends the whole file again", async () => {
  await withFake("anthropic", async (fake) => {
    const client = officialClient("anthropic", fake.credentials).withOptions({ maxRetries: 2 });
    fake.behave({ status: 503, headers: { "retry-after-ms": "1" } }, 2, "files");
    const { fileId } = await must(filesApiOfClient(client)).upload(fileOf("a picture"));
    assert.equal(fake.files.get(fileId)?.bytes.toString(), "a picture");
    assert.equal(fake.requests.length, 3);
  });
});

test("betas of the caller stay, but for the one of the old shapes", async () => {
  await withFake("anthropic", async (fake) => {
    await filesApiOfFetch(await fetchOptions(fake)).upload(fileOf("a"));
    const [request] = fake.requests;
    assert.equal(request?.headers["anthropic-beta"], "extended-cache-ttl-2025-04-11");
    assert.match(request?.headers["content-type"] ?? "", /^multipart\/form-data; boundary=/);
    assert.equal(request?.headers["content-length"], String(request?.body.length));
  });
});

test("a reply that is no list says nothing of what is there", async () => {
  await withFake("anthropic", async (fake) => {
    const api = filesApiOfFetch(await fetchOptions(fake));
    const { fileId } = await api.upload(fileOf("a"));
    for (const body of ["<html>", '{"files":[]}', ""]) {
      fake.behave({ status: 200, headers: { "content-type": "application/json" }, body }, 1, "files");
      assert.deepEqual(await api.gone([fileId, "file_never"]), new Set(["file_never"]));
    }
  });
});

test("a redirect is not followed: the key would go elsewhere", async () => {
  await withFake("anthropic", async (fake) => {
    const api = filesApiOfFetch(await fetchOptions(fake));
    fake.behave({ status: 302, headers: { location: "http://127.0.0.1:9/" } }, 1, "files");
    await assert.rejects(api.gone(["file_x"]), TypeError);
  });
});
