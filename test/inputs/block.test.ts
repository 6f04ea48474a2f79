import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type Anthropic from "@anthropic-ai/sdk";
import { CAT, hash, inputKind } from "./kind.ts";
import { cat, catPath } from "./makers.ts";

const data = cat.toString("base64");
const pdf = readFileSync(join(import.meta.dirname, "../../examples/documents/invoice.pdf"));
const CACHE = { cache_control: { type: "ephemeral" } } as const;

inputKind("block", "an official content block", ({ anthropic, bedrock }) => {
  const content = async (
    inputs: (Anthropic.ImageBlockParam | Anthropic.DocumentBlockParam | Anthropic.TextBlockParam)[],
  ) => anthropic().arrived(() => anthropic().fovea.ask(inputs, "?"));

  test("keeps what stands beside its source", async () => {
    const image: Anthropic.ImageBlockParam = {
      type: "image",
      source: { type: "base64", media_type: "image/png", data },
      ...CACHE,
    };
    const document: Anthropic.DocumentBlockParam = {
      type: "document",
      source: { type: "base64", media_type: "application/pdf", data: pdf.toString("base64") },
      title: "Invoice",
      context: "of May",
      citations: { enabled: true },
    };
    const { content: sent, seen } = await content([image, document]);
    const [first, second] = sent.filter(({ type }) => type !== "text");
    assert.deepEqual(first?.cache_control, CACHE.cache_control);
    assert.deepEqual([second?.title, second?.context, second?.citations], ["Invoice", "of May", { enabled: true }]);
    assert.deepEqual(
      seen.map(({ sha256 }) => sha256),
      [CAT, hash(pdf)],
    );
  });

  test("keeps its setting for pictures that are too large", async () => {
    const block = {
      type: "image",
      source: { type: "base64", media_type: "image/png", data },
      transformations: { oversized_image: "error" },
    } as const;
    const { content: sent } = await anthropic().arrived(() => anthropic().fovea.ask(block, "?"));
    assert.deepEqual(sent[0]?.transformations, { oversized_image: "error" });
    // Where the platform does not know the setting it is taken out, and the picture arrives.
    const [seen] = await bedrock().ask(block);
    assert.equal(seen?.sha256, CAT);
  });

  test("that is mislabelled, or whose base64 is not clean, arrives as what it is", async () => {
    const { content: sent, seen } = await content([
      {
        type: "image",
        source: {
          type: "base64",
          media_type: "image/jpeg",
          data: `data:image/jpeg;base64,${data.slice(0, 100)}\n${data.slice(100)}`,
        },
      },
    ]);
    assert.equal(seen[0]?.sha256, CAT);
    assert.deepEqual(sent[0]?.source, { type: "base64", media_type: "image/png", data });
  });

  test("with a url or a file is sent as that", async () => {
    const { fileId } = await anthropic().fovea.upload(catPath);
    const url = "https://pictures.example.com/cat";
    const { seen } = await content([
      { type: "document", source: { type: "url", url } },
      { type: "image", source: { type: "file", file_id: fileId } } as Anthropic.ImageBlockParam,
    ]);
    assert.deepEqual(
      seen.map(({ at, method, ref, sha256 }) => [at, method, method === "url" ? ref : sha256]),
      [
        ["messages.0.content.1", "url", url],
        ["messages.0.content.3", "file", CAT],
      ],
    );
  });

  test("of text, or of content with pictures inside, arrives whole", async () => {
    const text: Anthropic.DocumentBlockParam = {
      type: "document",
      source: { type: "text", media_type: "text/plain", data: "one, two" },
      title: "Numbers",
    };
    const nested: Anthropic.DocumentBlockParam = {
      type: "document",
      source: {
        type: "content",
        content: [
          { type: "text", text: "A cat:" },
          { type: "image", source: { type: "base64", media_type: "image/jpeg", data } },
        ],
      },
    };
    const { content: sent, seen } = await content([text, nested]);
    assert.deepEqual(sent[1], text);
    assert.deepEqual(
      seen.filter(({ sha256 }) => sha256 !== null).map(({ at, sha256 }) => [at, sha256]),
      [["messages.0.content.3.source.content.1", CAT]],
    );
  });

  test("of text stays in its place, and then nothing else is said before the pictures", async () => {
    const { content: sent } = await anthropic().arrived(() =>
      anthropic().fovea.ask(
        [{ type: "text", text: "Before", ...CACHE }, catPath, { type: "text", text: "After" }, catPath],
        "?",
      ),
    );
    assert.deepEqual(
      sent.map(({ type, text }) => text ?? type),
      ["Before", "image", "After", "image", "?"],
    );
    assert.deepEqual(sent[0]?.cache_control, CACHE.cache_control);
  });

  test("that is malformed is an error that names it, in the platform's words", async () => {
    const sent = anthropic().behind.fake.requests.length;
    const wrong = { type: "image", source: { type: "base64", media_type: "image/png" } } as const;
    await assert.rejects(anthropic().ask([catPath, wrong]), {
      code: "input.block-malformed",
      at: "inputs.1",
      facts: { block: "image", field: "image.source.base64.data", reason: "Field required" },
    });
    assert.equal(anthropic().behind.fake.requests.length, sent);
  });

  test("with a url that is none names no file of this machine, nor its standard input", async () => {
    const sent = anthropic().behind.fake.requests.length;
    for (const url of [
      catPath,
      "cat.png",
      `file://${catPath}`,
      "-",
      "file_011CNha8iCJcU1wXNR6q4V8w",
      "",
      "ftp://example.com/a",
    ])
      for (const type of ["image", "document"] as const)
        await assert.rejects(anthropic().ask({ type, source: { type: "url", url } }), {
          code: "input.block-malformed",
          facts: { block: type, field: `${type}.source.url.url`, reason: "Input should be an https URL" },
        });
    assert.equal(anthropic().behind.fake.requests.length, sent);
  });

  test("that is nothing is a mistake of the program", async () => {
    for (const nothing of [null, undefined, 5, {}, [null]])
      await assert.rejects(anthropic().ask([catPath, nothing as never]), {
        name: "TypeError",
        message: /^inputs\.1: An input is a path/,
      });
    await assert.rejects(anthropic().ask(5 as never), {
      name: "TypeError",
      message: /^An input is a path.*not a number/,
    });
    // A hole in a list is no less of a mistake.
    const holed: string[] = [];
    holed[1] = catPath;
    await assert.rejects(anthropic().ask(holed), { name: "TypeError", message: /^inputs\.0: .*not undefined/ });
    for (const [almost, what] of [
      [[catPath], /not nested/],
      [Promise.resolve(catPath), /Await it/],
      [new Response("x"), /Pass its body/],
      [{ input: catPath }, /has a `label`/],
      [{ file_id: "file_1" }, /\{ fileId \}/],
      [{ type: "image_url", image_url: {} }, /not an Object\. Blocks are those of the Messages API/],
    ] as const)
      await assert.rejects(anthropic().ask([almost as never]), { name: "TypeError", message: what });
  });
});
