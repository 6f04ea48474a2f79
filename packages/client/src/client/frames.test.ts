// Frames and pages that are named behind a picture.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import sharp from "sharp";
import { FoveaError } from "../errors/errors.ts";
import { apng } from "../media/fixtures/apng.ts";
import { createFovea } from "./create-fovea.ts";
import { crop } from "./pictures.ts";

const COLOURS = ["#ff0000", "#00ff00", "#0000ff"];
const folder = mkdtempSync(join(tmpdir(), "frames-"));
after(() => rmSync(folder, { recursive: true }));
const stills = COLOURS.map((background) => ({ create: { width: 40, height: 30, channels: 3 as const, background } }));
const film = sharp(await Promise.all(stills.map((still) => sharp(still).png().toBuffer())), {
  join: { animated: true },
});
writeFileSync(join(folder, "film.gif"), await film.clone().gif().toBuffer());
writeFileSync(join(folder, "film.webp"), await film.clone().webp({ lossless: true }).toBuffer());
writeFileSync(join(folder, "film.png"), apng(await Promise.all(stills.map((still) => sharp(still).png().toBuffer()))));
writeFileSync(join(folder, "scan.tiff"), await film.clone().tiff({ compression: "lzw" }).toBuffer());

interface Piece {
  readonly type: string;
  readonly text?: string;
  readonly source?: { readonly data: string };
}

async function sent(inputs: string | string[]): Promise<{ readonly labels: string[]; readonly colours: string[] }> {
  const pieces: Piece[] = [];
  const fetch = async (_: unknown, init?: RequestInit): Promise<Response> => {
    const { messages } = JSON.parse(String(init?.body)) as { messages: [{ content: Piece[] }] };
    pieces.push(...messages[0].content);
    const usage = { input_tokens: 1, output_tokens: 1 };
    const message = { id: "m", type: "message", role: "assistant", model: "m", stop_reason: "end_turn", usage };
    return Response.json({ ...message, content: [{ type: "text", text: "ok" }] });
  };
  await createFovea({ apiKey: "k", fetch }).ask(inputs, "?", { cwd: folder });
  const colours = pieces.flatMap(({ source }) => (source ? [colourOf(Buffer.from(source.data, "base64"))] : []));
  return {
    labels: pieces.flatMap(({ text }) => (text === undefined || text === "?" ? [] : [text])),
    colours: await Promise.all(colours),
  };
}

async function colourOf(bytes: Uint8Array): Promise<string> {
  const [r = 0, g = 0, b = 0] = await sharp(bytes).removeAlpha().raw().toBuffer();
  return `#${[r, g, b].map((value) => (value > 127 ? "ff" : "00")).join("")}`;
}

test("named frames go as labelled pictures, and without a name the file goes whole, of which the first is seen", async () => {
  assert.deepEqual(await sent("film.gif#2-3"), {
    labels: ["film.gif frame 2:", "film.gif frame 3:"],
    colours: COLOURS.slice(1),
  });
  assert.deepEqual((await sent("film.webp#2-")).colours, COLOURS.slice(1));
  assert.deepEqual(await sent("film.png#2-3"), {
    labels: ["film.png frame 2:", "film.png frame 3:"],
    colours: COLOURS.slice(1),
  });
  assert.deepEqual(await sent(["film.gif#3", "film.gif#1"]), {
    labels: ["film.gif frame 3:", "film.gif frame 1:"],
    colours: ["#0000ff", "#ff0000"],
  });
  assert.deepEqual((await sent("scan.tiff#2")).labels.concat((await sent("scan.tiff#2")).colours), [
    "scan.tiff page 2:",
    "#00ff00",
  ]);
  assert.deepEqual((await sent("film.gif")).colours, ["#ff0000"]);
});

test("one frame is cropped like any picture, and several are no picture", async () => {
  const { bytes } = await crop("film.gif#2", { x1: 1, y1: 1, x2: 9, y2: 9 }, { cwd: folder });
  assert.equal(await colourOf(bytes), "#00ff00");
  await assert.rejects(crop("film.gif#1-2", { x1: 1, y1: 1, x2: 9, y2: 9 }, { cwd: folder }), {
    code: "limit.pages-drawn",
  });
});

test("frames that are not there are told with how many there are", async () => {
  const error = await sent("film.gif#2-9").catch((error: unknown) => error);
  assert.ok(FoveaError.isInstance(error) && error.code === "input.page-range", String(error));
  assert.match(error.message, /Pages 2 to 9 were asked for, and the file has 3 pages\./);
});
