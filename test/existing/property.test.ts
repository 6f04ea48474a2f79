// The promise, for whoever adds foveaFetch: every picture that goes in arrives, or an error names a block that is wrong; and no byte is changed that
// is not a source's. With FOVEA_SOAK=1 it takes 100,000 cases.
import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { foveaFetch } from "@fovea/client/fetch";
import { fetchWith } from "@fovea/client/internal/client/fetch/fovea-fetch";
import { FetchError } from "@fovea/client/internal/errors/errors";
import type { FetchedBytes } from "@fovea/client/internal/net/guarded-fetch";
import { splice } from "@fovea/client/internal/wire/splice";
import fc from "fast-check";
import sharp from "sharp";
import { anyCase, type Case, make, URLS } from "../../packages/gateway/src/handlers/messages/fixtures/cases.ts";
import { judge } from "../../packages/gateway/src/handlers/messages/fixtures/judge.ts";
import { type FakePlatform, startFake } from "../fakes/fake.ts";
import { PLATFORMS } from "../platforms/behind.ts";
import { ask, inBody } from "./official.ts";
import type { Held } from "./pictures.ts";
import { withKeys } from "./setup.ts";

const IN_PROCESS = process.env.FOVEA_SOAK ? 100_000 : 2_700;
const THROUGH_SOCKETS = process.env.FOVEA_SOAK ? 9_000 : 270;
const SEED = 20_261_201;
const perPlatform = (runs: number): number => Math.ceil(runs / PLATFORMS.length);

const CLAUDE = "https://platform.example/v1/messages";
const ADDRESSES: Partial<Record<FakePlatform, string>> = {
  "bedrock-legacy": "https://platform.example/model/us.anthropic.claude-opus-5-5/invoke",
  vertex: "https://platform.example/v1/projects/p/locations/l/publishers/anthropic/models/claude-opus-5-5:rawPredict",
};

async function fetchUrl(url: string | URL): Promise<FetchedBytes> {
  const bytes = URLS[String(url)];
  if (bytes === undefined) throw new FetchError("fetch.status", { url: String(url), status: 404 });
  return { bytes, finalUrl: String(url), address: "192.0.2.1", hops: 0, declared: null };
}

/** Throws where the promise is broken. Files are another test's: nobody here has their bytes. */
async function check(platform: FakePlatform, drawn: Case, write = splice): Promise<"answered" | "refused" | "edited"> {
  const made = make(
    { ...drawn, lane: platform, wishes: drawn.wishes.filter(({ method }) => method !== "file") },
    new Map(),
  );
  let sent: Buffer | null = null;
  let images = "in=0 out=0";
  const fetch = fetchWith(
    {
      platform,
      mode: drawn.strict ? "strict" : "mend",
      fit: "never",
      fetchUrl,
      async fetch(_input, init) {
        sent = Buffer.from(init?.body as Uint8Array);
        return new Response("{}");
      },
      onLedger(line) {
        images = `in=${line.in} out=${line.out}`;
      },
    },
    write,
  );
  const reply = await fetch(ADDRESSES[platform] ?? CLAUDE, {
    method: "POST",
    body: made.bytes as Uint8Array<ArrayBuffer>,
  });
  const body = await reply.text();
  const at = (JSON.parse(body) as { error?: { details?: { at?: string } } }).error?.details?.at;
  return judge(made, {
    status: reply.status,
    headers: { "fovea-at": at, "fovea-images": images },
    body,
    given: null,
    // Without a picture there is nothing to judge but that it went as it came.
    sent: sent ?? null,
  });
}

describe(`image or error, in ${IN_PROCESS} requests of any shape`, () => {
  for (const platform of PLATFORMS)
    test(platform, { timeout: 1_200_000 }, async () => {
      const counts = { answered: 0, refused: 0, edited: 0 };
      const property = fc.asyncProperty(anyCase, async (one) => {
        counts[await check(platform, one)]++;
      });
      const numRuns = perPlatform(IN_PROCESS);
      await fc.assert(property, { numRuns, seed: SEED });
      // A property over requests that are all refused would hold as well.
      assert.ok(counts.refused > numRuns / 20 && counts.answered + counts.edited > numRuns / 5, JSON.stringify(counts));
    });
});

