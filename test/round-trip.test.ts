import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Box, createFovea } from "@fovea/client";
import { fitSize } from "@fovea/client/internal/content/tokens";
import { modelOf } from "@fovea/client/internal/platform/models";
import sharp from "sharp";

// Coordinates land, on real pixels: a mark is painted somewhere, the picture is stored turned by EXIF, and `locate` cuts, fits, tiles and sends it to a
// platform that finds the mark in the very bytes that it gets. The box that comes back is compared with the one that was painted.

const ROUNDS = process.env.FOVEA_SOAK ? 120 : 16;

/** What a camera stores so that EXIF turns it upright. */
const STORED: Readonly<Record<number, (upright: Buffer) => Promise<Buffer>>> = {
  1: async (one) => one,
  2: (one) => sharp(one).flop().png().toBuffer(),
  3: (one) => sharp(one).rotate(180).png().toBuffer(),
  4: (one) => sharp(one).flip().png().toBuffer(),
  5: async (one) =>
    sharp(await sharp(one).rotate(90).png().toBuffer())
      .flop()
      .png()
      .toBuffer(),
  6: (one) => sharp(one).rotate(270).png().toBuffer(),
  7: async (one) =>
    sharp(await sharp(one).rotate(90).png().toBuffer())
      .flip()
      .png()
      .toBuffer(),
  8: (one) => sharp(one).rotate(90).png().toBuffer(),
};

/** The box of what is dark, in the picture as the platform shows it to the model: upright, and shrunk where it is larger than the tier. */
async function darkBox(bytes: Buffer, model: string): Promise<Box | null> {
  const { data: upright, info: whole } = await sharp(bytes).autoOrient().png().toBuffer({ resolveWithObject: true });
  const { data, info } = await sharp(upright)
    .resize({ ...fitSize(whole.width, whole.height, modelOf(model).model.tier.value), fit: "fill" })
    .toColourspace("b-w")
    .raw()
    .toBuffer({ resolveWithObject: true });
  let [x1, y1, x2, y2] = [info.width, info.height, 0, 0];
  for (let at = 0; at < data.length; at += info.channels) {
    if ((data[at] ?? 255) > 127) continue;
    const [x, y] = [(at / info.channels) % info.width, Math.floor(at / info.channels / info.width)];
    [x1, y1, x2, y2] = [Math.min(x1, x), Math.min(y1, y), Math.max(x2, x + 1), Math.max(y2, y + 1)];
  }
  return x2 === 0 ? null : { x1, y1, x2, y2 };
}

const fetch = async (_: unknown, init?: RequestInit): Promise<Response> => {
  const { model, messages } = JSON.parse(String(init?.body));
  const box = await darkBox(Buffer.from(messages[0].content[0].source.data, "base64"), model);
  const text = JSON.stringify({ objects: box === null ? [] : [{ label: "mark", box }] });
  return Response.json({
    id: "msg_1",
    type: "message",
    role: "assistant",
    model: "m",
    stop_reason: "end_turn",
    stop_sequence: null,
    content: [{ type: "text", text }],
    usage: { input_tokens: 1, output_tokens: 1 },
  });
};

describe("a painted mark", { timeout: 600_000 }, () => {
  test("comes back within a px of what was seen, half a px on average, through orientation, crop, fit, tiles and tier", async () => {
    const fovea = createFovea({ apiKey: "k", fetch });
    let seed = 11;
    const between = (from: number, to: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return from + Math.floor((seed / 2 ** 31) * (to - from + 1));
    };
    let sum = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const orientation = (round % 8) + 1;
      const [width, height] = [between(60, 3200), between(60, 3200)];
      const [x1, y1] = [between(0, width - 30), between(0, height - 30)];
      const mark: Box = {
        x1,
        y1,
        x2: between(x1 + 20, Math.min(width, x1 + 900)),
        y2: between(y1 + 20, Math.min(height, y1 + 900)),
      };
      const ink = { width: mark.x2 - x1, height: mark.y2 - y1, channels: 3 as const, background: "#000" };
      const upright = await sharp({ create: { width, height, channels: 3, background: "#fff" } })
        .composite([{ input: { create: ink }, left: x1, top: y1 }])
        .png()
        .toBuffer();
      const picture = await sharp(await STORED[orientation]?.(upright))
        .withMetadata({ orientation })
        .png()
        .toBuffer();
      const isCut = between(0, 1) === 1;
      const within = {
        x1: between(0, x1),
        y1: between(0, y1),
        x2: between(mark.x2, width),
        y2: between(mark.y2, height),
      };
      const options = {
        model: between(0, 1) === 1 ? "claude-haiku-4-5" : "claude-sonnet-5-5",
        fit: (["seen", "legal", "never"] as const)[between(0, 2)] ?? "seen",
        ...(isCut ? { within } : {}),
        ...(between(0, 3) === 0 ? { fit: "seen" as const, tiles: "auto" as const } : {}),
      };
      const said = JSON.stringify({ round, width, height, orientation, mark, options });
      const { found, frame, looks } = await fovea.locate(picture, "the mark", options);
      assert.equal(found.length, 1, said);
      const { region, seen } = frame;
      const scale = looks === undefined ? (region.x2 - region.x1) / seen.width : 1;
      for (const edge of ["x1", "y1", "x2", "y2"] as const) {
        const apart = Math.abs((found[0]?.box[edge] ?? Number.NaN) - mark[edge]) / scale;
        assert.ok(apart <= 1.01, `${edge} is ${apart} px off: ${said}`);
        sum += apart;
      }
    }
    assert.ok(sum / (4 * ROUNDS) < 0.5, `${sum / (4 * ROUNDS)} px on average`);
  });
});
