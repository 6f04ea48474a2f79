// Sources x platforms x (whole, streamed): what no platform but one takes is taken everywhere through Fovea, with the picture's own bytes. What is
// refused is what the fake, which stands for the platform, refuses when it is sent raw.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, describe, test } from "node:test";
import { fixture } from "../../packages/gateway/src/handlers/messages/fixtures/bodies.ts";
import { type FakePlatform, LIMITS } from "../fakes/limits.ts";
import { type Behind, behind, PLATFORMS, WITH_FILES } from "./behind.ts";
import { MODEL } from "./clients.ts";
import { eventsOf } from "./events.ts";
import { sentByOfficial } from "./sent.ts";

type Source = "base64" | "url" | "file";
type Place = "user" | "tool_result" | "document";

const PNG = fixture("png-rgb.png");
const PDF = fixture("other.pdf");
const HASH = createHash("sha256").update(PNG).digest("hex");
const PDF_HASH = createHash("sha256").update(PDF).digest("hex");
const URLS = { "https://example.com/a.png": PNG, "https://example.com/a.pdf": PDF };

const inBase64 = (type: string, bytes: Uint8Array): object => ({
  type: "base64",
  media_type: type,
  data: Buffer.from(bytes).toString("base64"),
});

function imageOf(source: Source, fileId: string): object {
  const sources = {
    base64: inBase64("image/png", PNG),
    url: { type: "url", url: "https://example.com/a.png" },
    file: { type: "file", file_id: fileId },
  };
  return { type: "image", source: sources[source] };
}

function pdfOf(source: Source, fileId: string): object {
  const sources = {
    base64: inBase64("application/pdf", PDF),
    url: { type: "url", url: "https://example.com/a.pdf" },
    file: { type: "file", file_id: fileId },
  };
  return { type: "document", source: sources[source] };
}

const AROUND: Readonly<Record<Place, (block: object) => object>> = {
  user: (block) => block,
  tool_result: (block) => ({
    type: "tool_result",
    tool_use_id: "toolu_1",
    content: [{ type: "text", text: "a" }, block],
  }),
  document: (block) => ({ type: "document", source: { type: "content", content: [block] } }),
};
const PATH: Readonly<Record<Place, string>> = {
  user: "messages.0.content.1",
  tool_result: "messages.0.content.1.content.1",
  document: "messages.0.content.1.source.content.0",
};

const bodyOf = (block: object, stream: boolean): Record<string, unknown> => ({
  model: "claude-opus-4-8",
  max_tokens: 64,
  messages: [{ role: "user", content: [{ type: "text", text: "What is ünder it?" }, block] }],
  ...(stream ? { stream } : {}),
});

/** How a picture of this source arrives: files of ours become the platform's own where it has any. */
function arrivesAs(platform: FakePlatform, source: Source): Source {
  if (source === "file") return WITH_FILES.has(platform) ? "file" : "base64";
  return LIMITS[platform].image.includes(source) ? source : "base64";
}

