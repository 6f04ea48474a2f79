import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { FetchError } from "@fovea/client/internal/errors/errors";
import { PLATFORMS } from "@fovea/client/internal/platform/platforms";
import { upstreamOf } from "../../upstream/fixtures/upstream.ts";
import { ask, byFile, byUrl, fixture, fromTool, image, JPEG, PDF, PNG, pdf, sized, text64 } from "./fixtures/bodies.ts";
import { harness, type Told } from "./fixtures/harness.ts";
import { messages } from "./messages.ts";

const TEXT = { type: "text", text: "What is this?" };
const URL = "https://example.com/a.png";
const failed = (code: "fetch.connect" | "fetch.dns"): Error =>
  new FetchError(code, { url: "https://example.com/a.png", host: "example.com", reason: "ECONNREFUSED" });

function pictures({ asked }: ReturnType<typeof harness>): [string, string][] {
  return (asked.at(-1)?.turns ?? []).flatMap((turn) =>
    turn.pictures.map(({ at, bytes }): [string, string] => [at, text64(bytes)]),
  );
}

function assertRefused(told: Told, status: number, message: RegExp, at?: string): void {
  assert.equal(told.status, status, told.text);
  assert.match(told.json.error.message, message);
  if (at !== undefined) assert.equal(told.headers["fovea-at"], at);
}

test("all three methods reach the engine from a message, a tool result and an earlier turn", async () => {
  const h = harness({ urls: { [URL]: JPEG } });
  const id = await h.upload(PNG, "image/png");
  const body = {
    model: "claude-opus-5-5",
    max_tokens: 10,
    messages: [
      { role: "user", content: [byFile(id), byUrl(URL), TEXT] },
      { role: "assistant", content: [{ type: "tool_use", id: "toolu_1", name: "shot", input: {} }] },
      { role: "user", content: [fromTool(image(JPEG, "image/jpeg"), byFile(id), byUrl(URL))] },
    ],
  };
  const told = await h.post(body);
  assert.equal(told.status, 200, told.text);
  assert.deepEqual(pictures(h), [
    ["messages.0.content.0", text64(PNG)],
    ["messages.0.content.1", text64(JPEG)],
    ["messages.2.content.0.content.0", text64(JPEG)],
    ["messages.2.content.0.content.1", text64(PNG)],
    ["messages.2.content.0.content.2", text64(JPEG)],
  ]);
  assert.equal(told.headers["fovea-images"], "in=5 out=5");
  assert.deepEqual(
    h.lines[0]?.images.map(({ method, step, mediaType, sha256 }) => [method, step, mediaType, sha256 !== null]),
    [
      ["file", "inline", "image/png", true],
      ["url", "inline", "image/jpeg", true],
      ["base64", "keep", "image/jpeg", false],
      ["file", "inline", "image/png", true],
      ["url", "inline", "image/jpeg", true],
    ],
  );
});

test("a file works with the Files beta and without", async () => {
  const h = harness();
  const id = await h.upload(PNG, "image/png");
  for (const betas of [[], ["files-api-2025-04-14"]]) {
    const told = await h.post(ask([byFile(id)]), "mend", { betas: new Set(betas) });
    assert.deepEqual([told.status, pictures(h)], [200, [["messages.0.content.0", text64(PNG)]]]);
  }
});

test("a picture of a kind that the API does not take is refused with the kinds that it takes", async () => {
  const told = await harness().post(ask([image(fixture("other.tiff"), "image/tiff")]));
  assertRefused(
    told,
    400,
    /^messages\.0\.content\.0: The picture is image\/tiff; .* Convert it to JPEG, PNG, GIF or WebP\.$/,
  );
});

test("a file of another workspace, a deleted one and an invented one are not found, and name the block", async () => {
  const h = harness();
  const id = await h.upload(PNG, "image/png");
  const other = { caller: { workspace: "other", keyId: null } };
  const message = new RegExp(`^messages\\.0\\.content\\..*: File \`${id}\` not found\\.$`);
  assertRefused(await h.post(ask([TEXT, byFile(id)]), "mend", other), 404, message, "messages.0.content.1");
  await h.context.files.delete("local", id);
  assertRefused(await h.post(ask([fromTool(byFile(id))])), 404, message, "messages.0.content.0.content.0");
  assertRefused(
    await h.post(ask([pdf(PDF), byFile("file_x")])),
    404,
    /^messages\.0\.content\.1: File `file_x` not found\.$/,
  );
});

