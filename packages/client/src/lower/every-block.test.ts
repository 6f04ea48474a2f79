// From a request to the request that is sent: no block is ever lost, and what comes out needs nothing more. Real files, real pixels.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import sharp from "sharp";
import { apply } from "../content/apply.ts";
import { readBlocks } from "../content/block-facts.ts";
import type { BytesRef } from "../content/edit.ts";
import { formatPath } from "../content/path.ts";
import { FoveaError } from "../errors/errors.ts";
import { inspect } from "../media/inspect.ts";
import { sizeWithin } from "../plan/bounds.ts";
import type { PlanContext } from "../plan/context.ts";
import { context } from "../plan/fixtures/samples.ts";
import { makePlan } from "../plan/make-plan.ts";
import type { PlatformId } from "../platform/capability.ts";
import { PLATFORMS } from "../platform/platforms.ts";
import { bytesInBody } from "./bytes-in-body.ts";
import { lower } from "./lower.ts";
import { resolve } from "./resolve.ts";
import type { KnownBytes, NewPicture, PixelWork, Resolvers } from "./resolvers.ts";

const fixture = (name: string): Buffer => readFileSync(new URL(`../media/fixtures/${name}`, import.meta.url));
const blank = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: "#369" } });

const FILES: Readonly<Record<string, Buffer>> = {
  jpeg: fixture("jpeg-baseline.jpg"),
  turned: fixture("jpeg-exif-6.jpg"),
  png: fixture("png-palette-alpha.png"),
  gif: fixture("gif-animated.gif"),
  webp: fixture("webp-animated.webp"),
  avif: fixture("other-sharp.avif"),
  tiff: fixture("other.tiff"),
  svg: fixture("other.svg"),
  pdf: fixture("other.pdf"),
  page: fixture("other-page.jpg"),
  long: await blank(9000, 100).png().toBuffer(),
  large: await blank(3000, 2500).jpeg().toBuffer(),
};
const ADDRESS = "https://example.org/";

function refOf(bytes: Uint8Array): BytesRef {
  return {
    length: bytes.length,
    async *open() {
      yield bytes;
    },
  };
}

async function all(bytes: BytesRef): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes.open()) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function known(name: string): KnownBytes {
  const bytes = FILES[name];
  assert.ok(bytes, name);
  const found = inspect(bytes, { byteLength: bytes.length });
  assert.ok(found.status === "facts", name);
  return { bytes: refOf(bytes), facts: found.facts };
}

/** Resizes and converts as the step says; what is held in memory here is a fixture. */
async function pixels({ bytes, facts, transcode, bounds }: PixelWork): Promise<NewPicture> {
  const mediaType = transcode ?? (facts.kind === "image" ? facts.mediaType : "image/png");
  const upright = await sharp(await all(bytes))
    .rotate()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = sizeWithin(bounds, upright.info.width, upright.info.height);
  const format = mediaType.slice("image/".length) as "jpeg" | "png" | "webp";
  const data = await sharp(upright.data).resize(width, height, { fit: "fill" }).toFormat(format).toBuffer();
  return { bytes: refOf(data), mediaType, width, height };
}

const source = (names: fc.Arbitrary<string>) =>
  fc.oneof(
    fc
      .tuple(
        names,
        fc.constantFrom("image/png", "image/jpg", "application/pdf"),
        fc.constantFrom("", "data:;base64,", " "),
      )
      .map(([name, declared, before]) => ({
        type: "base64",
        media_type: declared,
        data: before + (FILES[name]?.toString("base64") ?? ""),
      })),
    names.map((name) => ({ type: "url", url: `${ADDRESS}${name}` })),
    names.map((name) => ({ type: "file", file_id: `file_${name}` })),
  );
const anything = source(fc.constantFrom(...Object.keys(FILES)));
const picture = source(fc.constantFrom(...Object.keys(FILES).filter((name) => name !== "pdf" && name !== "page")));
const image = fc.record({ type: fc.constant("image"), source: picture });
const block = fc.oneof(
  { weight: 20, arbitrary: image },
  { weight: 4, arbitrary: image.map((one) => ({ ...one, transformations: { oversized_image: "error" } })) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("document"), source: source(fc.constant("pdf")) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constantFrom("image", "document"), source: anything }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constant("text"), text: fc.constant("What is this?") }) },
);
const toolResult = fc.record({
  type: fc.constant("tool_result"),
  tool_use_id: fc.constant("toolu_1"),
  content: fc.array(block, { maxLength: 2 }),
});
const bodies = fc.record({
  model: fc.constant("claude-opus-5-5"),
  messages: fc.array(
    fc.record({ role: fc.constant("user"), content: fc.array(fc.oneof(block, toolResult), { maxLength: 4 }) }),
    { minLength: 1, maxLength: 2 },
  ),
});
const contexts: fc.Arbitrary<PlanContext> = fc
  .record({
    platform: fc.constantFrom(...(Object.keys(PLATFORMS) as PlatformId[])),
    method: fc.constantFrom("auto" as const, "auto" as const, "auto" as const, "base64" as const, "file" as const),
    fit: fc.constantFrom("legal" as const, "seen" as const),
    uploads: fc.constantFrom("never" as const, "asked" as const, "auto" as const),
  })
  .map(({ platform, ...policy }) => context(platform, policy));

const runs = { numRuns: process.env.FOVEA_SOAK ? 2000 : 60, seed: 20261122 };

test("as many blocks come out as went in, at the same places, each in a form its platform takes, or there is an error", async () => {
  let sent = 0;
  const files = new Map<string, KnownBytes>();
  await fc.assert(
    fc.asyncProperty(bodies, contexts, async (body, context) => {
      const { blocks } = readBlocks(body);
      const given: Resolvers = {
        bytes: bytesInBody(body),
        fetch: async (url) => known(url.slice(ADDRESS.length)),
        file: async (fileId) => known(fileId.slice("file_".length)),
        pixels,
        upload: async ({ bytes }) => {
          const inspected = inspect(await all(bytes), { byteLength: bytes.length });
          assert.ok(inspected.status === "facts");
          files.set(`file_up${files.size}`, { bytes, facts: inspected.facts });
          return `file_up${files.size - 1}`;
        },
      };
      let out: unknown;
      try {
        const second = await resolve(makePlan(blocks, context), blocks, context, given, { optional: true });
        out = await apply(body, await lower(second.plan, second.blocks, second.resolvers));
      } catch (error) {
        assert.ok(FoveaError.isInstance(error), String(error));
        return;
      }
      const after = readBlocks(out);
      assert.deepEqual(after.problems, []);
      assert.deepEqual(
        after.blocks.map(({ at, type }) => `${type} ${formatPath(at)}`),
        blocks.map(({ at, type }) => `${type} ${formatPath(at)}`),
      );
      // Looked at as strictly as the platform looks: everything stays as it is.
      const strict = { ...context, policy: { mode: "strict" } as const };
      const looked = await resolve(
        makePlan(after.blocks, strict),
        after.blocks,
        strict,
        {
          fetch: async (url) => known(url.slice(ADDRESS.length)),
          file: async (fileId) => files.get(fileId) ?? known(fileId.slice("file_".length)),
        },
        { optional: true },
      );
      assert.deepEqual(looked.plan.problems, []);
      for (const step of looked.plan.steps)
        assert.deepEqual([step.at, step.action, step.problems], [step.at, "keep", []]);
      sent += blocks.length;
    }),
    runs,
  );
  assert.ok(sent > 100, `only ${sent} blocks were sent; the rest of the property says little`);
});
