// The corpus as the tests read it, and one request with a file of it, judged by a platform's fake.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createFovea, FoveaError } from "@fovea/client";
import { drawForeign } from "@fovea/client/internal/client/draw-foreign";
import { createPixels } from "@fovea/client/internal/pixels/create-pixels";
import type { PlatformId } from "@fovea/client/internal/platform/capability";
import { blocksOf } from "../fakes/blocks.ts";
import { checkImages } from "../fakes/images.ts";
import { type FakePlatform, LIMITS } from "../fakes/limits.ts";
import type { Entry } from "./recipe.ts";

export interface Listed extends Entry {
  readonly byteLength: number;
  readonly sha256: string;
}

export const MANIFEST = JSON.parse(
  readFileSync(join(import.meta.dirname, "manifest.json"), "utf8"),
) as readonly Listed[];

export function fileOf(name: string): Buffer {
  return readFileSync(join(import.meta.dirname, "fixtures", name));
}

/** A standard and a high tier. */
export const MODELS = ["claude-haiku-4-5", "claude-sonnet-5-5"] as const;

/** One for all: what was written for one platform is remembered for the next. */
const pixels = createPixels({ drawForeign });

interface Source {
  readonly media_type: string;
  readonly data: string;
}

/** What the platform was sent, or the code of what Fovea refused. What the platform refuses is thrown. */
export async function throughLibrary(file: string, platform: FakePlatform, model: string): Promise<Buffer | string> {
  let sent: Buffer | null = null;
  const fetch = async (_: unknown, init?: RequestInit): Promise<Response> => {
    const body: unknown = JSON.parse(String(init?.body));
    const blocks = blocksOf(body);
    const findFile = (): null => null;
    await checkImages(blocks, { limits: LIMITS[platform], counting: false, model, findFile });
    const [block] = blocks;
    if (blocks.length !== 1 || block === undefined) throw new Error(`${blocks.length} pictures were sent`);
    sent = Buffer.from((block.source as unknown as Source).data, "base64");
    const usage = { input_tokens: 1, output_tokens: 1 };
    const message = { id: "msg_1", type: "message", role: "assistant", model, stop_reason: "end_turn", usage };
    return Response.json({ ...message, content: [{ type: "text", text: "ok" }] });
  };
  const fovea = createFovea({ platform: platform as PlatformId, model, apiKey: "k", fit: "legal", pixels, fetch });
  try {
    await fovea.ask(new Uint8Array(fileOf(file)), "?");
  } catch (error) {
    if (FoveaError.isInstance(error)) return error.code;
    throw error;
  }
  if (sent === null) throw new Error("nothing was sent");
  return sent;
}