test("an expired file is told from one that is not there", async () => {
  const h = harness();
  const id = await h.upload(PNG, "image/png", 3600);
  const later = { now: () => Date.now() + 3_601_000 };
  for (const mode of ["mend", "strict"] as const) {
    const told = await h.post(ask([byFile(id)]), mode, later);
    assertRefused(told, 404, /has expired/, "messages.0.content.0");
    assert.equal(told.json.error.details.error_code, "file_expired");
    assert.equal(told.json.error.type, "not_found_error");
  }
});

test("a file in the wrong kind of block is refused with its media type", async () => {
  const h = harness();
  const table = await h.upload(Buffer.from("a,b\n1,2\n"), "text/csv");
  const picture = await h.upload(PNG, "image/png");
  assertRefused(
    await h.post(ask([byFile(table, "document")])),
    400,
    /^messages\.0\.content\.0: Unsupported document file format: text\/csv\. Only PDF and plaintext documents are supported\.$/,
  );
  assertRefused(
    await h.post(ask([byFile(picture, "document")])),
    400,
    /^messages\.0\.content\.0: Unsupported document file format: image\/png\./,
  );
  assertRefused(
    await h.post(ask([byFile(table)])),
    400,
    /^messages\.0\.content\.0: Unsupported image file format: text\/csv\./,
  );
});

test("a file that begins like a picture and is none is told by what its bytes prove", async () => {
  const h = harness();
  const id = await h.upload(PNG.slice(0, 20), "image/png");
  assertRefused(
    await h.post(ask([byFile(id)])),
    400,
    /^messages\.0\.content\.0: The file \(image\/png, 20 bytes\) ends before/,
  );
});

test("a url that gives nothing, or no picture, is refused at its block with what to do", async () => {
  for (const [found, message] of [
    [failed("fetch.connect"), /^messages\.0\.content\.0\.content\.0: No connection to example\.com .* Try again; /],
    [Buffer.from("<!doctype html><title>404</title>"), /content\.0: The bytes of this image block are an HTML page/],
    [new Uint8Array(0), /content\.0: The file is empty/],
    [PNG.slice(0, PNG.length - 30), /content\.0: The file .* ends before the picture does/],
    [PDF, /content\.0: The bytes of this image block are a PDF/],
  ] as const) {
    const h = harness({ urls: { [URL]: found } });
    const told = await h.post(ask([fromTool(byUrl(URL))]));
    assertRefused(told, 400, message, "messages.0.content.0.content.0");
    assert.deepEqual([h.asked.length, h.lines[0]?.in, h.lines[0]?.out], [0, 1, 0]);
  }
});

test("http is refused by default and fetched from an origin that was opened, in both modes", async () => {
  const local = "http://127.0.0.1:9000/a.png";
  assertRefused(
    await harness().post(ask([byUrl(local)])),
    400,
    /only https URLs can be fetched\. Use the https address/,
  );
  for (const mode of ["mend", "strict"] as const) {
    const h = harness({ urls: { [local]: PNG }, allow: ["http://127.0.0.1:9000"] });
    assert.equal((await h.post(ask([byUrl(local)]), mode)).status, 200);
    assert.deepEqual(pictures(h), [["messages.0.content.0", text64(PNG)]]);
  }
});

test("a wrong label, a data: prefix and white space are mended and named, at most 2 KB of them", async () => {
  const h = harness();
  const spaced = `data:image/gif;base64,${text64(PNG).replace(/.{76}/g, "$&\n")}`;
  const told = await h.post(ask([image(PNG, "image/jpg"), image(spaced, "image/gif"), image(PNG)]));
  assert.equal(told.status, 200, told.text);
  assert.equal(
    told.headers["fovea-mended"],
    "messages.0.content.0=type.relabelled, messages.0.content.1=type.relabelled, messages.0.content.1=base64.mended",
  );
  assert.deepEqual(
    pictures(h).map(([, bytes]) => bytes),
    [PNG, PNG, PNG].map(text64),
  );
  const lots = await h.post(ask(Array.from({ length: 90 }, () => image(PNG, "image/gif"))));
  const header = lots.headers["fovea-mended"] ?? "";
  assert.ok(header.length <= 2048 && header.length > 1900, String(header.length));
  assert.match(header, /=type\.relabelled$/);
});

test("too many pixels carry the API's own code and every path, with the size that is right", async () => {
  const told = await harness().post(ask([image(sized(8001, 10)), image(PNG), fromTool(image(sized(10, 9000)))]));
  assertRefused(told, 400, /^2 problems: messages\.0\.content\.0: The image is 8001x10 px.*8000 px/);
  const { error_code, max_side_length_pixels, paths, fix } = told.json.error.details;
  assert.deepEqual(
    [error_code, max_side_length_pixels, paths],
    ["image_dimensions_too_large", 8000, ["messages.0.content.0", "messages.0.content.2.content.0"]],
  );
  assert.match(fix, /neither side is longer than 8000 px/);
});

