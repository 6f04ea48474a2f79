import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { createDecoder, createFovea, type FoveaError, type FoveaOptions, type Input } from "@fovea/client";
import { sharedDecoder } from "@fovea/client/internal/client/shared-decoder";
import { type Fake, type FakePlatform, startFake } from "../fakes/fake.ts";
import { behind, PLATFORMS } from "./behind.ts";
import { MODEL, officialClient } from "./clients.ts";

// PDFs of three writers, scanned, turned, long and encrypted, on every platform: what the platform takes reaches it whole, and what it would refuse is
// refused before anything is sent, by the library and by a gateway in front of the platform.

const fixtures = join(import.meta.dirname, "../../packages/client/src/decode/fixtures");
const path = (name: string): string => join(fixtures, name);
const bytes = (name: string): Buffer => readFileSync(path(name));
/** Pages of each. */
const TAKEN = {
  "invoice-ghostscript.pdf": 2,
  "invoice-chromium.pdf": 3,
  "note-libreoffice.pdf": 1,
  "scan-reportlab.pdf": 1,
  "turned-qpdf.pdf": 2,
} as const;
const PAGES = Object.values(TAKEN).reduce((sum, count) => sum + count, 0);
const LARGE = "claude-opus-4-8";

const decoder = createDecoder({ timeoutMs: 120_000 });
after(() => decoder.close());

interface Sent {
  readonly type: string;
  readonly source?: { readonly type: string; readonly data?: string; readonly media_type?: string };
}

/** The blocks of the one request that the fake took. */
function blocksOf(fake: Fake): Sent[] {
  assert.deepEqual(
    fake.requests.map(({ status }) => status),
    [200],
  );
  const { messages } = JSON.parse(fake.requests[0]?.body.toString() ?? "") as { messages: [{ content: Sent[] }] };
  return messages[0].content.filter(({ type }) => type !== "text");
}

async function withFovea(
  platform: FakePlatform,
  work: (
    ask: (inputs: Input | Input[], options?: Partial<FoveaOptions>) => Promise<unknown>,
    fake: Fake,
  ) => Promise<void>,
): Promise<void> {
  const fake = await startFake(platform);
  try {
    const fovea = createFovea({
      client: officialClient(platform, fake.credentials),
      platform,
      model: MODEL[platform],
      decoder,
    });
    await work((inputs, options = {}) => fovea.ask(inputs, "What is the total?", options), fake);
  } finally {
    await fake.close();
  }
}

const refused = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => "taken",
    (error: FoveaError) => error.code,
  );

describe("PDFs, by the library", { timeout: 240_000 }, () => {
  for (const platform of PLATFORMS) {
    const takesPdf = platform !== "compatible";

    test(`${platform} gets ${takesPdf ? "the documents, byte for byte" : "the pages as pictures"}`, () =>
      withFovea(platform, async (ask, fake) => {
        await ask(Object.keys(TAKEN).map(path));
        const blocks = blocksOf(fake);
        if (!takesPdf)
          return assert.deepEqual(
            blocks.map(({ type }) => type),
            Array(PAGES).fill("image"),
          );
        assert.deepEqual(
          blocks.map(({ type, source }) => [type, source?.type]),
          Array(5).fill(["document", "base64"]),
        );
        for (const [index, name] of Object.keys(TAKEN).entries())
          assert.ok(Buffer.from(blocks[index]?.source?.data ?? "", "base64").equals(bytes(name)), name);
      }));

    test(`${platform} gets the pages that were named, and no request with too many, none, or encrypted ones`, () =>
      withFovea(platform, async (ask, fake) => {
        const long = path("pages-601-qpdf.pdf");
        assert.equal(await refused(ask(long)), takesPdf ? "limit.pdf-pages" : "limit.pages-drawn");
        assert.equal(await refused(ask(`${long}#602`)), "input.page-range");
        assert.equal(await refused(ask(`${long}#5-2`)), "input.page-range");
        assert.equal(await refused(ask(path("locked-qpdf.pdf"))), "input.pdf-password");
        if (takesPdf) assert.equal(await refused(ask(path("permissions-qpdf.pdf"))), "input.pdf-encrypted");
        assert.equal(fake.requests.length, 0);
        await ask(`${long}#599-601`);
        const blocks = blocksOf(fake);
        if (!takesPdf) return assert.equal(blocks.length, 3);
        const cut = await decoder.pdf(Buffer.from(blocks[0]?.source?.data ?? "", "base64"));
        assert.deepEqual([blocks.length, cut.pages], [1, 3]);
      }));
  }
});

describe("PDFs, by a gateway", { timeout: 240_000 }, () => {
  // Its child may take longer to start on a busy machine than a request waits.
  before(() => sharedDecoder().pdf(bytes("invoice-chromium.pdf")));
  after(() => sharedDecoder().close());

  const document = (name: string): object => ({
    type: "document",
    source: { type: "base64", media_type: "application/pdf", data: bytes(name).toString("base64") },
  });
  const body = (names: readonly string[], model = LARGE): object => ({
    model,
    max_tokens: 10,
    messages: [{ role: "user", content: [...names.map(document), { type: "text", text: "What is the total?" }] }],
  });

  for (const platform of PLATFORMS.filter((one) => one !== "compatible"))
    test(`in front of ${platform}: taken as they are, or refused before the platform is asked`, async () => {
      const { fake, ask, close } = await behind(platform);
      try {
        const codeOf = async (names: readonly string[]): Promise<string> => {
          const reply = await ask("/v1/messages", body(names));
          const { error } = (await reply.json()) as { error?: { details: { error_code: string } } };
          return error === undefined ? String(reply.status) : error.details.error_code;
        };
        assert.equal(await codeOf(["pages-601-qpdf.pdf"]), "limit.pdf-pages");
        assert.equal(await codeOf(["locked-qpdf.pdf"]), "input.pdf-password");
        assert.equal(await codeOf(["invoice-chromium.pdf", "permissions-qpdf.pdf"]), "input.pdf-encrypted");
        assert.equal(fake.requests.length, 0);
        assert.equal(await codeOf(Object.keys(TAKEN)), "200");
        assert.equal(blocksOf(fake).length, 5);
      } finally {
        await close();
      }
    });
});
