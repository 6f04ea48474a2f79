import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { sharedDecoder } from "@fovea/client/internal/client/shared-decoder";
import { bytesRef } from "@fovea/client/internal/input/bytes";
import { inspect } from "@fovea/client/internal/media/inspect";
import { PLATFORMS } from "@fovea/client/internal/platform/platforms";
import { createBytePool } from "../../guard/pool.ts";
import { read } from "../../upstream/fixtures/platform.ts";
import { upstreamOf } from "../../upstream/fixtures/upstream.ts";
import { ask, byFile, byUrl, fromTool, image, PNG, pdf, sized } from "./fixtures/bodies.ts";
import { harness } from "./fixtures/harness.ts";
import { createPageCounter } from "./pdf-pages.ts";

const fixtures = new URL("../../../../client/src/decode/fixtures/", import.meta.url);
const file = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(name, fixtures)));
const PAGES_601 = file("pages-601-qpdf.pdf");
const PAGES_100 = file("pages-100-reportlab.pdf");
const INVOICE = file("invoice-ghostscript.pdf");
const TEXT = { type: "text", text: "What is the total?" };
const URL_OF_IT = "https://example.com/report.pdf";
/** A model with 200,000 tokens of context: 100 pages. */
const SMALL = { model: "claude-haiku-4-5" };

function platform(row: (typeof PLATFORMS)[keyof typeof PLATFORMS] = PLATFORMS.anthropic) {
  const sent: string[] = [];
  const upstream = upstreamOf({
    platform: row,
    async send({ body }) {
      sent.push((await read(body)).toString());
      return { status: 200, headers: { "content-type": "application/json" }, body: "{}" };
    },
  });
  return { upstream, sent };
}

