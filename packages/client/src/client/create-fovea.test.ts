import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { FetchError, FoveaError } from "../errors/errors.ts";
import type { Input } from "../input/opened.ts";
import type { GuardedFetch } from "../net/guarded-fetch.ts";
import { createFovea } from "./create-fovea.ts";
import type { FoveaOptions } from "./fovea-options.ts";

const photos = join(import.meta.dirname, "../../../../examples/photos");
const catPath = join(photos, "cat.png");
const cat = readFileSync(catPath);
const coffee = readFileSync(join(photos, "coffee.png"));
const rocket = readFileSync(join(photos, "rocket.jpg"));
const pdf = readFileSync(new URL("../decode/fixtures/chart-cairo.pdf", import.meta.url));

interface Sent {
  readonly path: string;
  readonly body: {
    readonly model: string;
    readonly max_tokens: number;
    readonly messages: readonly { readonly content: readonly Record<string, unknown>[] }[];
    readonly [key: string]: unknown;
  };
}

/** A Fovea whose official client talks to a platform that answers "ok" and remembers every request. */
function setup(options: FoveaOptions = {}) {
  const sent: Sent[] = [];
  const fetched: string[] = [];
  const fetchUrl: GuardedFetch = async (url) => {
    fetched.push(String(url));
    if (String(url).includes("missing")) throw new FetchError("fetch.status", { url: String(url), status: 404 });
    const bytes = String(url).endsWith(".html") ? Buffer.from("<!doctype html><title>no</title>") : rocket;
    return { bytes, finalUrl: String(url), address: "192.0.2.1", hops: 0, declared: "image/png" };
  };
  const fetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const body = JSON.parse(String(init?.body)) as Sent["body"];
    sent.push({ path: new URL(String(input)).pathname, body });
    const message = {
      id: "msg_1",
      type: "message",
      role: "assistant",
      model: "m",
      stop_reason: "end_turn",
      stop_sequence: null,
      content: [{ type: "text", text: "ok" }],
      usage: { input_tokens: 1, output_tokens: 1 },
    };
    if (body.stream !== true) return Response.json(message);
    const events: [string, object][] = [
      ["message_start", { message: { ...message, content: [], stop_reason: null } }],
      ["content_block_start", { index: 0, content_block: { type: "text", text: "" } }],
      ["content_block_delta", { index: 0, delta: { type: "text_delta", text: "o" } }],
      ["content_block_delta", { index: 0, delta: { type: "text_delta", text: "k" } }],
      ["content_block_stop", { index: 0 }],
      ["message_delta", { delta: { stop_reason: "end_turn", stop_sequence: null }, usage: { output_tokens: 1 } }],
      ["message_stop", {}],
    ];
    const text = events
      .map(([type, fields]) => `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`)
      .join("");
    return new Response(text, { headers: { "content-type": "text/event-stream" } });
  };
  const fovea = createFovea({ apiKey: "k", fetch, fetchUrl, ...options });
  return { fovea, sent, fetched, content: () => sent.at(-1)?.body.messages[0]?.content ?? [] };
}

const base64 = (bytes: Uint8Array, media_type: string) => ({
  type: "base64",
  media_type,
  data: Buffer.from(bytes).toString("base64"),
});

