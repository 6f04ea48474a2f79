import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type RepairOptions, repairTranscript, type TranscriptReport } from "@fovea/client";
import { fixture, flatPng, image, imageOf, noisyPng, text } from "./pictures.ts";

// The forms in which coding agents keep sessions: what goes together, where pictures hide, and what is left alone.

const png = await flatPng(64, 48);
const data = png.toString("base64");
type Line = Readonly<Record<string, unknown>>;

async function doctored(
  lines: readonly Line[],
  options: RepairOptions = {},
): Promise<{ lines: Record<string, unknown>[]; report: TranscriptReport; raw: string }> {
  const bytes = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  const { transcript, report } = await repairTranscript(bytes, { fetchUrl: null, ...options });
  const raw = Buffer.from(transcript).toString();
  return {
    lines: raw
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line)),
    report,
    raw,
  };
}

/** What stands at a printed path. */
const at = (value: unknown, path: string): unknown =>
  path.split(".").reduce<unknown>((inner, key) => (inner as Record<string, unknown> | null | undefined)?.[key], value);

let last = 0;
/** A line of Claude Code behind another; null begins a conversation. */
const line = (parentUuid: string | null, role: string, content: unknown, more: Line = {}) => ({
  parentUuid,
  isSidechain: false,
  type: role,
  message: { role, content },
  uuid: `uuid-${++last}`,
  ...more,
});
const shades = (count: number): Promise<unknown[]> =>
  Promise.all(Array.from({ length: count }, async (_, at) => image(await flatPng(30 + at, 20, at))));
const changesOf = ({ changes }: TranscriptReport): string[] =>
  changes.map(({ line, at, change, code }) => `${line} ${at} ${change} ${code}`);

