import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { splice } from "../../wire/splice.ts";
import { fetchWith, foveaFetch } from "./fovea-fetch.ts";
import type { RequestLedger } from "./image-lines.ts";
import type { FoveaFetchOptions } from "./options.ts";
import type { FetchInput } from "./outgoing.ts";

const PNG = readFileSync(new URL("../../media/fixtures/png-rgb.png", import.meta.url));
const API = "https://api.anthropic.com/v1/messages";
const HEADERS = { "content-type": "application/json", "x-api-key": "k", "anthropic-version": "2023-06-01" };

interface Sent {
  readonly input: FetchInput;
  readonly init: RequestInit | undefined;
}

/** A fetch that keeps its arguments and answers 200. */
function keeper(options: FoveaFetchOptions = {}) {
  const sent: Sent[] = [];
  const ledger: RequestLedger[] = [];
  const fetch = foveaFetch({
    fetch: async (input, init) => {
      sent.push({ input, init });
      return new Response("{}");
    },
    onLedger: (line) => ledger.push(line),
    ...options,
  });
  return { fetch, sent, ledger };
}

const image = (mediaType: string, bytes: Uint8Array = PNG) =>
  `{"type": "image","source":{"type":"base64","media_type":"${mediaType}","data":"${Buffer.from(bytes).toString("base64")}"}}`;
/** Odd, and legal: a big integer, `1.0`, keys in no order, white space, escapes. */
const odd = (...blocks: string[]) =>
  `{ "metadata" : {"n":12345678901234567890, "x":1.0,\n"e":1E2},"max_tokens":16,\t"messages":[{"content":[${blocks.join(" , ")}, {"text":"\\u0041\\/","type":"text"}],"role":"user"}],  "model":"claude-opus-4-8"}`;
const textOf = async ({ input, init }: Sent): Promise<string> =>
  new Response(init?.body ?? (input instanceof Request ? input.body : null)).text();

describe("what needs no change", () => {
  test("goes on as the very arguments that came, whatever they are", async () => {
    const { fetch, sent, ledger } = keeper();
    const init = { method: "POST", headers: HEADERS, body: odd(image("image/png")) };
    await fetch(API, init);
    const request = new Request(API, init);
    await fetch(request);
    const bytes = { ...init, body: Buffer.from(init.body) };
    await fetch(new URL(API), bytes);
    const blob = { ...init, body: new Blob([init.body]) };
    await fetch(API, blob);
    assert.equal(sent[0]?.init, init);
    assert.equal(sent[1]?.input, request);
    assert.equal(await request.text(), init.body);
    assert.equal(sent[2]?.init, bytes);
    assert.equal(sent[3]?.init, blob);
    assert.deepEqual(
      ledger.map((line) => [line.in, line.out, line.images[0]?.step]),
      Array(4).fill([1, 1, "keep"]),
    );
  });

  test("a stream is read once, and its bytes go on", async () => {
    const { fetch, sent } = keeper();
    const body = odd(image("image/png"));
    await fetch(API, {
      method: "POST",
      headers: HEADERS,
      body: new Blob([body]).stream(),
      duplex: "half",
    } as RequestInit);
    assert.equal(await textOf(sent[0] as Sent), body);
  });

  test("other requests are not read, and their arguments are the same", async () => {
    const { fetch, sent, ledger } = keeper();
    const unread = new ReadableStream({ pull: () => assert.fail("was read") }, { highWaterMark: 0 });
    const init = { method: "POST", body: unread, duplex: "half" } as RequestInit;
    await fetch("https://api.anthropic.com/v1/files", init);
    await fetch("https://example.com/v1/messages/x", { method: "GET" });
    await fetch("/relative");
    assert.equal(sent[0]?.init, init);
    assert.equal(sent.length, 3);
    assert.deepEqual(ledger, []);
  });

  test("others at paths that Claude shares: another model, another service of messages", async () => {
    const { fetch, sent } = keeper();
    const init = { method: "POST", body: '{"a":1,"a":2}' };
    await fetch("https://bedrock-runtime.us-east-1.amazonaws.com/model/meta.llama3-v1:0/invoke", init);
    await fetch("https://api.telephone.example/v1/messages", init);
    assert.deepEqual(
      sent.map((one) => one.init === init),
      [true, true],
    );
  });
});

