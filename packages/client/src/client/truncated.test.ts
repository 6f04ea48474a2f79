// Pictures whose end is missing: refused with how much, or sent as far as they can be seen where that is allowed.
import assert from "node:assert/strict";
import { test } from "node:test";
import sharp from "sharp";
import { scene } from "../pixels/fixtures/pictures.ts";
import { createFovea } from "./create-fovea.ts";

async function sent(bytes: Uint8Array, mendTruncated: boolean) {
  const pieces: { text?: string; source?: { data: string } }[] = [];
  const fetch = async (_: unknown, init?: RequestInit): Promise<Response> => {
    pieces.push(...(JSON.parse(String(init?.body)) as { messages: [{ content: [] }] }).messages[0].content);
    const usage = { input_tokens: 1, output_tokens: 1 };
    const message = { id: "m", type: "message", role: "assistant", model: "m", stop_reason: "end_turn", usage };
    return Response.json({ ...message, content: [{ type: "text", text: "ok" }] });
  };
  await createFovea({ apiKey: "k", fetch }).ask(bytes, "?", { mendTruncated });
  const data = pieces.find(({ source }) => source !== undefined)?.source?.data ?? "";
  return { picture: Buffer.from(data, "base64"), texts: pieces.flatMap(({ text }) => text ?? []) };
}

for (const format of ["jpeg", "png", "gif"] as const)
  test(`${format}: half a file is refused with what is missing, and mended where it is allowed`, async () => {
    const whole = await scene(301, 203).toFormat(format).toBuffer();
    const half = whole.subarray(0, Math.ceil(whole.length / 2));
    await assert.rejects(sent(half, false), { code: "input.truncated" });
    const { picture, texts } = await sent(half, true);
    assert.deepEqual(texts, ["bytes (its end is missing):", "?"]);
    const { data, info } = await sharp(picture, { failOn: "warning" })
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    assert.deepEqual([info.width, info.height], [301, 203]);
    // The red bar at the top is there.
    const [r = 0, g = 0, b = 0] = data.subarray(301 * 5 * 3 + 60);
    assert.ok(r > 180 && g < 80 && b < 80, `${r}, ${g}, ${b}`);
    const untouched = await sent(whole, true);
    assert.deepEqual(untouched.picture, whole);
  });