for (const platform of PLATFORMS)
  describe(platform, { timeout: 120_000 }, () => {
    let at: Behind;
    let image = "";
    let pdf = "";
    before(async () => {
      at = await behind(platform, { urls: URLS });
      image = await at.upload(PNG, "image/png");
      pdf = await at.upload(PDF, "application/pdf");
    });
    after(async () => {
      assert.deepEqual(at.fake.leaks, []);
      await at.close();
    });

    /** The request of the last call for messages, after any uploads. */
    const last = () => at.fake.requests.filter(({ target }) => !target.includes("/v1/files")).at(-1);

    for (const source of ["base64", "url", "file"] as const)
      for (const place of ["user", "tool_result", "document"] as const) {
        // A server that takes no documents takes no picture in one, by any method.
        const refused = place === "document" && LIMITS[platform].document.length === 0;
        for (const stream of [false, true])
          test(`an image by ${source} in ${place}, ${stream ? "streamed" : "whole"}`, async () => {
            const block = AROUND[place](imageOf(source, image));
            const before = at.fake.requests.length;
            const response = await at.ask("/v1/messages", bodyOf(block, stream));
            const reply = Buffer.from(await response.arrayBuffer());
            if (refused) {
              assert.equal(response.status, 400);
              assert.equal(response.headers.get("fovea-at"), "messages.0.content.1");
              assert.equal(at.fake.requests.length, before, "nothing was sent");
              return;
            }
            assert.equal(response.status, 200, reply.toString());
            const record = last();
            assert.ok(record !== undefined);
            const method = arrivesAs(platform, source);
            assert.deepEqual(
              record.images.map((seen) => [seen.at, seen.method, seen.sha256]),
              [[PATH[place], method, method === "url" ? null : HASH]],
            );
            // Around the source, every byte is the caller's.
            const received = JSON.parse(record.body.toString()) as { messages: [{ content: [object, object] }] };
            const [text, sent] = received.messages[0].content;
            assert.deepEqual(text, { type: "text", text: "What is ünder it?" });
            const [seen] = record.images;
            assert.deepEqual(sent, AROUND[place](imageOf(method, seen?.ref ?? "")));
            if (stream && platform === "bedrock-legacy") assert.deepEqual(eventsOf(reply), eventsOf(record.reply));
            else assert.ok(record.reply !== null && reply.equals(record.reply), `${reply}\n${record.reply}`);
            assert.equal(response.headers.get("fovea-images"), "in=1 out=1");
            const line = at.lines.at(-1);
            assert.deepEqual([line?.platform, line?.in, line?.out], [platform, 1, 1]);
          });

        test(`an image by ${source} in ${place}, sent raw, is ${refused || !taken(platform, source) ? "refused" : "taken"}`, async () => {
          const block = AROUND[place](imageOf(source, image));
          const raw = sentByOfficial(at.fake, { ...bodyOf(block, false), model: MODEL[platform] });
          if (taken(platform, source) && !refused) await raw;
          else await assert.rejects(raw, { status: source === "file" && WITH_FILES.has(platform) ? 404 : 400 });
        });
      }

    for (const source of ["base64", "url", "file"] as const)
      test(`a PDF by ${source}`, async () => {
        const response = await at.ask("/v1/messages", bodyOf(pdfOf(source, pdf), false));
        const text = await response.text();
        if (LIMITS[platform].document.length === 0) {
          assert.equal(response.status, 400);
          assert.equal(response.headers.get("fovea-at"), "messages.0.content.1");
          return;
        }
        assert.equal(response.status, 200, text);
        const [seen] = last()?.documents ?? [];
        const method = arrivesAs(platform, source);
        assert.deepEqual([seen?.method, seen?.sha256], [method, method === "url" ? null : PDF_HASH]);
      });

    test("tokens are counted whatever the source, or the platform's lack of it is told", async () => {
      for (const source of ["base64", "url", "file"] as const) {
        const { max_tokens: _, ...body } = bodyOf(imageOf(source, image), false);
        const response = await at.ask("/v1/messages/count_tokens", body);
        const json = (await response.json()) as { input_tokens?: number; error?: { type: string; message: string } };
        if (platform === "bedrock-legacy") {
          assert.deepEqual([response.status, json.error?.type], [404, "not_found_error"]);
          continue;
        }
        assert.deepEqual([response.status, json], [200, { input_tokens: 110 }]);
        assert.deepEqual(
          last()?.images.map(({ method, sha256 }) => [method, sha256]),
          [["base64", HASH]],
        );
      }
    });

    test("strict sends what it got, or refuses what the platform's row refuses", async () => {
      for (const source of ["base64", "url", "file"] as const) {
        const response = await at.ask("/v1/messages", bodyOf(imageOf(source, image), false), {
          "fovea-mode": "strict",
        });
        const text = await response.text();
        assert.equal(response.status, LIMITS[platform].image.includes(source) ? 200 : 400, text);
      }
    });

    test("each file was uploaded once, and only where there is a Files API", () => {
      const uploads = at.fake.requests.filter(
        ({ method, target }) => method === "POST" && target.includes("/v1/files"),
      );
      assert.equal(uploads.length, WITH_FILES.has(platform) ? 2 : 0);
    });
  });

/** Sent raw: a file id of ours is nobody's on a platform. */
function taken(platform: FakePlatform, source: Source): boolean {
  return source !== "file" && LIMITS[platform].image.includes(source);
}
