import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { createFovea, type FoveaOptions, type MessagesClient, toSent } from "@fovea/client";
import sharp from "sharp";
import { type Fake, startFake } from "../fakes/fake.ts";
import { behind, PLATFORMS } from "./behind.ts";
import { MODEL, officialClient } from "./clients.ts";

// A photograph of 6000 stored pixels, turned, is located in on every platform: by its official client, and by a gateway in front of it. The fakes
// refuse what their platform refuses, `oversized_image` where it is not known and a picture that the model would see smaller among it.

const WIDTH = 4000;
const HEIGHT = 6000;
const MARK = { x1: 1000, y1: 1500, x2: 3000, y2: 4500 };
let photo: Buffer;
before(async () => {
  const stored = { create: { width: HEIGHT, height: WIDTH, channels: 3 as const, background: "#789" } };
  photo = await sharp(stored).withMetadata({ orientation: 6 }).jpeg().toBuffer();
});

interface Request {
  readonly messages: readonly [{ content: readonly [{ transformations?: unknown; source: { data: string } }] }];
}

/** What a fake was really sent. */
async function sentTo(fake: Fake) {
  const [request] = fake.requests;
  const body = JSON.parse(request?.body.toString() ?? "") as Request;
  const [image] = body.messages[0].content;
  const { width, height } = await sharp(Buffer.from(image.source.data, "base64")).metadata();
  return { status: request?.status, width, height, transformations: image.transformations };
}

/** The mark, in the pixels the model sees. */
const answerIn = (seen: { width: number; height: number }): string => {
  const x = (value: number): number => Math.round((value * seen.width) / WIDTH);
  const y = (value: number): number => Math.round((value * seen.height) / HEIGHT);
  const box = { x1: x(MARK.x1), y1: y(MARK.y1), x2: x(MARK.x2), y2: y(MARK.y2) };
  return JSON.stringify({ objects: [{ label: "mark", box }] });
};

/** A client whose answers are of the mark: the fakes look at nothing. */
function answering(client: MessagesClient): MessagesClient {
  return {
    messages: {
      async create(body, options) {
        const message = (await client.messages.create(body, options)) as { content: [{ text: string }] };
        const size = /The picture is (\d+)x(\d+) px/.exec(body.messages[0].content[1].text);
        return {
          ...message,
          content: [{ type: "text", text: answerIn({ width: Number(size?.[1]), height: Number(size?.[2]) }) }],
        };
      },
      stream: client.messages.stream.bind(client.messages),
    },
  };
}

async function located(options: FoveaOptions, fake: Fake): Promise<ReturnType<typeof sentTo>> {
  const { found, frame, notes } = await createFovea(options).locate(photo, "the mark");
  const sent = await sentTo(fake);
  assert.equal(sent.status, 200);
  assert.deepEqual([frame.original, notes], [{ width: WIDTH, height: HEIGHT }, []]);
  assert.deepEqual(frame.seen, { width: sent.width, height: sent.height });
  const [one] = found;
  assert.ok(one);
  // Half a pixel of what was seen, and the rounding.
  for (const key of ["x1", "y1", "x2", "y2"] as const) assert.ok(Math.abs(one.box[key] - MARK[key]) <= 3, key);
  assert.ok(toSent(frame, one.box).x2 <= frame.seen.width);
  return sent;
}

describe("locate on every platform", { timeout: 240_000 }, () => {
  for (const platform of PLATFORMS)
    test(`${platform}, by its official client`, async () => {
      const fake = await startFake(platform);
      try {
        const client = answering(officialClient(platform, fake.credentials));
        const { transformations } = await located({ client, platform, model: MODEL[platform] }, fake);
        const knows = ["anthropic", "aws", "google-cloud", "foundry"].includes(platform);
        if (!knows) assert.equal(transformations, undefined);
        if (platform === "anthropic") assert.deepEqual(transformations, { oversized_image: "error" });
      } finally {
        await fake.close();
      }
    });

  for (const platform of ["bedrock", "vertex"] as const)
    test(`${platform}, by a gateway`, async () => {
      const { fake, gateway, close } = await behind(platform);
      try {
        const { default: Anthropic } = await import("@anthropic-ai/sdk");
        const client = new Anthropic({ apiKey: "k", baseURL: "http://fovea", fetch: gateway.fetch, maxRetries: 0 });
        const sent = await located({ client: answering(client), model: "claude-opus-4-8" }, fake);
        assert.equal(sent.transformations, undefined);
      } finally {
        await close();
      }
    });
});
