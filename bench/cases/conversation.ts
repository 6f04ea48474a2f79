// Twenty turns with ten pictures: bytes on the wire of each turn and in all, wall and processor time, by each library, at the same platform.
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import sharp from "sharp";
import { startTalkPlatform, type TalkPlatform } from "../talk/platform.ts";
import { PICTURES, picturesBy, TURNS } from "../talk/talk.ts";
import { WAYS, type WayName } from "../talk/ways.ts";
import { numbered, photo } from "../tools/photo.ts";

export interface TalkRow {
  readonly way: WayName;
  /** Bytes of the request body of each turn. */
  readonly turnBytes: readonly number[];
  /** Bytes of all request bodies. */
  readonly requestBytes: number;
  /** Bytes of all uploads, the forms around the files included; what goes up once. */
  readonly uploadBytes: number;
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly peakRssMb: number;
}

export interface TalkCase {
  readonly turns: number;
  readonly pictures: number;
  /** Bytes of all picture files. */
  readonly pictureBytes: number;
  readonly rows: readonly TalkRow[];
}

/** In turns, the median of each; bytes are the same each time. */
export async function conversation(quick: boolean): Promise<TalkCase> {
  const folder = mkdtempSync(join(tmpdir(), "fovea-bench-talk-"));
  const platform = await startTalkPlatform();
  try {
    const { paths, bytes } = await pictureFiles(folder);
    const ways = Object.keys(WAYS) as WayName[];
    const taken = new Map<WayName, TalkRow[]>(ways.map((way) => [way, []]));
    for (let round = 0; round < (quick ? 1 : 5); round++)
      for (const way of ways) taken.get(way)?.push(await hold(way, platform, paths));
    const rows = ways.map((way) => middle(taken.get(way) ?? []));
    return { turns: TURNS, pictures: PICTURES, pictureBytes: bytes, rows };
  } finally {
    await platform.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function hold(way: WayName, platform: TalkPlatform, pictures: readonly string[]): Promise<TalkRow> {
  const script = fileURLToPath(new URL("../talk/main.ts", import.meta.url));
  platform.taken();
  const talk = { url: platform.url, pictures, turns: TURNS };
  const { stdout } = await promisify(execFile)(process.execPath, ["--conditions=@fovea/source", script, way], {
    env: { ...process.env, FOVEA_BENCH: JSON.stringify(talk) },
  });
  const arrived = platform.taken().filter(({ path }) => path.startsWith("/run/"));
  const uploads = arrived.filter(({ path }) => path.endsWith("/v1/files"));
  const requests = arrived.filter(({ path }) => path.endsWith("/v1/messages"));
  if (requests.length !== TURNS) throw new Error(`${way}: ${requests.length} requests for ${TURNS} turns`);
  for (const [index, { images }] of requests.entries())
    if (images !== picturesBy(index + 1)) throw new Error(`${way}: ${images} pictures in turn ${index + 1}`);
  const sum = (all: readonly { readonly bytes: number }[]): number => all.reduce((total, one) => total + one.bytes, 0);
  return {
    way,
    turnBytes: requests.map(({ bytes }) => bytes),
    requestBytes: sum(requests),
    uploadBytes: sum(uploads),
    ...(JSON.parse(stdout) as Pick<TalkRow, "wallMs" | "cpuMs" | "peakRssMb">),
  };
}

/** The round in the middle by processor time. */
function middle(rows: readonly TalkRow[]): TalkRow {
  const sorted = [...rows].sort((a, b) => a.cpuMs - b.cpuMs);
  return sorted[Math.floor(sorted.length / 2)] as TalkRow;
}

/** Photographs in a size that is sent as it is: 1960 x 1470 px, some 430 kB. */
async function pictureFiles(folder: string): Promise<{ paths: string[]; bytes: number }> {
  const small = await sharp(await photo())
    .resize(1960, 1470)
    .jpeg({ quality: 92 })
    .toBuffer();
  let bytes = 0;
  const paths = Array.from({ length: PICTURES }, (_, index) => {
    const picture = numbered(small, index);
    bytes += picture.length;
    const path = join(folder, `picture-${index}.jpg`);
    writeFileSync(path, picture);
    return path;
  });
  return { paths, bytes };
}