test("oversized_image error is obeyed, downsize and its absence are the same", async () => {
  const h = harness();
  const large = (more: object) => ask([image(sized(2000, 1500), "image/png", more)], { model: "claude-haiku-4-5" });
  assertRefused(await h.post(large({ transformations: { oversized_image: "error" } })), 400, /would see 1270x952 px/);
  for (const transformations of [{ oversized_image: "downsize" }, {}, null]) {
    const told = await h.post(large({ transformations }));
    assert.equal(told.status, 200, told.text);
    assert.equal(told.json.usage.input_tokens, 1564);
  }
  assertRefused(
    await h.post(large({ transformations: { oversized_image: "crop" } })),
    400,
    /image\.transformations\.oversized_image: Input should be 'downsize' or 'error'/,
  );
});

test("cache_control is accepted at every legal place and counted as nothing cached", async () => {
  const mark = { cache_control: { type: "ephemeral", ttl: "1h" } };
  const body = ask([image(PNG, "image/png", mark), { ...fromTool(image(PNG)), ...mark }, { ...TEXT, ...mark }], {
    system: [{ type: "text", text: "Be brief.", ...mark }],
    cache_control: { type: "ephemeral" },
  });
  for (const mode of ["mend", "strict"] as const) {
    const told = await harness().post(body, mode);
    assert.equal(told.status, 200, told.text);
    const { cache_creation_input_tokens, cache_read_input_tokens, cache_creation } = told.json.usage;
    assert.deepEqual(
      [cache_creation_input_tokens, cache_read_input_tokens, cache_creation],
      [0, 0, { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 }],
    );
  }
});

test("documents are validated, and the eyes say at the block that they read no text in one", async () => {
  const text = { type: "document", source: { type: "text", media_type: "text/plain", data: "hi" } };
  for (const mode of ["mend", "strict"] as const) {
    const told = await harness().post(ask([TEXT, text]), mode);
    assertRefused(told, 400, /messages\.0\.content\.1: .*document blocks to the built-in eyes/, "messages.0.content.1");
  }
  const inside = { type: "document", source: { type: "content", content: [image(PNG)] } };
  assertRefused(await harness().post(ask([inside])), 400, /^messages\.0\.content\.0: /);
});

test("versions differ: samplers, cited texts and documents of the assistant", async () => {
  const old = { version: "2023-06-01" } as const;
  const now = { version: "2026-10-21" } as const;
  const cited = ask([{ type: "text", text: "a", citations: [{ type: "char_location" }] }]);
  for (const [body, message] of [
    [ask("hi", { temperature: 1 }), /^temperature: Extra inputs are not permitted$/],
    [ask("hi", { top_p: 0.9 }), /^top_p: /],
    [ask("hi", { top_k: 5 }), /^top_k: /],
    [cited, /^messages\.0\.content\.0\.text\.citations: Extra inputs are not permitted$/],
  ] as const) {
    assert.equal((await harness().post(body, "strict", old)).status, 200);
    for (const mode of ["mend", "strict"] as const) assertRefused(await harness().post(body, mode, now), 400, message);
    assertRefused(await harness().count(body, "strict", now), 400, message);
  }
  const flags = ask([{ type: "text", text: "a", citations: [] }]);
  assert.equal((await harness().post(flags, "strict", now)).status, 200);
});

test("tools, tool_choice auto and none, and thinking are accepted and listed", async () => {
  const tools = [{ name: "shot", input_schema: { type: "object" } }];
  const more = { tools, tool_choice: { type: "none" }, thinking: { type: "adaptive" } };
  const told = await harness().post(ask("hi", more), "strict");
  assert.equal(told.status, 200);
  assert.equal(told.headers["fovea-ignored"], "tools, tool_choice, thinking");
});

test("usage has the true tokens of the pictures, whatever their method", async () => {
  const webp = fixture("webp-lossy.webp");
  const h = harness({ urls: { [URL]: sized(1000, 1000) } });
  const id = await h.upload(sized(1092, 1092), "image/png");
  const told = await h.post(ask([byUrl(URL), byFile(id), image(sized(3840, 2160)), TEXT]));
  assert.equal(told.json.usage.input_tokens, 1296 + 1521 + 4784 + 4);
  assert.ok(webp.length > 0);
});