test("a splicer that drops an edit breaks the property on every platform", async () => {
  const dropping: typeof splice = (scan, edits) => splice(scan, edits.slice(0, -1));
  for (const platform of PLATFORMS) {
    const property = fc.asyncProperty(anyCase, async (one) => void (await check(platform, one, dropping)));
    const { failed } = await fc.check(property, { numRuns: 200, seed: SEED, endOnFailure: true });
    assert.ok(failed, platform);
  }
});

// Limits so low that small pictures meet all of them: the fake's and, said as capabilities, ours.
const LOW = { maxEdgePx: 120, manyMaxEdgePx: 60, manyFrom: 4, maxImageChars: 6_000, maxRequestBytes: 30_000 };
const SAID = {
  maxEdgePx: LOW.maxEdgePx,
  manyImagesMaxEdgePx: LOW.manyMaxEdgePx,
  manyImages: LOW.manyFrom - 1,
  maxImageBase64Bytes: LOW.maxImageChars,
  maxRequestBytes: LOW.maxRequestBytes,
};

const FORMATS = ["png", "jpeg", "webp", "gif", "tiff", "avif"] as const;
const SIZES: readonly (readonly [width: number, height: number])[] = [
  [1, 1],
  [60, 60],
  [61, 20],
  [120, 90],
  [130, 40],
  [300, 200],
];
const LABELS = ["image/png", "image/jpeg", "image/gif", "image/webp", "image/jpg", "application/octet-stream"];

async function draw(
  format: (typeof FORMATS)[number],
  [width, height]: (typeof SIZES)[number],
  noisy: boolean,
): Promise<Buffer> {
  let seed = width * 31 + height;
  const data = Buffer.alloc(width * height * 3, 90);
  if (noisy)
    for (let at = 0; at < data.length; at++) {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      data[at] = seed >>> 24;
    }
  return sharp(data, { raw: { width, height, channels: 3 } })
    .toFormat(format)
    .toBuffer();
}

const DRAWN = await Promise.all(
  FORMATS.flatMap((format) => SIZES.flatMap((size) => [draw(format, size, false), draw(format, size, true)])),
);
const anyHeld: fc.Arbitrary<Held> = fc
  .record({
    picture: fc.nat(DRAWN.length - 1),
    label: fc.constantFrom(...LABELS),
    spelling: fc.constantFrom("plain", "plain", "plain", "prefix", "lines", "url-safe", "cut", "empty"),
  })
  .map(({ picture, label, spelling }) => {
    const clean = (DRAWN[picture] as Buffer).toString("base64");
    const data = {
      plain: clean,
      prefix: `data:${label};base64,${clean}`,
      lines: clean.replace(/.{60}/g, "$&\n"),
      "url-safe": clean.replaceAll("+", "-").replaceAll("/", "_"),
      cut: clean.slice(0, 41),
      empty: "",
    }[spelling];
    return { mediaType: label, data };
  });

describe(`image or error, in ${THROUGH_SOCKETS} requests of the official clients, to fakes that refuse`, () => {
  for (const platform of PLATFORMS)
    test(platform, { timeout: 1_200_000 }, async () => {
      const fake = await startFake(platform, { limits: LOW });
      after(() => fake.close());
      withKeys(fake);
      const fetch = foveaFetch({ platform, capabilities: SAID });
      const counts = { answered: 0, refused: 0 };
      const place = { platform, credentials: fake.credentials };
      const property = fc.asyncProperty(fc.array(anyHeld, { minLength: 1, maxLength: 6 }), async (held) => {
        fake.clear();
        const failed: unknown = await ask(place, held.map(inBody), fetch).then(
          () => null,
          (error: unknown) => error,
        );
        if (failed === null) {
          counts.answered++;
          assert.equal(fake.requests.at(-1)?.images.length, held.length);
          return;
        }
        counts.refused++;
        assert.equal(fake.requests.length, 0, `the platform itself refused: ${String(failed)}`);
        assert.match(String(failed), /messages\.0\.content\.\d|The request would be \d+ bytes/);
      });
      const numRuns = perPlatform(THROUGH_SOCKETS);
      await fc.assert(property, { numRuns, seed: SEED });
      assert.ok(counts.answered > numRuns / 8 && counts.refused > 0, JSON.stringify(counts));
    });
});
