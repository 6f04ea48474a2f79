import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { createReadStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { after, describe, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import sharp from "sharp";
import { readBytes } from "./bytes.ts";
import { type OpenOptions, open } from "./open.ts";
import { openBytes } from "./open-bytes.ts";
import type { Input, OpenedBytes } from "./opened.ts";

const photos = fileURLToPath(new URL("../../../../examples/photos/", import.meta.url));
const cat = readFileSync(join(photos, "cat.png"));
const rocket = readFileSync(join(photos, "rocket.jpg"));
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

const folder = mkdtempSync(join(tmpdir(), "fovea-open-"));
after(() => rmSync(folder, { recursive: true }));
const make = (name: string, content: string | Uint8Array) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

async function bytesOf(input: Input, options?: OpenOptions): Promise<OpenedBytes> {
  const opened = await open(input, options);
  assert.equal(opened.kind, "bytes");
  return opened as OpenedBytes;
}

describe("the same picture is opened from", () => {
  const size = { width: 451, height: 300 };
  const cases: readonly {
    readonly title: string;
    readonly input: () => Input;
    readonly options?: OpenOptions;
    readonly name: string;
    readonly declared?: string;
  }[] = [
    { title: "a path", input: () => join(photos, "cat.png"), name: "cat.png" },
    {
      title: "a path relative to a folder",
      input: () => "../photos/cat.png",
      options: { cwd: photos },
      name: "cat.png",
    },
    { title: "a file: URL in text", input: () => pathToFileURL(join(photos, "cat.png")).href, name: "cat.png" },
    { title: "a file: URL object", input: () => pathToFileURL(join(photos, "cat.png")), name: "cat.png" },
    {
      title: "standard input",
      input: () => "-",
      options: { stdin: createReadStream(join(photos, "cat.png")) },
      name: "standard input",
    },
    {
      title: "a data: URL",
      input: () => `data:image/png;base64,${cat.toString("base64")}`,
      name: "data URL",
      declared: "image/png",
    },
    {
      title: "a data: URL with line breaks and the wrong type, which stays a claim",
      input: () => `data:image/jpeg;base64,${cat.toString("base64").replace(/.{76}/g, "$&\r\n")}`,
      name: "data URL",
      declared: "image/jpeg",
    },
    {
      title: "a percent-encoded data: URL without a type",
      input: () => `data:,${cat.toString("hex").replace(/../g, "%$&")}`,
      name: "data URL",
    },
    { title: "a Buffer", input: () => cat, name: "bytes" },
    { title: "a Uint8Array", input: () => new Uint8Array(cat), name: "bytes" },
    { title: "an ArrayBuffer", input: () => new Uint8Array(cat).buffer, name: "bytes" },
    { title: "a Blob without a type", input: () => new Blob([cat]), name: "Blob" },
    {
      title: "a File with the wrong type, which stays a claim",
      input: () => new File([cat], "my cat.jpg", { type: "Image/JPEG; q=1" }),
      name: "my cat.jpg",
      declared: "image/jpeg",
    },
    { title: "a stream of the web", input: () => new Blob([cat]).stream(), name: "stream" },
    { title: "a stream of Node", input: () => createReadStream(join(photos, "cat.png")), name: "stream" },
    {
      title: "an async iterable of odd pieces",
      input: async function* () {
        for (let at = 0; at < cat.length; at += 997) yield cat.subarray(at, at + 997);
      },
      name: "stream",
    },
    { title: "bytes under a name of the caller's", input: () => cat, options: { name: "the cat" }, name: "the cat" },
  ];
  for (const { title, input, options, name, declared = null } of cases)
    test(title, async () => {
      const opened = await bytesOf(input(), options);
      assert.equal(opened.name, name);
      assert.equal(opened.declared, declared);
      const { facts } = opened;
      assert.equal(facts.mediaType, "image/png");
      assert.ok(facts.kind === "image");
      assert.deepEqual({ width: facts.width, height: facts.height }, size);
      assert.equal(facts.byteLength, cat.length);
      assert.equal(facts.sha256, sha256(cat));
      assert.equal(opened.bytes.length, cat.length);
      assert.ok(cat.equals(await readBytes(opened.bytes)));
    });
});

describe("what stays a reference is", () => {
  test("a web URL, as it was given and with a name that holds no secret", async () => {
    for (const [input, url, name] of [
      [
        "https://example.com/a/cat%20one.png?key=secret",
        "https://example.com/a/cat%20one.png?key=secret",
        "cat one.png",
      ],
      [new URL("https://example.com/?key=secret"), "https://example.com/?key=secret", "example.com"],
      [" http://example.com/%ff/%E0%A4%A ", "http://example.com/%ff/%E0%A4%A", "%E0%A4%A"],
      ["https://example.com/%1b%5B31m", "https://example.com/%1b%5B31m", "?[31m"],
    ] as const)
      assert.deepEqual(await open(input), { kind: "url", url, name });
  });

  test("a file id, in text or as an object", async () => {
    const opened = { kind: "file", fileId: "file_011CNha8iCJcU1wXNR6q4V8w", name: "file_011CNha8iCJcU1wXNR6q4V8w" };
    assert.deepEqual(await open("file_011CNha8iCJcU1wXNR6q4V8w"), opened);
    assert.deepEqual(await open({ fileId: "file_011CNha8iCJcU1wXNR6q4V8w" }), opened);
  });
});

describe("every format that a codec writes is opened", () => {
  const drawn = () => sharp({ create: { width: 40, height: 30, channels: 3, background: "#a33" } });
  for (const [format, mediaType] of [
    ["jpeg", "image/jpeg"],
    ["png", "image/png"],
    ["webp", "image/webp"],
    ["gif", "image/gif"],
    ["tiff", "image/tiff"],
    ["avif", "image/avif"],
  ] as const)
    test(`${format}, whatever the file is called`, async () => {
      const path = make("picture.txt", await drawn().toFormat(format).toBuffer());
      const { facts } = await bytesOf(path);
      assert.equal(facts.mediaType, mediaType);
      if (facts.kind === "image") assert.deepEqual([facts.width, facts.height], [40, 30]);
    });

  test("and an SVG and a PDF, as what they are", async () => {
    assert.equal((await bytesOf("data:,<svg xmlns='http://www.w3.org/2000/svg'/>")).facts.mediaType, "image/svg+xml");
    assert.equal((await bytesOf(Buffer.from("%PDF-1.7\n%%EOF\n"))).facts.mediaType, "application/pdf");
  });
});

describe("is refused, by name:", () => {
  const refused = (title: string, input: () => Input, error: object, options?: OpenOptions) =>
    test(title, () => assert.rejects(open(input(), options), error));

  refused("a missing file", () => "no such cat.png", { code: "input.not-found", facts: { path: "no such cat.png" } });
  refused("a folder", () => photos, { code: "input.is-folder" });
  refused("an empty file", () => make("empty.png", ""), { code: "input.empty", at: "empty.png" });
  refused("empty bytes", () => new Uint8Array(), { code: "input.empty", at: "bytes" });
  refused("an empty stream", () => Readable.from([]), { code: "input.empty", at: "stream" });
  refused("a text named .png", () => make("text.png", "just words\n"), { code: "input.not-an-image", at: "text.png" });
  refused("a picture cut in its pixels", () => make("cut.png", cat.subarray(0, 100_000)), {
    code: "input.truncated",
    at: "cut.png",
  });
  refused("a JPEG cut in its pixels", () => rocket.subarray(0, 100_000), { code: "input.truncated" });
  refused("a picture cut in its header", () => cat.subarray(0, 20), { code: "input.truncated" });
  refused("a data URL with a character outside its alphabet", () => "data:image/png;base64,iVBO!", {
    code: "input.base64-invalid",
  });
  refused("base64 in place of a path", () => rocket.toString("base64"), { code: "input.looks-like-base64" });
  refused("a picture's content in place of a path", () => cat.toString("latin1"), { code: "input.bad-path" });
  refused("standard input that was not handed in", () => "-", { code: "input.no-stdin", facts: { terminal: false } });
  refused(
    "a terminal",
    () => "-",
    { code: "input.no-stdin", facts: { terminal: true } },
    {
      stdin: Object.assign(Readable.from([]), { isTTY: true }),
    },
  );
  test("standard input asked for twice, one after the other or at once", async () => {
    for (const together of [false, true]) {
      const stdin = createReadStream(join(photos, "cat.png"));
      const first = open("-", { stdin });
      if (!together) await first;
      await assert.rejects(open("-", { stdin }), { code: "input.stream-used", facts: { name: "standard input" } });
      assert.equal((await first).kind, "bytes");
    }
  });

  for (const [title, input] of [
    ["a path", () => join(photos, "cat.png")],
    ["bytes", () => cat],
    ["a data URL", () => `data:image/png;base64,${cat.toString("base64")}`],
    ["a Blob", () => new Blob([cat])],
    ["a stream", () => new Blob([cat]).stream()],
  ] as const) {
    refused(
      `${title} over the cap`,
      input,
      { name: "LimitError", code: "limit.input-bytes" },
      { maxBytes: cat.length - 1 },
    );
    test(`(but not ${title} at the cap)`, async () => {
      assert.equal((await open(input(), { maxBytes: cat.length })).kind, "bytes");
    });
  }

  test("a cap that makes no sense", async () => {
    for (const maxBytes of [0, -1, 1.5, Number.NaN]) await assert.rejects(open(cat, { maxBytes }), TypeError);
  });

  test("everything, once the signal has fired, with its own reason", async () => {
    const reason = new Error("the caller's own reason");
    await assert.rejects(open(cat, { signal: AbortSignal.abort(reason) }), reason);
  });
});

test("bytes that something else fetched are opened under its name and claim", () => {
  const opened = openBytes(cat, { declared: "image/webp", name: "example.com" });
  assert.equal(opened.declared, "image/webp");
  assert.equal(opened.facts.mediaType, "image/png");
  assert.throws(() => openBytes(cat.subarray(0, 9), { declared: null, name: "example.com" }), { at: "example.com" });
});