describe("what is changed", () => {
  const wrong = odd(image("image/jpeg"), image("image/png"));
  const right = wrong.replace("image/jpeg", "image/png");

  test("is one media type, in every kind of body; not a byte beside it", async () => {
    const { fetch, sent, ledger } = keeper();
    const init = { method: "POST", headers: { ...HEADERS, "Content-Length": String(Buffer.byteLength(wrong)) } };
    const bodies = [
      wrong,
      Buffer.from(wrong),
      Uint8Array.from(Buffer.from(wrong)).buffer,
      new Blob([wrong]),
      new Blob([wrong]).stream(),
    ];
    for (const body of bodies) await fetch(API, { ...init, body, duplex: "half" } as RequestInit);
    await fetch(new Request(API, { method: "POST", headers: HEADERS, body: wrong }));
    for (const one of sent) {
      assert.equal(await textOf(one), right);
      const headers = one.input instanceof Request ? one.input.headers : new Headers(one.init?.headers);
      assert.equal(headers.get("content-length"), null);
      assert.equal(headers.get("x-api-key"), "k");
    }
    assert.deepEqual(
      ledger[0]?.images.map(({ step }) => step),
      ["relabel", "keep"],
    );
  });

  test("is declared as before where nobody says what it is", async () => {
    const { fetch, sent } = keeper();
    for (const body of [wrong, new Blob([wrong], { type: "application/json" }), Buffer.from(wrong)])
      await fetch(API, { method: "POST", body });
    assert.deepEqual(
      sent.map(({ init }) => new Headers(init?.headers).get("content-type")),
      ["text/plain;charset=UTF-8", "application/json", null],
    );
  });

  test("keeps the form that the headers have", async () => {
    const { fetch, sent } = keeper();
    await fetch(API, { method: "POST", headers: HEADERS, body: wrong });
    await fetch(API, { method: "POST", headers: Object.entries(HEADERS) as [string, string][], body: wrong });
    assert.deepEqual(sent[0]?.init?.headers, HEADERS);
    assert.ok(Array.isArray(sent[1]?.init?.headers));
  });

  test("comes compressed and goes as it is; what is right goes compressed", async () => {
    const { fetch, sent } = keeper();
    const headers = { ...HEADERS, "content-encoding": "gzip" };
    await fetch(API, { method: "POST", headers, body: gzipSync(wrong) });
    const fine = { method: "POST", headers, body: gzipSync(right) };
    await fetch(API, fine);
    assert.equal(await textOf(sent[0] as Sent), right);
    assert.equal(new Headers(sent[0]?.init?.headers).get("content-encoding"), null);
    assert.equal(sent[1]?.init, fine);
  });

  test("requests of a batch, each by itself", async () => {
    const { fetch, sent, ledger } = keeper();
    const batch = (...bodies: string[]) =>
      `{"requests":[${bodies.map((params, n) => `{ "custom_id":"${n}","params": ${params} }`).join(",\n")}] }`;
    const text = '{"model":"claude-opus-4-8","max_tokens":1.0,"messages":[{"role":"user","content":"hi"}]}';
    await fetch(`${API}/batches`, { method: "POST", headers: HEADERS, body: batch(text, wrong, right, wrong) });
    assert.equal(await textOf(sent[0] as Sent), batch(text, right, right, right));
    assert.equal(ledger[0]?.in, 6);
    assert.equal(ledger[0]?.out, 6);
    assert.equal(ledger[0]?.images[0]?.at, "requests.1.params.messages.0.content.0");
  });
});

