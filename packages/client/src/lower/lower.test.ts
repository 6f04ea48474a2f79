import assert from "node:assert/strict";
import { test } from "node:test";
import type { Block } from "../content/block.ts";
import type { BytesRef, Edit } from "../content/edit.ts";
import { CapabilityError, FoveaError, LimitError } from "../errors/errors.ts";
import type { PlanContext } from "../plan/context.ts";
import { base64, context, file, held, jpeg, other, ours, png, url } from "../plan/fixtures/samples.ts";
import { makePlan } from "../plan/make-plan.ts";
import { lower } from "./lower.ts";
import type { PixelWork, Resolvers, UploadWork } from "./resolvers.ts";

const SOURCE = ["messages", 0, "content", 0, "source"];
const CAT = "https://example.org/cat.png";

function bytesOf(length: number): BytesRef {
  return {
    length,
    async *open() {
      yield new Uint8Array(length);
    },
  };
}

function run(block: Block, where: PlanContext, resolvers?: Resolvers): Promise<Edit[]> {
  return lower(makePlan([block], where), [block], resolvers);
}

async function refusal(block: Block, where: PlanContext, resolvers?: Resolvers): Promise<FoveaError> {
  const error = await run(block, where, resolvers).then(
    () => assert.fail("it was carried out"),
    (error: unknown) => error,
  );
  assert.ok(error instanceof FoveaError, String(error));
  return error;
}

test("what is kept is not touched", async () => {
  for (const block of [base64(png(100, 100)), url(CAT), file()]) assert.deepEqual(await run(block, context()), []);
});

test("a wrong media type is the only thing that is replaced", async () => {
  const wrong = base64(png(100, 100), { declared: "image/jpg" });
  assert.deepEqual(await run(wrong, context()), [{ at: [...SOURCE, "media_type"], op: "replace", value: "image/png" }]);
  const none = base64(png(100, 100), { declared: null });
  assert.deepEqual(await run(none, context()), [{ at: [...SOURCE, "media_type"], op: "insert", value: "image/png" }]);
});

test("base64 text that is not clean is written again from its bytes", async () => {
  const block = base64(png(100, 100), { flaws: ["white-space"] });
  const bytes = bytesOf(3000);
  assert.deepEqual(await run(block, context(), { bytes: () => bytes }), [
    { at: SOURCE, op: "replace", value: { type: "base64", mediaType: "image/png", bytes } },
  ]);
});

test("a setting the platform does not know is taken out, beside the correction of the source", async () => {
  const block = base64(png(100, 100), { declared: "image/jpg", oversizedImage: "downsize" });
  assert.deepEqual(await run(block, context("bedrock")), [
    { at: [...SOURCE, "media_type"], op: "replace", value: "image/png" },
    { at: ["messages", 0, "content", 0, "transformations"], op: "remove" },
  ]);
});

test("held bytes take the place of the placeholder, under the media type they prove", async () => {
  const bytes = bytesOf(3000);
  assert.deepEqual(await run(held(jpeg(100, 100), { declared: "image/png" }), context(), { bytes: () => bytes }), [
    { at: SOURCE, op: "replace", value: { type: "base64", mediaType: "image/jpeg", bytes } },
  ]);
});

test("fetched bytes and the bytes of files stand in for the url and the id", async () => {
  const bytes = bytesOf(3000);
  const asked: string[] = [];
  const resolvers: Resolvers = {
    fetch: async (address, at) => {
      asked.push(`${address} for ${at}`);
      return { bytes, facts: png(10, 10) };
    },
    file: async (fileId) => {
      asked.push(fileId);
      return { bytes, facts: png(10, 10) };
    },
  };
  for (const block of [url(CAT, { facts: png(10, 10) }), file({ facts: png(10, 10) })])
    assert.deepEqual(await run(block, context("vertex"), resolvers), [
      { at: SOURCE, op: "replace", value: { type: "base64", mediaType: "image/png", bytes } },
    ]);
  assert.deepEqual(asked, [`${CAT} for messages.0.content.0`, "file_011CNha8iCJcU1wXNR6q4V8w"]);
});

test("bytes uploaded before are pointed to, and nobody is asked for them", async () => {
  const block = held(jpeg(100, 100, { sha256: "ab" }));
  assert.deepEqual(await run(block, context("anthropic", {}, { uploaded: { ab: "file_there" } })), [
    { at: SOURCE, op: "replace", value: { type: "file", file_id: "file_there" } },
  ]);
});

test("a file that the platform does not know is read and uploaded, or pointed to where its bytes are there", async () => {
  const facts = png(100, 100, { sha256: "ab" });
  const bytes = bytesOf(3000);
  const resolvers: Resolvers = {
    file: async () => ({ bytes, facts }),
    upload: async ({ sha256 }) => `file_of_${sha256}`,
  };
  assert.deepEqual(await run(ours(facts), context(), resolvers), [
    { at: SOURCE, op: "replace", value: { type: "file", file_id: "file_of_ab" } },
  ]);
  assert.deepEqual(await run(ours(facts), context("anthropic", {}, { uploaded: { ab: "file_there" } })), [
    { at: SOURCE, op: "replace", value: { type: "file", file_id: "file_there" } },
  ]);
});

test("an upload is given the bytes and what is known of them, and its id is pointed to", async () => {
  const bytes = bytesOf(3000);
  const uploads: UploadWork[] = [];
  const edits = await run(held(jpeg(100, 100, { sha256: "ab" })), context("anthropic", { method: "file" }), {
    bytes: () => bytes,
    upload: async (work) => {
      uploads.push(work);
      return "file_new";
    },
  });
  assert.deepEqual(uploads, [{ at: "messages.0.content.0", bytes, mediaType: "image/jpeg", sha256: "ab" }]);
  assert.deepEqual(edits, [{ at: SOURCE, op: "replace", value: { type: "file", file_id: "file_new" } }]);
});