describe("pages of PDFs on their way to a platform", { timeout: 120_000 }, () => {
  // Its child may take longer to start on a busy machine than a request waits.
  before(() => sharedDecoder().pdf(INVOICE));
  after(() => sharedDecoder().close());

  test("601 are refused before anything is sent, as base64 and as a file, whole and counted", async () => {
    const { upstream, sent } = platform();
    const h = harness({ upstream });
    const id = await h.upload(PAGES_601, "application/pdf");
    for (const document of [pdf(PAGES_601), byFile(id, "document"), fromTool(pdf(PAGES_601))])
      for (const call of [h.post, h.count]) {
        const told = await call(ask([document, TEXT]));
        assert.equal(told.status, 400, told.text);
        assert.match(told.json.error.message, /The request has 601 pages of PDF; claude-opus-5-5 takes at most 600/);
        assert.doesNotMatch(told.json.error.message, /report\.pdf#/);
        assert.equal(told.json.error.details.error_code, "limit.pdf-pages");
      }
    assert.deepEqual(sent, []);
  });

  test("of all PDFs together, and a smaller context takes 100", async () => {
    const { upstream, sent } = platform();
    const h = harness({ upstream });
    assert.equal((await h.post(ask([pdf(PAGES_100), TEXT], SMALL))).status, 200);
    const told = await h.post(ask([pdf(PAGES_100), pdf(INVOICE), TEXT], SMALL));
    assert.match(told.json.error.message, /100 \+ 2 = 102 pages of PDF; claude-haiku-4-5 takes at most 100/);
    const crowded = await h.post(ask([pdf(PAGES_100), image(PNG), TEXT], SMALL));
    assert.equal(crowded.json.error.details.error_code, "limit.image-count");
    assert.equal(sent.length, 1);
  });

  test("those of a url where it has to be fetched, and not where the platform fetches it", async () => {
    const urls = { [URL_OF_IT]: PAGES_601 };
    const body = ask([byUrl(URL_OF_IT, "document"), TEXT]);
    const { upstream, sent } = platform(PLATFORMS.vertex);
    const told = await harness({ upstream, urls }).post(body);
    assert.deepEqual([told.json.error.details?.error_code, sent], ["limit.pdf-pages", []]);
    const claude = platform();
    assert.equal((await harness({ upstream: claude.upstream, urls: {} }).post(body)).status, 200);
    assert.deepEqual(
      claude.sent.map((one) => JSON.parse(one)),
      [body],
    );
  });

  test("encrypted ones are refused at their block", async () => {
    const { upstream, sent } = platform();
    const h = harness({ upstream });
    for (const [name, code] of [
      ["locked-qpdf.pdf", "input.pdf-password"],
      ["permissions-qpdf.pdf", "input.pdf-encrypted"],
    ] as const) {
      const told = await h.post(ask([TEXT, pdf(file(name))]));
      assert.deepEqual([told.status, told.json.error.details.error_code], [400, code]);
      assert.equal(told.headers["fovea-at"], "messages.0.content.1");
      assert.doesNotMatch(told.json.error.message, /asImages/);
    }
    assert.deepEqual(sent, []);
  });

  test("strict says it in the API's words", async () => {
    const { upstream, sent } = platform();
    const h = harness({ upstream });
    const said = async (content: readonly object[]): Promise<string> =>
      (await h.post(ask(content), "strict")).json.error.message;
    assert.equal(await said([pdf(PAGES_601), TEXT]), "A maximum of 600 PDF pages may be provided.");
    assert.equal(
      await said([TEXT, pdf(file("locked-qpdf.pdf"))]),
      "messages.0.content.1.pdf.source.base64.data: The PDF specified is password protected.",
    );
    assert.deepEqual(sent, []);
  });

  test("what cannot be read here goes as it came: the platform has a reader of its own", async () => {
    const { upstream, sent } = platform();
    const body = ask([pdf(Buffer.from("%PDF-1.7\nnothing")), TEXT]);
    assert.equal((await harness({ upstream }).post(body)).status, 200);
    assert.deepEqual(
      sent.map((one) => JSON.parse(one)),
      [body],
    );
  });

  test("documents count with the pictures towards the many-image rule where the platform counts them", async () => {
    const body = ask([...Array.from({ length: 20 }, () => image(sized(2400, 100))), pdf(INVOICE), TEXT]);
    for (const [row, status] of [
      [PLATFORMS.anthropic, 200],
      [PLATFORMS.bedrock, 400],
      [PLATFORMS.vertex, 400],
    ] as const) {
      const told = await harness({ upstream: platform(row).upstream }).post(body);
      assert.equal(told.status, status, row.id);
      if (status === 400) assert.match(told.text, /limit\.many-images-edge/);
    }
  });
});

describe("a page counter", () => {
  const facts = (bytes: Uint8Array, sha256: string | null = null) => {
    const found = inspect(bytes, { byteLength: bytes.length, sha256 });
    assert.equal(found.status, "facts");
    return found.facts;
  };
  const signal = new AbortController().signal;
  /** Bytes that no other test has counted. */
  const fresh = (() => {
    let next = 0;
    return (size = 100) => Buffer.concat([Buffer.from(`%PDF-1.7\n%${next++}\n`), Buffer.alloc(size, 32)]);
  })();
  function setup({
    workspace = "a",
    maxBytes = 1_000_000,
    heldBytes = 0,
    maxWaitMs = 60_000,
    answer = async () => 3,
  } = {}) {
    const pool = createBytePool({ maxBytes });
    const used: number[] = [];
    const decoder = {
      async pdf(_: Uint8Array, { signal }: { signal?: AbortSignal } = {}) {
        used.push(pool.used);
        const pages = await Promise.race([
          answer(),
          new Promise<never>((_, reject) => signal?.addEventListener("abort", reject)),
        ]);
        return { pages, encryption: "none" as const, sizes: [] };
      },
    };
    const caller = { workspace, keyId: null };
    const counter = createPageCounter({ pool, caller }, { heldBytes, signal, decoder, maxWaitMs });
    const pages = async (bytes: Uint8Array, sha256: string | null = null) => {
      const { pdf } = (await counter.counted(facts(bytes, sha256), bytesRef(bytes), "at")) as {
        pdf?: { pages: number };
      };
      return pdf?.pages ?? null;
    };
    return { pages, used, pool, counter };
  }

  test("reserves the bytes and their copy while they are read, one PDF at a time, and no longer", async () => {
    const { pages, used, pool } = setup();
    assert.deepEqual(await Promise.all([pages(fresh()), pages(fresh()), pages(fresh())]), [3, 3, 3]);
    assert.deepEqual(used, Array(3).fill(2 * fresh().length));
    assert.equal(pool.used, 0);
  });

  test("remembers what it has counted, for its own workspace", async () => {
    const bytes = fresh();
    const [a, b] = [setup(), setup({ workspace: "b" })];
    assert.deepEqual([await a.pages(bytes), await a.pages(bytes), await setup().pages(bytes)], [3, 3, 3]);
    assert.equal(a.used.length, 1);
    await b.pages(bytes);
    assert.equal(b.used.length, 1);
  });

  test("does not even read a file of the store that it knows by its digest", async () => {
    const { createHash } = await import("node:crypto");
    const bytes = fresh();
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const { pages, counter, used } = setup();
    await pages(bytes, sha256);
    const unread = { length: bytes.length, open: () => assert.fail("read") };
    const again = await counter.counted(facts(bytes, sha256), unread, "at");
    assert.deepEqual(
      [(again as { pdf?: unknown }).pdf, used.length],
      [{ pages: 3, exact: true, encryption: "none" }, 1],
    );
  });

  test("leaves to the platform what does not fit into the pool beside the request, is broken, or takes too long", async () => {
    const tight = setup({ maxBytes: 1000, heldBytes: 900 });
    assert.deepEqual([await tight.pages(fresh()), tight.used], [null, []]);
    const failing = setup({ answer: () => Promise.reject(new Error("broken")) });
    assert.deepEqual([await failing.pages(fresh()), failing.pool.used], [null, 0]);
    const slow = setup({ maxWaitMs: 20, answer: () => new Promise<number>(() => undefined) });
    assert.deepEqual(await Promise.all([slow.pages(fresh()), slow.pages(fresh())]), [null, null]);
    assert.equal(await setup().pages(fresh()), 3);
  });

  test("gives pictures and requests without PDFs back as they are", async () => {
    const { counter } = setup();
    const picture = facts(PNG);
    assert.equal(await counter.counted(picture, bytesRef(PNG), "at"), picture);
    assert.equal(await counter.blocks([], () => assert.fail("read")).then(({ length }) => length), 0);
  });

  test("ends with its request", async () => {
    const ended = AbortSignal.abort(new Error("left"));
    const counter = createPageCounter(
      { pool: createBytePool(), caller: { workspace: "a", keyId: null } },
      { heldBytes: 0, signal: ended, decoder: { pdf: () => assert.fail("read") } },
    );
    const bytes = fresh();
    await assert.rejects(counter.counted(facts(bytes), bytesRef(bytes), "at"), /left/);
  });
});