describe("what cannot be mended", () => {
  async function refused(
    body: string | Uint8Array,
    options: FoveaFetchOptions = {},
    url = API,
    more: HeadersInit = {},
  ) {
    const { fetch, sent, ledger } = keeper(options);
    const headers = { ...HEADERS, ...more };
    const reply = await fetch(url, { method: "POST", headers, body: body as string });
    assert.deepEqual(sent, []);
    assert.equal(reply.headers.get("x-should-retry"), "false");
    const json = (await reply.json()) as {
      message?: string;
      error: { type: string; message: string; details: { at?: string } };
    };
    return { status: reply.status, ...json.error, top: json.message, ledger };
  }
  const broken = image("image/png", Buffer.from("no picture at all"));

  test("is answered in the Claude API's envelope, names the block, says what to do, and is not tried again", async () => {
    const { status, type, message, details, ledger } = await refused(odd(image("image/png"), broken));
    assert.equal(status, 400);
    assert.equal(type, "invalid_request_error");
    assert.match(message, /^messages\.0\.content\.1: /);
    assert.equal(details.at, "messages.0.content.1");
    assert.deepEqual([ledger[0]?.status, ledger[0]?.in, ledger[0]?.out], [400, 2, 0]);
  });

  test("on InvokeModel in AWS's", async () => {
    const body = odd(broken).replace('"model":"claude-opus-4-8"', '"anthropic_version":"bedrock-2023-05-31"');
    const url = "https://bedrock-runtime.us-east-1.amazonaws.com/model/us.anthropic.claude-opus-4-8/invoke";
    const { top, message } = await refused(body, {}, url);
    assert.equal(top, message);
  });

  test("in a batch names the request, all of them at once", async () => {
    const body = `{"requests":[{"custom_id":"a","params":${odd(image("image/png"))}},{"custom_id":"b","params":${odd(broken, broken)}}]}`;
    const { message } = await refused(body, {}, `${API}/batches`);
    assert.match(
      message,
      /^2 problems: requests\.1\.params\.messages\.0\.content\.0: .*requests\.1\.params\.messages\.0\.content\.1: /,
    );
  });

  test("bodies that two parsers read in two ways, or none does", async () => {
    assert.match((await refused('{"messages":[],"messages":[]}')).message, /twice/);
    assert.match((await refused("{")).message, /not valid JSON/);
  });

  test("encodings that cannot be undone, and those that are not what they say", async () => {
    const body = Buffer.from(odd(broken));
    assert.match((await refused(body, {}, API, { "content-encoding": "br" })).message, /content-encoding br/);
    assert.match((await refused(body, {}, API, { "content-encoding": "gzip" })).message, /not valid gzip/);
  });

  test("bodies longer than `maxBytes`, compressed ones too", async () => {
    const long = odd(image("image/png"));
    assert.equal((await refused(long, { maxBytes: 100 })).status, 413);
    const zipped = gzipSync(`${long}${" ".repeat(10_000)}`);
    assert.equal((await refused(zipped, { maxBytes: 5_000 }, API, { "content-encoding": "gzip" })).status, 413);
  });

  test("what a strict fetch would have to change", async () => {
    const { message } = await refused(odd(image("image/jpeg")), { mode: "strict" });
    assert.match(message, /declares image\/jpeg/);
  });

  test("a file of the caller's where nobody takes files, with a hint where the platform is a guess", async () => {
    const body = odd('{"type":"image","source":{"type":"file","file_id":"file_011"}}');
    assert.match((await refused(body, { platform: "vertex" })).message, /reading the file of messages\.0\.content\.0/);
    const { message } = await refused(body, {}, "https://proxy.example/v1/messages");
    assert.match(message, /foveaFetch\(\{ platform: "anthropic" \}\)/);
  });

  test("a picture that would be lost on the way", async () => {
    const sent: unknown[] = [];
    const losing: typeof splice = (scan, edits) =>
      splice(scan, [...edits, { at: ["messages", 0, "content", 1], op: "remove" }]);
    const inner = async () => {
      sent.push(1);
      return new Response("{}");
    };
    const fetch = fetchWith({ fetch: inner }, losing);
    const reply = await fetch(API, {
      method: "POST",
      headers: HEADERS,
      body: odd(image("image/jpeg"), image("image/png")),
    });
    assert.equal(reply.status, 500);
    assert.equal(reply.headers.get("x-should-retry"), "false");
    assert.match(((await reply.json()) as { error: { message: string } }).error.message, /sent nothing/);
    assert.deepEqual(sent, []);
  });
});

