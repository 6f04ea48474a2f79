import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { imageTokens } from "../content/tokens.ts";
import { createDecoder } from "../decode/create-decoder.ts";
import { CapabilityError } from "../errors/errors.ts";
import type { Input } from "../input/opened.ts";
import { inspect } from "../media/inspect.ts";
import type { GuardedFetch } from "../net/guarded-fetch.ts";
import { createFovea } from "./create-fovea.ts";
import type { AskOptions } from "./fovea.ts";
import type { FoveaOptions } from "./fovea-options.ts";
import { splitPages } from "./page-range.ts";

const folder = new URL("../decode/fixtures/", import.meta.url);
const at = (name: string) => new URL(name, folder).pathname;
const file = (name: string) => readFileSync(new URL(name, folder));

type Content = readonly {
  readonly type: string;
  readonly text?: string;
  readonly title?: string;
  readonly source?: {
    readonly type: string;
    readonly media_type?: string;
    readonly data?: string;
    readonly url?: string;
  };
}[];

/** What is sent for inputs. */
async function sent(
  inputs: Input | readonly Input[],
  call: AskOptions = {},
  options: FoveaOptions = {},
): Promise<Content> {
  let content: Content = [];
  const fetch = async (_: unknown, init?: RequestInit): Promise<Response> => {
    content = JSON.parse(String(init?.body)).messages[0].content;
    const usage = { input_tokens: 1, output_tokens: 1 };
    const text = [{ type: "text", text: "ok" }];
    return Response.json({
      id: "m",
      type: "message",
      role: "assistant",
      model: "m",
      stop_reason: "end_turn",
      content: text,
      usage,
    });
  };
  const fetchUrl: GuardedFetch = async (url) => ({
    bytes: file(new URL(url).pathname.slice(1)),
    finalUrl: String(url),
    address: "192.0.2.1",
    hops: 0,
    declared: "application/pdf",
  });
  await createFovea({ apiKey: "k", fetch, fetchUrl, ...options }).ask(inputs, "Total?", call);
  return content;
}

const bytesOf = (content: Content, index: number) => Buffer.from(content[index]?.source?.data ?? "", "base64");
const pagesOf = async (bytes: Uint8Array) => {
  const decoder = createDecoder();
  const { pages } = await decoder.pdf(bytes);
  await decoder.close();
  return pages;
};

describe("pages named behind an input", () => {
  test("are told from names that only look like them", () => {
    for (const [input, rest, pages] of [
      ["a/report.pdf#3", "a/report.pdf", [3, 3]],
      ["Report.PDF#2-5", "Report.PDF", [2, 5]],
      ["-#7-", "-", [7, null]],
      ["report.pdf#-4", "report.pdf", [1, 4]],
      [new URL("https://example.com/a.pdf#2-2"), "https://example.com/a.pdf", [2, 2]],
    ] as const)
      assert.deepEqual(splitPages(input), { input: rest, pages });
    for (const input of [
      "photo.jpg#2",
      "report.pdf#-",
      "report.pdf#page=2",
      "report.pdf",
      "a.pdf#",
      "file_011CNha8iCJcU1wXNR6q4V8w",
      new Uint8Array(),
    ])
      assert.deepEqual(splitPages(input), { input, pages: null });
  });

  test("are sent as a PDF of these pages alone, and the rest stays here", async () => {
    const content = await sent(`${at("pages-100-reportlab.pdf")}#98-`);
    assert.equal(content[0]?.type, "document");
    assert.equal(content[0]?.source?.media_type, "application/pdf");
    const bytes = bytesOf(content, 0);
    assert.ok(bytes.length < 4000, `${bytes.length} bytes`);
    assert.equal(await pagesOf(bytes), 3);
  });

  test("leave the bytes as they are when they are all of them", async () => {
    const content = await sent(`${at("invoice-ghostscript.pdf")}#1-2`);
    assert.ok(bytesOf(content, 0).equals(file("invoice-ghostscript.pdf")));
  });

  test("of a URL are cut here; the URL itself goes to the platform", async () => {
    const url = "https://example.com/pages-100-reportlab.pdf";
    const [whole] = await sent(url);
    assert.deepEqual(whole?.source, { type: "url", url });
    assert.equal(await pagesOf(bytesOf(await sent(`${url}#2-5`), 0)), 4);
  });

  test("that are not there, or of what is no PDF, are refused with the name", async () => {
    await assert.rejects(sent(`${at("invoice-ghostscript.pdf")}#2-9`), {
      code: "input.page-range",
      at: "invoice-ghostscript.pdf",
      message: /has 2 pages/,
    });
    await assert.rejects(sent("file_011CNha8iCJcU1wXNR6q4V8w.pdf#2"), { code: "input.not-found" });
    const stdin = (async function* () {
      yield file("upright.heic");
    })();
    await assert.rejects(sent("-#2", { stdin }), { code: "input.pages-of-no-pdf" });
  });
});