test("tokens are counted for all three methods, and strict refuses what the API does not count", async () => {
  const h = harness({ urls: { [URL]: sized(1000, 1000) } });
  const id = await h.upload(sized(1092, 1092), "image/png");
  const body = (content: object[]): object => ({ model: "claude-opus-5-5", messages: [{ role: "user", content }] });
  const all = await h.count(body([byUrl(URL), byFile(id), image(sized(200, 200)), TEXT]));
  assert.deepEqual(all.json, { input_tokens: 1296 + 1521 + 64 + 4 });
  assert.equal(all.headers["fovea-images"], "in=3 out=3");
  assert.equal(h.asked.length, 0);
  const strict = await h.count(body([image(sized(200, 200)), TEXT]), "strict");
  assert.deepEqual(strict.json, { input_tokens: 68 });
  for (const block of [byUrl(URL), byFile(id)])
    assertRefused(
      await h.count(body([fromTool(block)]), "strict"),
      400,
      /^messages\.0\.content\.0\.tool_result\.content\.0\.image\.source\./,
    );
  assertRefused(await h.count(body([image("!!!!")])), 400, /^messages\.0\.content\.0: /);
  assertRefused(await h.count({ model: "gpt-9", messages: [{ role: "user", content: "hi" }] }), 404, /^model: gpt-9$/);
});

test("a key that stands twice, however it is spelled, and bytes that are no UTF-8 are refused in short and long bodies", async () => {
  const long = text64(new Uint8Array(9000));
  const source = (data: string, extra: string): string =>
    `{"model":"claude-opus-5-5","max_tokens":1,"messages":[{"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"${data}"${extra}}}]}]}`;
  const bodies = (data: string): string[] => [
    source(data, ',"data":""'),
    source(data, ',"d\\u0061ta":""'),
    source(data, "").replace('"source":', '"\\u0073ource":null,"source":'),
    source(data, "").replace('"content":', '"content":"hi","content":'),
    source(data, "").replace('"messages":', '"messages":[],"m\\u0065ssages":'),
  ];
  const upstream = upstreamOf({ platform: PLATFORMS.anthropic, send: () => assert.fail("it was sent") });
  for (const body of [...bodies("AAAA"), ...bodies(long)])
    for (const changed of [{}, { upstream }])
      assertRefused(await harness().post(body, "mend", changed), 400, /stands twice/);
  for (const data of ["AAAA", long]) {
    const bytes = Buffer.from(source(data, ',"note":"\xff"'), "latin1");
    assertRefused(await harness().post(bytes), 400, /not valid UTF-8 at byte/);
  }
});

test("a body's length is reserved before any of it is read", async () => {
  const { context } = harness();
  const steps: string[] = [];
  const pool = {
    maxBytes: 1e9,
    used: 0,
    waiting: 0,
    async reserve(bytes: number) {
      steps.push(`reserve ${bytes}`);
      return { bytes, release: () => undefined };
    },
  };
  const text = JSON.stringify(ask("hi"));
  async function* body(): AsyncGenerator<Uint8Array> {
    steps.push("read");
    yield Buffer.from(text);
  }
  const headers = { "content-length": String(text.length) };
  const request = { method: "POST", path: "/v1/messages", query: new URLSearchParams(), headers, body: body() };
  await messages({ ...request, signal: AbortSignal.timeout(60_000) }, { ...context, pool });
  assert.deepEqual(steps, [`reserve ${text.length}`, "read"]);
});

test("what is fetched and what is read from the store is reserved too, each once however often it is named", async () => {
  const h = harness({ urls: { [URL]: JPEG } });
  const id = await h.upload(PNG, "image/png");
  const body = JSON.stringify(ask([byFile(id), byFile(id), byUrl(URL), byUrl(URL), fromTool(byUrl(URL))]));
  await h.post(body);
  assert.equal(h.context.pool.used, body.length + PNG.length + JPEG.length);
  assert.equal(h.asked[0]?.turns[0]?.pictures[0]?.bytes, h.asked[0]?.turns[0]?.pictures[1]?.bytes);
});

test("a full ledger has the sha256 of every picture, a brief one those that were hashed anyway", async () => {
  const h = harness({ urls: { [URL]: JPEG } });
  const id = await h.upload(PNG, "image/png");
  const long = sized(10, 10, 9000);
  const body = ask([byFile(id), byUrl(URL), image(long), image(text64(PNG).replace(/.{76}/g, "$&\n"))]);
  const hash = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
  for (const [ledgerDetail, expected] of [
    ["brief", [hash(PNG), hash(JPEG), null, null]],
    ["full", [hash(PNG), hash(JPEG), hash(long), hash(PNG)]],
  ] as const) {
    await h.post(body, "mend", { ledgerDetail });
    assert.deepEqual(
      h.lines.at(-1)?.images.map(({ sha256 }) => sha256),
      expected,
    );
  }
});