describe("sessions of Claude Code", () => {
  test("what is sent apart is counted apart: sidechains, and what stands before a compaction", async () => {
    const large = image(await flatPng(2400, 1200));
    const before = line(null, "user", [large, ...(await shades(15))]);
    const boundary = {
      parentUuid: null,
      logicalParentUuid: before.uuid,
      type: "system",
      subtype: "compact_boundary",
      uuid: "b",
    };
    const behind = line("b", "user", await shades(10));
    const side = line(null, "user", [large, ...(await shades(3))], { isSidechain: true });
    const { report } = await doctored([before, boundary, behind, side]);
    assert.deepEqual([report.healthy, report.conversations, report.images], [true, 3, 30]);

    const linked = await doctored([before, line(before.uuid, "user", await shades(10)), side]);
    assert.deepEqual(changesOf(linked.report), ["1 message.content.0 mended resize"]);
  });

  test("lines of other kinds keep the chain: progress, snapshots, summaries", async () => {
    const first = line(null, "user", [image(await flatPng(2400, 1200)), ...(await shades(15))]);
    const progress = { type: "progress", uuid: "p", parentUuid: first.uuid, data: { image: "data" } };
    const { report } = await doctored([
      { type: "summary", summary: "S" },
      first,
      progress,
      line("p", "user", await shades(6)),
    ]);
    assert.deepEqual([report.conversations, report.changes.length], [1, 1]);
  });

  test("pictures of queued prompts and attached files are sent too", async () => {
    const file = { type: "image", file: { base64: data, type: "image/jpeg", originalSize: png.length } };
    const { lines, report } = await doctored([
      line(null, "user", "Hello"),
      { type: "attachment", attachment: { type: "queued_command", prompt: [text("Look"), image(png, "image/webp")] } },
      { type: "attachment", attachment: { type: "file", filename: "a.jpg", content: file } },
    ]);
    assert.deepEqual(changesOf(report), [
      "2 attachment.prompt.1 mended relabel",
      "3 attachment.content mended relabel",
    ]);
    assert.match(JSON.stringify(lines[1]), /"media_type":"image\/png"/);
    assert.deepEqual(at(lines, "2.attachment.content"), {
      ...file,
      file: { ...file.file, type: "image/png" },
    });
  });

  test("copies of what a tool gave are what the message has: mended with it, and gone with it", async () => {
    const huge = await flatPng(9000, 30);
    const result = (bytes: Buffer): unknown => ({
      type: "image",
      file: { base64: bytes.toString("base64"), type: "image/png" },
    });
    const tool = (bytes: Buffer): unknown => [{ type: "tool_result", tool_use_id: "t", content: [image(bytes)] }];
    const junk = Buffer.from("junk junk junk");
    const { lines, report } = await doctored([
      line(null, "user", tool(huge), { toolUseResult: result(huge) }),
      line(null, "user", tool(junk), { toolUseResult: result(junk) }),
      line(null, "user", tool(huge), { toolUseResult: [image(huge), text("x")] }),
      line(null, "user", tool(png), { toolUseResult: result(junk) }),
    ]);
    assert.deepEqual(changesOf(report), [
      "1 message.content.0.content.0 mended resize",
      "2 message.content.0.content.0 removed input.not-an-image",
      "3 message.content.0.content.0 mended resize",
    ]);
    const sent = at(lines, "0.message.content.0.content.0.source.data");
    assert.equal(at(lines, "0.toolUseResult.file.base64"), sent);
    assert.notEqual(sent, huge.toString("base64"));
    assert.match(String(at(lines, "1.toolUseResult")), /^\[Removed here by fovea doctor/);
    assert.equal(at(lines, "2.toolUseResult.0.source.data"), sent);
    assert.deepEqual(at(lines, "3.toolUseResult"), result(junk));
  });

  test("a session that tells of a picture that could not be processed is looked at to the last pixel", async () => {
    // Its header and its end are well, and nothing between them.
    const good = await noisyPng(60, 50);
    const broken = Buffer.from(good);
    const at = broken.indexOf("IDAT") + 20;
    broken.fill(0, at, at + 400);
    const session = [line(null, "user", [image(broken)])];
    assert.equal((await doctored(session)).report.healthy, true);
    const refusal =
      'API Error: 400 {"type":"error","error":{"type":"invalid_request_error","message":"Could not process image"}}';
    const told = line(session[0]?.uuid ?? null, "assistant", [text(refusal)], { isApiErrorMessage: true });
    const { report } = await doctored([...session, told]);
    assert.deepEqual(changesOf(report), ["1 message.content.0 removed input.undecodable"]);
    assert.deepEqual((await doctored(session, { deep: true })).report.changes.length, 1);
    assert.equal((await doctored([line(null, "user", [image(good)]), told], { deep: true })).report.healthy, true);
  });

  test("a refusal that the table cannot explain counts, told by the session or by hand", async () => {
    const words = "image dimensions exceed max allowed size for many-image requests: 2000 pixels";
    const asked = line(null, "user", [image(await flatPng(2000, 20)), ...(await shades(20))]);
    assert.equal((await doctored([asked])).report.healthy, true);
    const refused = line(asked.uuid, "assistant", [text(`API Error: 400 ${words}`)], { isApiErrorMessage: true });
    for (const { report } of [
      await doctored([asked, refused]),
      await doctored([asked], { refusal: new Error(words) }),
    ]) {
      assert.deepEqual(changesOf(report), ["1 message.content.0 mended resize"]);
      assert.equal(report.told?.kind, "many-images");
    }
    // A platform that counts in another way: to it there were many.
    const few = line(null, "user", [image(await flatPng(2400, 20)), ...(await shades(3))]);
    const told = line(few.uuid, "assistant", refused.message.content, { isApiErrorMessage: true });
    const apart = line(null, "user", [image(await flatPng(2400, 20))]);
    assert.deepEqual(changesOf((await doctored([apart, few, told])).report), ["2 message.content.0 mended resize"]);
    const mended = await doctored((await doctored([asked, refused])).lines);
    assert.deepEqual([mended.report.healthy, mended.report.told?.kind], [true, "many-images"]);
  });

  test("the model is that of the last answer, and an agent's own words are none", async () => {
    const answer = (model: string): Line => ({
      type: "assistant",
      message: { role: "assistant", model, content: [text("Yes.")] },
    });
    const asked = { type: "user", message: { role: "user", content: "Hello" } };
    const { report } = await doctored([asked, answer("claude-haiku-4-5-20251001"), answer("<synthetic>")]);
    assert.deepEqual(report.models, ["claude-haiku-4-5"]);
    assert.deepEqual((await doctored([asked])).report.models, ["claude-sonnet-5-5"]);
    assert.deepEqual((await doctored([asked], { model: "claude-opus-5-5" })).report.models, ["claude-opus-5-5"]);
  });
});

describe("other agents", () => {
  test("pi: flat pictures, messages linked by parentId", async () => {
    const session = { type: "session", version: 3, id: "s", cwd: "/home/me" };
    const message = (id: string, parentId: string | null, role: string, content: unknown): Line => ({
      type: "message",
      id,
      parentId,
      message: { role, content },
    });
    const { lines, report } = await doctored([
      session,
      message("a", null, "user", [
        { type: "text", text: "Look" },
        { type: "image", data, mimeType: "image/jpeg" },
      ]),
      message("b", "a", "toolResult", [
        { type: "image", data: Buffer.from("junk").toString("base64"), mimeType: "image/png" },
      ]),
      message("c", "b", "user", [
        { type: "image", data: (await flatPng(8200, 20)).toString("base64"), mimeType: "image/png" },
      ]),
      message("d", "c", "user", [{ type: "image", data: `data:image/png;base64,${data}`, mimeType: "image/png" }]),
    ]);
    assert.deepEqual(changesOf(report), [
      "2 message.content.1 mended relabel",
      "3 message.content.0 removed input.not-an-image",
      "4 message.content.0 mended resize",
      "5 message.content.0 mended relabel",
    ]);
    assert.deepEqual(at(lines, "1.message.content.1"), { type: "image", data, mimeType: "image/png" });
    assert.deepEqual(Object.keys(at(lines, "3.message.content.0") as object), ["type", "data", "mimeType"]);
    assert.deepEqual(at(lines, "4.message.content.0"), { type: "image", data, mimeType: "image/png" });
    assert.equal((await doctored(lines)).report.healthy, true);
  });

  test("Codex and Chat Completions: data URLs", async () => {
    const wrong = `data:image/jpeg;base64,${data}`;
    const { lines, report } = await doctored([
      {
        type: "response_item",
        payload: { type: "message", role: "user", content: [{ type: "input_image", image_url: wrong }] },
      },
      {
        type: "response_item",
        payload: {
          type: "function_call_output",
          call_id: "c",
          output: [{ type: "input_image", image_url: "data:image/png;base64,anVuaw==" }],
        },
      },
      { role: "user", content: [{ type: "image_url", image_url: { url: wrong, detail: "low" } }] },
      { role: "user", content: [{ type: "image_url", image_url: { url: "https://example.com/a.png" } }] },
    ]);
    assert.deepEqual(
      report.changes.map(({ line, change }) => [line, change]),
      [
        [1, "mended"],
        [2, "removed"],
        [3, "mended"],
      ],
    );
    const right = `data:image/png;base64,${data}`;
    assert.deepEqual(at(lines, "0.payload.content"), [{ type: "input_image", image_url: right }]);
    assert.equal(at(lines, "1.payload.output.0.type"), "input_text");
    assert.deepEqual(lines[2]?.content, [{ type: "image_url", image_url: { url: right, detail: "low" } }]);
  });

  test("requests of a batch, one a line: each a conversation of its own", async () => {
    const request = async (count: number): Promise<Line> => ({
      custom_id: "a",
      params: {
        model: "claude-opus-4-8",
        max_tokens: 1,
        messages: [{ role: "user", content: [image(await flatPng(2400, 20)), ...(await shades(count))] }],
      },
    });
    const { report } = await doctored([await request(15), await request(15), await request(25)]);
    assert.deepEqual(changesOf(report), ["3 params.messages.0.content.0 mended resize"]);
    assert.equal(report.conversations, 3);
  });
});

describe("what can be saved is", () => {
  const asked = (...content: unknown[]): Line => ({ role: "user", content });
  const document = (bytes: Uint8Array, mediaType = "application/pdf"): unknown => ({
    type: "document",
    title: "T",
    source: { type: "base64", media_type: mediaType, data: Buffer.from(bytes).toString("base64") },
  });

  test("a PDF in an image block, and a picture in a document block, by the block they belong into", async () => {
    const pdf = fixture("decode/fixtures/chart-cairo.pdf");
    const { lines, report } = await doctored([asked(image(pdf), document(png))]);
    assert.deepEqual(
      report.changes.map(({ change }) => change),
      ["mended", "mended"],
    );
    assert.equal(at(lines, "0.content.0.type"), "document");
    assert.equal(at(lines, "0.content.0.source.media_type"), "application/pdf");
    assert.deepEqual(at(lines, "0.content.1"), image(png));
    assert.equal((await doctored(lines)).report.healthy, true);
  });

  test("a picture whose end is missing, as far as it can be seen", async () => {
    const whole = fixture("media/fixtures/jpeg-baseline.jpg");
    const { lines, report } = await doctored([asked(image(whole.subarray(0, -120), "image/jpeg"))]);
    assert.match(report.changes[0]?.message ?? "", /written whole, as far as it can be seen/);
    assert.equal((await doctored(lines)).report.healthy, true);
  });

  test("a data URL in a url source", async () => {
    const { lines } = await doctored([
      asked({ type: "image", source: { type: "url", url: `data:image/jpeg;base64,${data}` } }),
    ]);
    assert.deepEqual(lines[0]?.content, [image(png)]);
  });

  test("urls that the platform does not take: fetched, or told why not; file ids, which nobody can read", async () => {
    const url = { type: "image", source: { type: "url", url: "https://example.com/a.png" } };
    const id = { type: "image", source: { type: "file", file_id: "file_011CNha8iCJcU1wXNR6q4V8w" } };
    assert.equal((await doctored([asked(url, id)])).report.healthy, true);
    const options = { platform: "bedrock", model: "claude-opus-4-8" } as const;
    const offline = await doctored([asked(url, id)], options);
    assert.deepEqual(
      offline.report.changes.map(({ change }) => change),
      ["removed", "removed"],
    );
    const fetchUrl = (async () => ({ bytes: png, declared: null })) as never;
    const online = await doctored([asked(url, id)], { ...options, fetchUrl });
    assert.deepEqual(at(online.lines, "0.content.0"), image(png));
  });

  test("cache breakpoints stay where a block was", async () => {
    const cache_control = { type: "ephemeral" };
    const { lines } = await doctored([asked({ ...(image(Buffer.from("junk")) as object), cache_control })]);
    assert.deepEqual(at(lines, "0.content.0.cache_control"), cache_control);
  });

  test("the oldest pictures give way, the newest stay, and the text says what was there", async () => {
    const many = Array.from({ length: 7 }, async (_, at) => asked(...(await shades(15)), text(`turn ${at}`)));
    const { lines, report } = await doctored(await Promise.all(many), { model: "claude-haiku-4-5" });
    assert.deepEqual(
      changesOf(report),
      [0, 1, 2, 3, 4].map((at) => `1 content.${at} removed limit.image-count`),
    );
    assert.match(String(at(lines, "0.content.0.text")), /a picture \(image\/png, 30x20 px\).*100/);
  });

  test("what a server tool gave back is a whole: it is told, and left", async () => {
    const fetched = {
      type: "web_fetch_tool_result",
      tool_use_id: "s",
      content: { type: "web_fetch_result", url: "https://example.com", content: document(Buffer.from("junk")) },
    };
    const { report, raw } = await doctored([{ role: "assistant", content: [fetched] }]);
    assert.deepEqual([report.ok, report.changes[0]?.change], [false, "not-repaired"]);
    assert.doesNotMatch(raw, /Removed here/);
  });
});

test("what Fovea saved itself has no pictures in it, and is not taken for a poisoned transcript", async () => {
  const saved = {
    fovea: "conversation",
    version: 1,
    messages: [{ role: "user", content: [imageOf("")] }],
    pictures: [],
  };
  await assert.rejects(doctored([saved]), { code: "input.saved-conversation" });
});