describe("pages as pictures", () => {
  const tier = { maxEdgePx: 2576, maxTokens: 4784, name: "high" } as const;

  test("are labelled, and of the size the model sees", async () => {
    const content = await sent(at("invoice-ghostscript.pdf"), { asImages: true });
    assert.deepEqual(
      content.map(({ type, text }) => text ?? type),
      ["invoice-ghostscript.pdf page 1:", "image", "invoice-ghostscript.pdf page 2:", "image", "Total?"],
    );
    const found = inspect(bytesOf(content, 1), { complete: true });
    assert.ok(found.status === "facts" && found.facts.kind === "image");
    const { width, height } = found.facts;
    assert.ok(imageTokens(width, height, tier) > 4600);
    assert.ok(height <= tier.maxEdgePx);
  });

  test("go by themselves where the platform takes no PDF, and only the pages that were named", async () => {
    const content = await sent(`${at("invoice-ghostscript.pdf")}#2`, {}, { platform: "compatible" });
    assert.deepEqual(
      content.map(({ type, text }) => text ?? type),
      ["invoice-ghostscript.pdf page 2:", "image", "Total?"],
    );
    const asked = sent(at("invoice-ghostscript.pdf"), { asImages: false }, { platform: "compatible" });
    await assert.rejects(asked, { code: "capability.block" });
  });

  test("open what is encrypted without a password, which no platform takes", async () => {
    const locked = sent(at("permissions-qpdf.pdf"));
    await assert.rejects(locked, { code: "input.pdf-encrypted" });
    assert.equal((await sent(at("permissions-qpdf.pdf"), { asImages: true })).length, 5);
    await assert.rejects(sent(at("locked-qpdf.pdf"), { asImages: true }), { code: "input.pdf-password" });
  });

  test("stay under the edge of requests with many images", async () => {
    const content = await sent(`${at("pages-100-reportlab.pdf")}#1-21`, { asImages: true });
    const found = inspect(bytesOf(content, 1), { complete: true });
    assert.ok(found.status === "facts" && found.facts.kind === "image");
    assert.equal(found.facts.height, 1988);
  });

  test("are refused by their sum before any is drawn", async () => {
    const two = [at("pages-100-reportlab.pdf"), at("invoice-ghostscript.pdf")];
    await assert.rejects(sent(two, { asImages: true }), {
      code: "limit.pages-drawn",
      facts: { limit: 100, actual: 102, unit: "pages" },
    });
  });
});

describe("where no package reads PDFs", () => {
  const missing = () => {
    const facts = { platform: "p", capability: "reading PDF documents", alternatives: [], package: "@hyzyla/pdfium" };
    return Promise.reject(new CapabilityError("capability.package", facts));
  };
  const decoder = { ...createDecoder(), pdf: missing, cut: missing, rasterise: missing };

  test("a PDF is sent as it is, with what it says of itself in the plan", async () => {
    const content = await sent(at("invoice-ghostscript.pdf"), {}, { decoder });
    assert.ok(bytesOf(content, 0).equals(file("invoice-ghostscript.pdf")));
    const plan = await createFovea({ decoder }).plan(at("invoice-ghostscript.pdf"));
    assert.deepEqual(plan.steps[0]?.pages, { count: 2, exact: false });
    assert.ok(plan.diagnostics.some(({ code }) => code === "pages.claimed"));
  });

  test("naming or drawing pages says what to install", async () => {
    await assert.rejects(sent(`${at("invoice-ghostscript.pdf")}#2`, {}, { decoder }), { code: "capability.package" });
    await assert.rejects(sent(at("invoice-ghostscript.pdf"), { asImages: true }, { decoder }), {
      code: "capability.package",
    });
  });
});

test("a file that begins like a PDF and is none is refused with its name", async () => {
  const named = new File(["%PDF-1.7\nnothing"], "report.pdf");
  await assert.rejects(sent(named), { code: "input.pdf-broken", at: "report.pdf" });
});

describe("a text file", () => {
  const named = (text: string | Uint8Array<ArrayBuffer>, name: string) => new File([text], name);

  test("is a document with its name", async () => {
    const content = await sent([named("a,b\n1,2\n", "sums.csv"), named("# Hello", "notes.md")]);
    assert.deepEqual(content, [
      { type: "text", text: "Document 1:" },
      { type: "document", source: { type: "text", media_type: "text/plain", data: "a,b\n1,2\n" }, title: "sums.csv" },
      { type: "text", text: "Document 2:" },
      { type: "document", source: { type: "text", media_type: "text/plain", data: "# Hello" }, title: "notes.md" },
      { type: "text", text: "Total?" },
    ]);
  });

  test("is a text where the platform takes no document", async () => {
    const content = await sent(named("Total: 5", "notes.txt"), {}, { platform: "compatible" });
    assert.deepEqual(content, [
      { type: "text", text: "notes.txt:\nTotal: 5" },
      { type: "text", text: "Total?" },
    ]);
  });

  test("is refused by the eyes, who look at pictures", async () => {
    await assert.rejects(sent(named("Total: 5", "notes.txt"), {}, { platform: "eyes" }), { code: "capability.block" });
  });

  test("is read as UTF-8 or marked UTF-16, and refused in anything else", async () => {
    const utf16 = new Uint8Array(Buffer.from("\ufeffGr\u00fc\u00dfe", "utf16le"));
    assert.equal((await sent(named(utf16, "a.txt")))[0]?.source?.data, "Gr\u00fc\u00dfe");
    await assert.rejects(sent(named(Uint8Array.of(71, 114, 252, 223, 101), "a.txt")), { code: "input.text-encoding" });
    await assert.rejects(sent(named(Uint8Array.of(1, 2, 3, 4), "a.txt")), { code: "input.text-encoding" });
  });

  test("that is a picture by its bytes is a picture; one that is only named like a picture is no text", async () => {
    const png = readFileSync(new URL("../../../../examples/photos/cat.png", import.meta.url));
    assert.equal((await sent(named(new Uint8Array(png), "cat.txt")))[0]?.type, "image");
    await assert.rejects(sent(named("404 not found", "cat.png")), { code: "input.not-an-image" });
  });
});