describe("ask", () => {
  test("sends the picture before the question, by base64, with the media type its bytes prove", async () => {
    const { fovea, sent, content } = setup();
    const answer = await fovea.ask(catPath, "What is this?", { maxTokens: 50, system: "Be brief." });
    assert.equal(answer.text, "ok");
    assert.deepEqual(content(), [
      { type: "image", source: base64(cat, "image/png") },
      { type: "text", text: "What is this?" },
    ]);
    assert.equal(sent[0]?.path, "/v1/messages");
    const { messages: _, ...fields } = sent[0]?.body ?? { messages: [] };
    assert.deepEqual(fields, { model: "claude-sonnet-5-5", max_tokens: 50, system: "Be brief." });
    assert.equal(answer.plan.totals.images, 1);
  });

  test("takes every kind of input, to the byte", async () => {
    async function* pieces(): AsyncGenerator<Uint8Array> {
      for (let at = 0; at < cat.length; at += 1000) yield cat.subarray(at, at + 1000);
    }
    const kinds: Record<string, Input> = {
      path: catPath,
      "file URL": new URL(`file://${catPath}`),
      "data URL": `data:image/jpeg;base64,${cat.toString("base64")}`,
      Buffer: cat,
      Uint8Array: new Uint8Array(cat),
      ArrayBuffer: new Uint8Array(cat).buffer,
      Blob: new Blob([new Uint8Array(cat)], { type: "image/webp" }),
      File: new File([new Uint8Array(cat)], "cat.gif"),
      ReadableStream: new Blob([new Uint8Array(cat)]).stream() as ReadableStream<Uint8Array>,
      "async iterable": pieces(),
    };
    for (const [kind, input] of Object.entries(kinds)) {
      const { fovea, content } = setup();
      await fovea.ask(input, "?");
      assert.deepEqual(content()[0], { type: "image", source: base64(cat, "image/png") }, kind);
    }
  });

  test("labels several pictures, and not a single one", async () => {
    const { fovea, content } = setup();
    await fovea.ask([cat, coffee, pdf], "Compare.");
    assert.deepEqual(
      content().map((block) => block.text ?? block.type),
      ["Image 1:", "image", "Image 2:", "image", "Document 1:", "document", "Compare."],
    );
    await fovea.ask(cat, "?");
    assert.deepEqual(
      content().map((block) => block.type),
      ["image", "text"],
    );
    await fovea.ask([cat, coffee], "?", { label: false });
    assert.deepEqual(
      content().map((block) => block.type),
      ["image", "image", "text"],
    );
  });

  test("a PDF becomes a document block", async () => {
    const { fovea, content } = setup();
    await fovea.ask("https://example.com/Report.PDF?page=1", "Summarise.");
    assert.deepEqual(content()[0], {
      type: "document",
      source: { type: "url", url: "https://example.com/Report.PDF?page=1" },
    });
    await fovea.ask(pdf, "Summarise.");
    assert.deepEqual(content()[0], { type: "document", source: base64(pdf, "application/pdf") });
  });

  test("a URL and a file id stay what they are where the platform takes them", async () => {
    const { fovea, content, fetched } = setup();
    await fovea.ask(["https://example.com/a.png", "file_011CNha8iCJcU1wXNR6q4V8w", { fileId: "file_2" }], "?", {
      label: false,
    });
    assert.deepEqual(
      content()
        .slice(0, 3)
        .map((block) => block.source),
      [
        { type: "url", url: "https://example.com/a.png" },
        { type: "file", file_id: "file_011CNha8iCJcU1wXNR6q4V8w" },
        { type: "file", file_id: "file_2" },
      ],
    );
    assert.deepEqual(fetched, []);
  });

  test("a URL is fetched once and inlined where the platform takes base64 only", async () => {
    const { fovea, content, fetched } = setup({ platform: "bedrock" });
    const { plan } = await fovea.ask("https://example.com/rocket", "?");
    assert.deepEqual(content()[0], { type: "image", source: base64(rocket, "image/jpeg") });
    assert.deepEqual(fetched, ["https://example.com/rocket"]);
    assert.equal(plan.steps[0]?.action, "inline");
  });

  test("a schema goes out as output_config.format", async () => {
    const { fovea, sent } = setup();
    const schema = {
      type: "object",
      properties: { count: { type: "integer" } },
      required: ["count"],
      additionalProperties: false,
    };
    await fovea.ask(cat, "How many?", { schema });
    assert.deepEqual(sent[0]?.body.output_config, { format: { type: "json_schema", schema } });
  });

  test("nothing is sent when any picture cannot be", async () => {
    const bad: [Input | Input[], string, FoveaOptions][] = [
      ["/nowhere/a.png", "input.not-found", {}],
      [Buffer.from("plain text, no picture at all"), "input.not-an-image", {}],
      [[cat, cat.subarray(0, 2000)], "input.truncated", {}],
      [["/nowhere/a.png", new Uint8Array()], "input.several-problems", {}],
      ["https://example.com/missing.png", "fetch.status", { platform: "vertex" }],
      ["https://example.com/page.html", "input.web-page", { platform: "vertex" }],
      ["file_011CNha8iCJcU1wXNR6q4V8w", "capability.step", { platform: "bedrock" }],
      ["https://127.0.0.1/a.png", "input.url-unreachable", {}],
      [pdf, "capability.block", { platform: "eyes", mode: "strict" }],
    ];
    for (const [input, code, options] of bad) {
      const { fovea, sent } = setup(options);
      await assert.rejects(fovea.ask(input, "?"), (error) => {
        assert.ok(FoveaError.isInstance(error), String(error));
        assert.equal(error.code, code);
        return true;
      });
      assert.equal(sent.length, 0, code);
    }
  });

  test("an abort reaches whatever is under way: opening, fetching, the call", async () => {
    const abort = new AbortController();
    const { signal } = abort;
    const seen: (AbortSignal | null | undefined)[] = [];
    const waits = (given: AbortSignal | null | undefined): Promise<never> => {
      seen.push(given);
      return new Promise((_, reject) => given?.addEventListener("abort", () => reject(given.reason)));
    };
    async function* endless(): AsyncGenerator<Uint8Array> {
      await new Promise(() => undefined);
      yield cat;
    }
    const opening = createFovea({ apiKey: "k" }).ask(endless(), "?", { signal });
    const fetching = createFovea({ apiKey: "k", platform: "bedrock", fetchUrl: (_, call) => waits(call?.signal) });
    const calling = createFovea({ apiKey: "k", fetch: (_, init) => waits(init?.signal) });
    const all = [
      opening,
      fetching.ask("https://example.com/a.png", "?", { signal }),
      calling.ask(cat, "?", { signal }),
    ];
    const settled = Promise.allSettled(all);
    while (seen.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    abort.abort(new Error("enough"));
    for (const result of await settled) assert.equal(result.status, "rejected");
  });

  test("what comes back and is no message is an error that says so", async () => {
    const replies: (() => Response)[] = [
      () => new Response("<html>hello</html>", { headers: { "content-type": "text/html" } }),
      () => Response.json({}),
      () => Response.json(null),
      () => new Response("", { headers: { "content-type": "application/json" } }),
      () => new Response("{", { headers: { "content-type": "application/json" } }),
    ];
    for (const reply of replies) {
      const fovea = createFovea({ apiKey: "k", fetch: async () => reply() });
      await assert.rejects(fovea.ask(cat, "?"), (error: FoveaError) => error.code === "engine.unreadable-answer");
      const stream = fovea.stream(cat, "?");
      await assert.rejects(
        async () => {
          for await (const _ of stream);
        },
        (error: FoveaError) => error.code === "engine.unreadable-answer",
      );
    }
  });

  test("only one of key and token is sent, whatever the environment holds", async () => {
    process.env.ANTHROPIC_AUTH_TOKEN = "token-of-the-environment";
    const seen: Headers[] = [];
    const fetch = async (_: unknown, init?: RequestInit): Promise<Response> => {
      seen.push(new Headers(init?.headers));
      return Response.json({}, { status: 400 });
    };
    await assert.rejects(createFovea({ apiKey: "sk-1", fetch }).ask(cat, "?"));
    delete process.env.ANTHROPIC_AUTH_TOKEN;
    assert.doesNotMatch(JSON.stringify([...(seen[0] ?? [])]), /token-of-the-environment/);
  });

  test("the platform's own errors come as the official client throws them", async () => {
    const fovea = createFovea({
      apiKey: "k",
      fetch: async () =>
        Response.json({ type: "error", error: { type: "permission_error", message: "no" } }, { status: 403 }),
    });
    await assert.rejects(
      fovea.ask(cat, "?"),
      (error: { status?: number }) => error.status === 403 && !FoveaError.isInstance(error),
    );
  });
});

describe("stream", () => {
  test("gives the text in pieces, and the whole answer after", async () => {
    const { fovea } = setup();
    const stream = fovea.stream(cat, "?");
    const pieces: string[] = [];
    for await (const piece of stream) pieces.push(piece);
    assert.deepEqual(pieces, ["o", "k"]);
    const { text, plan } = await stream.answer;
    assert.equal(text, "ok");
    assert.equal(plan.ok, true);
  });

  test("fails where it is read, and ends no process when it is not", async () => {
    const { fovea } = setup();
    const stream = fovea.stream("/nowhere/a.png", "?");
    await assert.rejects(async () => {
      for await (const _ of stream);
    }, /There is no file/);
    fovea.stream("/nowhere/b.png", "?");
    await new Promise((resolve) => setTimeout(resolve, 50));
  });
});

describe("plan", () => {
  test("asks nobody, and fetches URLs only when told", async () => {
    const { fovea, sent, fetched } = setup();
    const blind = await fovea.plan(["https://example.com/rocket", cat]);
    assert.equal(blind.totals.unknown, 1);
    assert.deepEqual(fetched, []);
    const known = await fovea.plan(["https://example.com/rocket", cat], { fetch: true });
    assert.equal(known.totals.unknown, 0);
    assert.deepEqual(fetched, ["https://example.com/rocket"]);
    assert.equal(sent.length, 0);
  });

  test("the size it promises is the size that is sent", async () => {
    for (const inputs of [[cat], [cat, rocket, coffee], [pdf, "https://example.com/ä.png"]]) {
      const { fovea, sent } = setup();
      const { plan } = await fovea.ask(inputs, "Grüße?");
      assert.equal(plan.totals.requestBytes, Buffer.byteLength(JSON.stringify(sent[0]?.body)));
    }
  });
});

describe("createFovea", () => {
  test("takes an official client as it is, and no options that belong to a client beside it", async () => {
    const calls: unknown[] = [];
    const client = {
      messages: {
        create: async (body: unknown) => {
          calls.push(body);
          return {
            id: "msg",
            model: "m",
            content: [{ type: "text", text: "hi" }],
            stop_reason: "end_turn",
            usage: { input_tokens: 1, output_tokens: 1 },
          };
        },
        stream: () => undefined,
      },
    };
    assert.equal((await createFovea({ client }).ask(cat, "?")).text, "hi");
    assert.equal(calls.length, 1);
    assert.throws(() => createFovea({ client, apiKey: "k" }), TypeError);
    assert.throws(() => createFovea({ client: {} as typeof client }), TypeError);
  });

  test("an option that is misspelt, or not of its kind, is a TypeError that names it", async () => {
    assert.throws(() => createFovea({ fit: "x" as "seen" }), /fit must be one of never, legal, seen/);
    assert.throws(() => createFovea({ metod: "url" } as object), /metod is no option/);
    assert.throws(() => createFovea({ openedOrigins: "http://10.0.0.5" as never }), /openedOrigins must be a list/);
    assert.throws(() => createFovea({ ledger: {} as never }), /ledger must be an object with find, put/);
    assert.throws(() => createFovea({ pixels: {} as never }), /pixels must be an object with pixels, ready/);
    // The official client takes an empty one for none, and asks the Claude API: a plan for a server of nobody's would not be what is sent.
    for (const baseURL of ["", "localhost:8080", "ftp://example.com"])
      assert.throws(() => createFovea({ baseURL }), /baseURL must be an http or https URL/);
    assert.throws(() => createFovea({ capabilities: { url: true } as never }), /url is no capability.*image.*filesApi/);
    const fovea = createFovea({ apiKey: "k" });
    for (const call of [
      { maxTokens: -1 },
      { maxTokens: "a" },
      { metod: "url" },
      { model: 5 },
      { model: "" },
      { signal: {} },
      null,
    ])
      await assert.rejects(fovea.ask(cat, "?", call as object), TypeError, JSON.stringify(call));
  });

  test("an unknown platform is named at once", () => {
    assert.throws(() => createFovea({ platform: "moon" as "aws" }), /"moon" is no platform/);
  });
});