describe("what is not an answer", () => {
  test("whatever the inner fetch throws is thrown", async () => {
    const failed = new TypeError("fetch failed");
    const fetch = foveaFetch({ fetch: () => Promise.reject(failed) });
    for (const type of ["image/png", "image/jpeg"])
      await assert.rejects(
        fetch(API, { method: "POST", headers: HEADERS, body: odd(image(type)) }),
        (error) => error === failed,
      );
  });

  test("a caller who leaves gets the signal's reason, and nothing is sent", async () => {
    let asked: () => void = () => undefined;
    const isAsked = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const { fetch, sent } = keeper({
      fetchUrl: (_url, call) =>
        new Promise((_resolve, reject) => {
          call?.signal?.addEventListener("abort", () => reject(call.signal?.reason));
          asked();
        }),
    });
    const controller = new AbortController();
    const body = odd('{"type":"image","source":{"type":"url","url":"https://example.com/a.png"}}');
    const url = "https://proxy.example/v1/messages";
    const reply = fetch(url, { method: "POST", headers: HEADERS, body, signal: controller.signal });
    const gone = new Error("gone");
    await isAsked;
    controller.abort(gone);
    await assert.rejects(reply, (error) => error === gone);
    const late = fetch(url, { method: "POST", headers: HEADERS, body, signal: controller.signal });
    await assert.rejects(late, (error) => error === gone);
    assert.deepEqual(sent, []);
  });

  test("an option that is none is a TypeError at once", () => {
    assert.throws(() => foveaFetch({ platfrom: "aws" } as never), TypeError);
    assert.throws(() => foveaFetch({ maxBytes: -1 }), TypeError);
    assert.throws(() => foveaFetch({ platform: "nowhere" as never }), { code: "input.unknown-platform" });
    assert.throws(() => foveaFetch({ capabilities: { maxEdgePx: "8000" as never } }), TypeError);
    assert.throws(() => foveaFetch({ openedOrigins: ["10.0.0.5"] }), TypeError);
  });

  test("the global fetch is looked up when a request is sent", async () => {
    const fetch = foveaFetch();
    const before = globalThis.fetch;
    try {
      globalThis.fetch = async () => new Response("mine");
      assert.equal(await (await fetch("https://example.com/")).text(), "mine");
      const instead = foveaFetch();
      globalThis.fetch = instead;
      assert.equal(await (await globalThis.fetch("https://example.com/")).text(), "mine", "in its place too");
    } finally {
      globalThis.fetch = before;
    }
  });
});

describe("a picture whose end is missing", () => {
  const cut = image("image/png", PNG.subarray(0, PNG.length - 20));

  test("is refused in the platform's envelope, by name, before anything is sent", async () => {
    const { fetch, sent } = keeper();
    const response = await fetch(API, { method: "POST", headers: HEADERS, body: odd(image("image/png"), cut) });
    assert.equal(response.status, 400);
    assert.match(await response.text(), /messages\.0\.content\.1.*ends before the picture does/);
    assert.equal(sent.length, 0);
  });

  test("passes where nothing is to be mended, and where an answer stands behind it", async () => {
    const strict = keeper({ mode: "strict" });
    assert.equal((await strict.fetch(API, { method: "POST", headers: HEADERS, body: odd(cut) })).status, 200);
    const { fetch, sent } = keeper();
    const answer = ',{"role":"assistant","content":"yes"},{"role":"user","content":"and?"}]';
    const body = odd(cut).replace('"role":"user"}]', `"role":"user"}${answer}`);
    assert.equal((await fetch(API, { method: "POST", headers: HEADERS, body })).status, 200);
    assert.equal(sent.length, 1);
  });
});
