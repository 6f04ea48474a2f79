// One drawing: SVG elements in the order they are painted, and the truth of each, measured on its own ink.
import sharp from "sharp";
import type { Box, DrawnCode, DrawnPicture, DrawnShape, DrawnText } from "./truth.ts";

export interface TextStyle {
  readonly size: number;
  readonly fill?: string;
  readonly family?: "sans" | "mono" | "serif";
  readonly weight?: "normal" | "bold";
  readonly anchor?: "start" | "middle" | "end";
  /** Degrees, clockwise, about (x, y). */
  readonly turn?: number;
}

const FAMILIES = { sans: "DejaVu Sans", mono: "DejaVu Sans Mono", serif: "DejaVu Serif" };

/** Two texts share a row when they stand on one baseline; turned texts are rows of their own, after all others. */
interface Placed {
  readonly svg: string;
  readonly text: string;
  readonly baseline: number;
  readonly x: number;
  readonly turn: number;
}

export interface Easel {
  /** Paints without claiming anything: paper, rules, boxes. */
  paint(svg: string): void;
  text(x: number, y: number, text: string, style: TextStyle): void;
  shape(name: Pick<DrawnShape, "shape" | "colour" | "hex">, svg: string): void;
  code(code: Pick<DrawnCode, "format" | "text">, svg: string): void;
  /** The PNG, and what it shows. */
  finish(claims: Pick<DrawnPicture, "kind"> & Partial<DrawnPicture>): Promise<{ png: Buffer; truth: DrawnPicture }>;
}

/** `transform` is laid over every element, as when paper lies askew. Width and height in px. */
export function createEasel(width: number, height: number, transform = ""): Easel {
  const painted: string[] = [];
  const texts: Placed[] = [];
  const shapes: { claim: Pick<DrawnShape, "shape" | "colour" | "hex">; svg: string }[] = [];
  const codes: { claim: Pick<DrawnCode, "format" | "text">; svg: string }[] = [];
  const sheet = (content: string) =>
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><g transform="${transform}">${content}</g></svg>`;

  /** The px that an element covers by at least half, drawn alone: fonts and curves need no guessing. */
  async function inkBox(svg: string): Promise<Box> {
    const alpha = await sharp(Buffer.from(sheet(svg)))
      .ensureAlpha()
      .extractChannel("alpha")
      .raw()
      .toBuffer();
    let [x1, y1, x2, y2] = [width, height, 0, 0];
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        if ((alpha[y * width + x] ?? 0) < 128) continue;
        x1 = Math.min(x1, x);
        y1 = Math.min(y1, y);
        x2 = Math.max(x2, x + 1);
        y2 = Math.max(y2, y + 1);
      }
    if (x2 <= x1) throw new Error(`Nothing was drawn by ${svg}`);
    return [x1, y1, x2, y2];
  }

  return {
    paint: (svg) => void painted.push(svg),
    text(x, y, text, style) {
      const { size, fill = "#1c1c1c", family = "sans", weight = "normal", anchor = "start", turn = 0 } = style;
      const about = turn === 0 ? "" : ` transform="rotate(${turn} ${x} ${y})"`;
      const svg = `<text x="${x}" y="${y}" font-family="${FAMILIES[family]}" font-size="${size}" font-weight="${weight}" text-anchor="${anchor}" fill="${fill}"${about}>${escapeXml(text)}</text>`;
      painted.push(svg);
      texts.push({ svg, text, baseline: y, x, turn });
    },
    shape(claim, svg) {
      painted.push(svg);
      shapes.push({ claim, svg });
    },
    code(claim, svg) {
      painted.push(svg);
      codes.push({ claim, svg });
    },
    async finish(claims) {
      const png = await sharp(Buffer.from(sheet(painted.join("\n"))))
        .flatten({ background: "#ffffff" })
        .png({ compressionLevel: 9, effort: 10 })
        .toBuffer();
      const reading = inReadingOrder(texts);
      const drawn: DrawnText[] = [];
      for (const { svg, text, turn } of reading.flat()) drawn.push({ text, box: await inkBox(svg), turn });
      const truth: DrawnPicture = {
        width,
        height,
        texts: drawn,
        rows: reading.map((row) => row.map((piece) => piece.text).join("  ")),
        codes: await Promise.all(codes.map(async ({ claim, svg }) => ({ ...claim, box: await inkBox(svg) }))),
        shapes: await Promise.all(shapes.map(async ({ claim, svg }) => ({ ...claim, box: await inkBox(svg) }))),
        ...claims,
      };
      return { png, truth };
    },
  };
}

function inReadingOrder(texts: readonly Placed[]): Placed[][] {
  const rows = new Map<string, Placed[]>();
  for (const text of [...texts].sort((a, b) => a.turn - b.turn || a.baseline - b.baseline || a.x - b.x)) {
    const key = text.turn === 0 ? `${text.baseline}` : `${text.turn} ${text.baseline} ${text.x}`;
    rows.set(key, [...(rows.get(key) ?? []), text]);
  }
  return [...rows.values()].sort((a, b) => Number(a[0]?.turn !== 0) - Number(b[0]?.turn !== 0));
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
