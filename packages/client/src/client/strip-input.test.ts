import assert from "node:assert/strict";
import { test } from "node:test";
import sharp from "sharp";
import { scene } from "../pixels/fixtures/pictures.ts";
import { createFovea } from "./create-fovea.ts";

const GPS = { GPSLatitudeRef: "N", GPSLatitude: "48/1 51/1 30/1", GPSLongitudeRef: "E", GPSLongitude: "2/1 17/1 40/1" };

test("what is asked about goes without its metadata, in hand or fetched, and the plan no longer speaks of a position", async () => {
  const picture = scene(300, 200).withMetadata({ orientation: 6 });
  const bytes = await picture
    .withExif({ IFD0: { Artist: "a secret", Orientation: "6" }, IFD3: GPS })
    .jpeg()
    .toBuffer();
  const sent: Buffer[] = [];
  const fetch = async (_input: unknown, init?: RequestInit): Promise<Response> => {
    const body = JSON.parse(String(init?.body)) as { messages: [{ content: { source?: { data: string } }[] }] };
    for (const { source } of body.messages[0].content) if (source) sent.push(Buffer.from(source.data, "base64"));
    const usage = { input_tokens: 1, output_tokens: 1 };
    const message = { id: "msg_1", type: "message", role: "assistant", model: "m", stop_reason: "end_turn", usage };
    return Response.json({ ...message, content: [{ type: "text", text: "ok" }] });
  };
  const fetchUrl = async () => ({ bytes, finalUrl: "x", address: "192.0.2.1", hops: 0, declared: null });
  const fovea = createFovea({ apiKey: "k", fetch, fetchUrl: fetchUrl as never, platform: "vertex" });
  const inputs = [bytes, "https://example.com/a.jpg"];
  const kept = await fovea.ask(inputs, "?");
  assert.deepEqual(sent, [bytes, bytes]);
  assert.equal(kept.plan.diagnostics.filter(({ code }) => code === "metadata.gps").length, 2);
  const { plan } = await fovea.ask(inputs, "?", { stripMetadata: true });
  assert.equal(plan.diagnostics.filter(({ code }) => code === "metadata.gps").length, 0);
  for (const one of sent.slice(2)) {
    assert.ok(one.length < bytes.length && one.indexOf("secret") < 0);
    assert.deepEqual(await sharp(one).autoOrient().raw().toBuffer(), await sharp(bytes).autoOrient().raw().toBuffer());
  }
  assert.equal(sent.length, 4);
});
