// A HEIC put together as phones do it: tiles of 512 px in a grid, turned by an `irot` box, with the same turn again in EXIF. heif-enc 1.15 writes no
// grids of several tiles, so each tile is a file of its encoder's, and the boxes are written here. Source: ISO/IEC 23008-12, 6.6.2.3 (grid).
import sharp, { type Sharp } from "sharp";
import { boxesIn } from "../../packages/client/src/media/boxes.ts";

export const TILE_PX = 512;

const u16 = (value: number): Buffer => Buffer.from([value >>> 8, value & 255]);
const u32 = (value: number): Buffer => Buffer.concat([u16(value >>> 16), u16(value & 0xffff)]);
const text = (value: string): Buffer => Buffer.from(value, "latin1");
type Part = Uint8Array | readonly number[];
const join = (parts: readonly Part[]): Buffer => Buffer.concat(parts.map((part) => Buffer.from(part)));

function box(name: string, ...parts: readonly Part[]): Buffer {
  const body = join(parts);
  return Buffer.concat([u32(body.length + 8), text(name), body]);
}
const full = (name: string, version: number, flags: number, ...parts: readonly Part[]): Buffer =>
  box(name, [version, flags >>> 16, (flags >>> 8) & 255, flags & 255], ...parts);

export interface GridOptions {
  /** Quarters against the clock by which it is shown turned. */
  readonly irot: 0 | 1 | 2 | 3;
  readonly exifOrientation: number;
  /** Encodes a PNG of one tile as a HEIC of its own. */
  encode(png: Buffer): Uint8Array;
}

/** `stored`: as the sensor sees it, before it is turned. */
export async function gridHeic(stored: Sharp, { irot, exifOrientation, encode }: GridOptions): Promise<Uint8Array> {
  const { data, info } = await stored.png().toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const [columns, rows] = [Math.ceil(width / TILE_PX), Math.ceil(height / TILE_PX)];
  const [right, bottom] = [columns * TILE_PX - width, rows * TILE_PX - height];
  const canvas = await sharp(data).extend({ right, bottom, extendWith: "copy" }).png().toBuffer();
  const tiles: Buffer[] = [];
  let hvcC: Buffer | null = null;
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const place = { left: column * TILE_PX, top: row * TILE_PX, width: TILE_PX, height: TILE_PX };
      const one = partsOf(encode(await sharp(canvas).extract(place).png().toBuffer()));
      hvcC ??= one.hvcC;
      if (!hvcC.equals(one.hvcC)) throw new Error("tiles are coded differently");
      tiles.push(one.data);
    }
  const exif = join([
    u32(0),
    text("II*\0"),
    [8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, exifOrientation, 0, 0, 0],
    u32(0),
  ]);
  return assembled({ width, height, columns, rows, irot, hvcC: hvcC as Buffer, tiles, exif });
}

interface Grid {
  readonly width: number;
  readonly height: number;
  readonly columns: number;
  readonly rows: number;
  readonly irot: number;
  readonly hvcC: Buffer;
  readonly tiles: readonly Buffer[];
  readonly exif: Buffer;
}

function assembled({ width, height, columns, rows, irot, hvcC, tiles, exif }: Grid): Uint8Array {
  const ids = tiles.map((_, index) => index + 1);
  const [grid, exifId] = [tiles.length + 1, tiles.length + 2];
  const entry = (id: number, type: string, hidden: boolean): Buffer =>
    full("infe", 2, hidden ? 1 : 0, u16(id), u16(0), text(type), [0]);
  const iinf = full(
    "iinf",
    0,
    0,
    u16(tiles.length + 2),
    ...ids.map((id) => entry(id, "hvc1", true)),
    entry(grid, "grid", false),
    entry(exifId, "Exif", true),
  );
  const iref = full(
    "iref",
    0,
    0,
    box("dimg", u16(grid), u16(tiles.length), ...ids.map(u16)),
    box("cdsc", u16(exifId), u16(1), u16(grid)),
  );
  const ispe = (w: number, h: number): Buffer => full("ispe", 0, 0, u32(w), u32(h));
  const nclx = box("colr", text("nclx"), u16(1), u16(13), u16(6), [0x80]);
  const ipco = box(
    "ipco",
    hvcC,
    ispe(TILE_PX, TILE_PX),
    ispe(width, height),
    box("irot", [irot]),
    full("pixi", 0, 0, [3, 8, 8, 8]),
    nclx,
  );
  const ofTiles = ids.map((id) => join([u16(id), [4, 0x81, 2, 6, 5]]));
  const ipma = full("ipma", 0, 0, u32(tiles.length + 1), ...ofTiles, u16(grid), [4, 3, 0x84, 6, 5]);
  const idat = box("idat", [0, 0, rows - 1, columns - 1], u16(width), u16(height));
  const items = [...tiles, exif];
  const head = (mdatAt: number): Buffer => {
    let at = mdatAt;
    const inFile = items.map((item, index) => {
      const line = join([
        u16(index < tiles.length ? index + 1 : exifId),
        u16(0),
        u16(0),
        u16(1),
        u32(at),
        u32(item.length),
      ]);
      at += item.length;
      return line;
    });
    const inIdat = join([u16(grid), u16(1), u16(0), u16(1), u32(0), u32(8)]);
    const iloc = full("iloc", 1, 0, [0x44, 0], u16(items.length + 1), ...inFile, inIdat);
    const hdlr = full("hdlr", 0, 0, u32(0), text("pict"), Buffer.alloc(13));
    const meta = full(
      "meta",
      0,
      0,
      hdlr,
      full("pitm", 0, 0, u16(grid)),
      iinf,
      iref,
      box("iprp", ipco, ipma),
      idat,
      iloc,
    );
    return Buffer.concat([box("ftyp", text("heic"), u32(0), text("mif1"), text("heic")), meta]);
  };
  const before = head(head(0).length + 8);
  return new Uint8Array(Buffer.concat([before, box("mdat", ...items)]));
}

/** The decoder's settings and the coded picture of a file with one picture. */
function partsOf(bytes: Uint8Array): { readonly hvcC: Buffer; readonly data: Buffer } {
  const buffer = Buffer.from(bytes);
  const inside = (at: { body: number; end: number | null } | undefined, skip = 0) =>
    at === undefined ? [] : boxesIn(bytes, at.body + skip, at.end ?? bytes.length);
  const find = (list: ReturnType<typeof boxesIn>, name: string) => list.find((one) => one.name === name);
  const top = boxesIn(bytes, 0, bytes.length);
  const meta = inside(find(top, "meta"), 4);
  const hvcC = find(inside(find(inside(find(meta, "iprp")), "ipco")), "hvcC");
  const mdat = find(top, "mdat");
  if (hvcC === undefined || mdat === undefined) throw new Error("the encoder wrote no HEVC");
  return {
    hvcC: buffer.subarray(hvcC.body - 8, hvcC.end ?? 0),
    data: buffer.subarray(mdat.body, mdat.end ?? bytes.length),
  };
}
