// Photographs of 12 megapixels: fitted beside bare sharp, their headers read, and sixteen at once on their way through the gateway.
import { performance } from "node:perf_hooks";
import { inspect } from "@fovea/client/internal/media/inspect";
import { createPixels } from "@fovea/client/internal/pixels/create-pixels";
import { MAX_DECODED_PIXELS } from "@fovea/client/internal/plan/rules/size";
import { HIGH_TIER } from "@fovea/client/internal/platform/tiers";
import sharp from "sharp";
import { Pool } from "undici";
import { type Child, startServer } from "../tools/child.ts";
import { percentile } from "../tools/load.ts";
import { numbered, photo } from "../tools/photo.ts";
import type { Settings } from "./settings.ts";

export interface PixelCase {
  /** Processor time of all threads, the median of each, in ms. */
  readonly fitMs: { readonly ours: number; readonly bare: number };
  readonly factsUs: number;
  readonly crowd: {
    readonly photos: number;
    readonly wallMs: number;
    readonly statuses: Readonly<Record<number, number>>;
    readonly delayP99Ms: number;
    readonly delayMaxMs: number;
    readonly peakRssMb: number;
  };
}

const SEEN = { width: 2212, height: 1659 };
const AT_ONCE = 16;

export async function pixelCases({ sink, quick }: Settings): Promise<PixelCase> {
  const bytes = await photo();
  return { fitMs: await fit(bytes, quick ? 3 : 21), factsUs: facts(bytes), crowd: await crowd(bytes, sink, quick) };
}

/** In turns. Processor time: what else the machine does hardly counts. */
async function fit(bytes: Buffer, rounds: number): Promise<PixelCase["fitMs"]> {
  const { pixels } = createPixels({ maxKeptBytes: 0 });
  const found = inspect(bytes, { complete: true });
  if (found.status !== "facts") throw new Error("the photograph is none");
  const { maxEdgePx, maxTokens } = HIGH_TIER;
  const tier = { maxEdgePx, maxTokens };
  const limits = { maxEdgePx: 8000, fit: tier, seen: tier, maxBytes: 7_864_320, maxPixels: MAX_DECODED_PIXELS };
  const bounds = { ...limits, fallback: null };
  const ref = {
    length: bytes.length,
    async *open() {
      yield bytes;
    },
  };
  const ways = {
    ours: () => pixels({ at: "", bytes: ref, facts: found.facts, resize: SEEN, transcode: null, bounds }),
    bare: () =>
      sharp(bytes)
        .autoOrient()
        .resize({ ...SEEN, fit: "fill" })
        .jpeg({ quality: 90 })
        .toBuffer(),
  };
  const taken = { ours: [] as number[], bare: [] as number[] };
  for (let round = 0; round <= rounds; round++)
    for (const way of ["ours", "bare"] as const) {
      const before = process.cpuUsage();
      await ways[way]();
      const { user, system } = process.cpuUsage(before);
      // The first of each warms up.
      if (round > 0) taken[way].push((user + system) / 1000);
    }
  return { ours: percentile(taken.ours, 0.5), bare: percentile(taken.bare, 0.5) };
}

function facts(bytes: Buffer): number {
  const prefix = bytes.subarray(0, 64 * 1024);
  const runs: number[] = [];
  for (let run = 0; run < 50; run++) {
    const begun = performance.now();
    for (let i = 0; i < 1000; i++) inspect(prefix, { byteLength: bytes.length });
    runs.push(performance.now() - begun);
  }
  return percentile(runs, 0.5);
}

async function crowd(bytes: Buffer, sink: string, quick: boolean): Promise<PixelCase["crowd"]> {
  const child = await startServer("gateway", { sink, fit: "seen" });
  const pool = new Pool(child.url, { connections: AT_ONCE, headersTimeout: 0, bodyTimeout: 0 });
  const statuses: Record<number, number> = {};
  let peakRssMb = 0;
  const sampling = setInterval(() => {
    peakRssMb = Math.max(peakRssMb, child.rssBytes() / 1e6);
  }, 5);
  let number = 0;
  const round = (): Promise<unknown> =>
    Promise.all(Array.from({ length: AT_ONCE }, async () => send(pool, child, numbered(bytes, number++), statuses)));
  try {
    await round();
    await child.delay();
    const begun = performance.now();
    const rounds = quick ? 1 : 4;
    for (let i = 0; i < rounds; i++) await round();
    const wallMs = (performance.now() - begun) / rounds;
    const { p99Ms, maxMs } = await child.delay();
    return { photos: AT_ONCE, wallMs, statuses, delayP99Ms: p99Ms, delayMaxMs: maxMs, peakRssMb };
  } finally {
    clearInterval(sampling);
    await pool.destroy();
    await child.stop();
  }
}

async function send(pool: Pool, child: Child, bytes: Buffer, statuses: Record<number, number>): Promise<void> {
  const source = { type: "base64", media_type: "image/jpeg", data: bytes.toString("base64") };
  const content = [
    { type: "image", source },
    { type: "text", text: "What is this?" },
  ];
  const headers = { "content-type": "application/json", ...child.headers };
  const body = JSON.stringify({ model: "claude-opus-5-5", max_tokens: 1024, messages: [{ role: "user", content }] });
  const reply = await pool.request({ method: "POST", path: "/v1/messages", headers, body });
  await reply.body.dump();
  statuses[reply.statusCode] = (statuses[reply.statusCode] ?? 0) + 1;
}