test("new pixels are asked for with size, type and bounds, and sent as what they are", async () => {
  const before = bytesOf(3000);
  const after = bytesOf(500);
  const works: PixelWork[] = [];
  const resolvers: Resolvers = {
    bytes: () => before,
    pixels: async (work) => {
      works.push(work);
      return { bytes: after, mediaType: "image/png", width: 2576, height: 29 };
    },
    upload: async ({ bytes, sha256 }) => `file_of_${bytes.length}_${sha256}`,
  };
  const block = held(png(9000, 100, { sha256: "ab" }));
  assert.deepEqual(await run(block, context(), resolvers), [
    { at: SOURCE, op: "replace", value: { type: "base64", mediaType: "image/png", bytes: after } },
  ]);
  const [work] = works;
  assert.equal(work?.bytes, before);
  assert.deepEqual(work?.resize, { width: 2576, height: 29 });
  assert.equal(work?.bounds.maxBytes, 7_864_320);
  assert.deepEqual(await run(block, context("anthropic", { method: "file" }), resolvers), [
    { at: SOURCE, op: "replace", value: { type: "file", file_id: "file_of_500_null" } },
  ]);
});

test("a new picture that breaks its bounds is an error, not a request", async () => {
  const of = (length: number, width: number): Promise<FoveaError> =>
    refusal(held(png(9000, 100)), context(), {
      bytes: () => bytesOf(3000),
      pixels: async () => ({ bytes: bytesOf(length), mediaType: "image/png", width, height: 29 }),
    });
  assert.equal((await of(7_864_321, 2576)).code, "limit.image-base64-bytes");
  assert.equal((await of(100, 2577)).code, "limit.edge");
  assert.ok((await of(100, 2577)) instanceof LimitError);
});

test("a step nobody can carry out is a CapabilityError that says in numbers what to do instead", async () => {
  const cases: [Block, PlanContext, string][] = [
    [
      held(png(9000, 100)),
      context(),
      'The plan for Claude API needs "resizing the image at messages.0.content.0 from 9,000x100 to 2,576x29 px", and nothing here can do that. Possible instead: send it in 2,576x29 px, in at most 7,864,320 bytes (7.5 MiB); install sharp beside Fovea (`npm install sharp`).',
    ],
    [
      held(other("image/heic")),
      context("bedrock"),
      'The plan for Amazon Bedrock needs "converting the image at messages.0.content.0 to image/jpeg", and nothing here can do that. Possible instead: send it as image/jpeg, in at most 3,932,160 bytes (3.8 MiB); install sharp beside Fovea (`npm install sharp`).',
    ],
    [
      held(png(10, 10)),
      context("anthropic", { method: "file" }),
      'The plan for Claude API needs "uploading the image at messages.0.content.0", and nothing here can do that. Possible instead: upload it with the Files API and pass its file_id; method "base64".',
    ],
    [
      url(CAT),
      context("vertex"),
      'The plan for Google Cloud (Vertex AI) needs "fetching the url of messages.0.content.0", and nothing here can do that. Possible instead: pass the bytes themselves.',
    ],
    [
      file(),
      context("vertex"),
      'The plan for Google Cloud (Vertex AI) needs "reading the file of messages.0.content.0", and nothing here can do that. Possible instead: pass the bytes themselves.',
    ],
  ];
  for (const [block, where, sentence] of cases) {
    const error = await refusal(block, where, { bytes: () => bytesOf(3000) });
    assert.ok(error instanceof CapabilityError);
    assert.equal(error.code, "capability.step");
    assert.equal(error.at, "messages.0.content.0");
    assert.equal(error.message, sentence);
  }
  const noBytes = await refusal(base64(png(10, 10), { flaws: ["padding"] }), context());
  assert.match(noBytes.message, /needs "reading the bytes of the image at messages\.0\.content\.0"/);
});

test("what cannot be done is told for all blocks at once, before anything is done for any", async () => {
  const blocks = [held(png(10, 10)), { ...held(png(9000, 100)), at: ["messages", 0, "content", 1] }];
  const plan = makePlan(blocks, context("anthropic", { method: "file" }));
  const asked: string[] = [];
  const error = await lower(plan, blocks, {
    bytes: (at) => {
      asked.push(at);
      return bytesOf(3000);
    },
  }).catch((error: unknown) => error);
  assert.ok(error instanceof FoveaError && error.code === "input.several-problems");
  assert.deepEqual(asked, []);
  assert.match(error.message, /^3 problems: .*uploading .*resizing .*uploading/);
});

test("a refused plan is its error", async () => {
  assert.equal((await refusal(base64(png(20000, 20000)), context())).code, "limit.pixels");
});

test("a plan whose bytes nobody got, other blocks, or other bytes are mistakes of the program", async () => {
  const block = url(CAT);
  const fetch = async () => ({ bytes: bytesOf(3000), facts: png(10, 10) });
  await assert.rejects(run(block, context("vertex"), { fetch }), TypeError);
  await assert.rejects(lower(makePlan([block], context()), []), TypeError);
  await assert.rejects(lower(makePlan([block], context()), [{ ...block, at: ["x"] }]), TypeError);
  const known = url(CAT, { facts: png(10, 10, { byteLength: 2999 }) });
  await assert.rejects(run(known, context("vertex"), { fetch }), TypeError);
});

test("what a resolver throws is thrown on as it is", async () => {
  const mine = new Error("the disk is gone");
  const failing = run(held(png(10, 10)), context(), {
    bytes: () => {
      throw mine;
    },
  });
  await assert.rejects(failing, (error) => error === mine);
});
