// Seeded scenes of flat shapes with their truth: what was drawn, and the px that each covers by at least half.
import sharp from "sharp";
import type { Pixels } from "../src/perceive/pixels.ts";
import type { Box } from "../src/perception.ts";
import { drawSvg, seeded } from "./pictures.ts";

export interface SceneShape {
  /** Name as the eyes should give it. */
  readonly shape: string;
  readonly hex: string;
  readonly box: Box;
  /** Radius of the circle that holds it, px. */
  readonly radius: number;
}

export interface Scene {
  readonly pixels: Pixels;
  readonly background: string;
  readonly shapes: readonly SceneShape[];
}

export interface SceneOptions {
  readonly width?: number;
  readonly height?: number;
  /** Radii of the circles that hold the shapes, px. @default 14 to 90 */
  readonly radii?: readonly [least: number, most: number];
  readonly count?: number;
  /** `fill`, `outline` (no fill) or `both` (a black or white stroke round a fill). @default "fill" */
  readonly paint?: "fill" | "outline" | "both";
}

type Draw = (radius: number, random: () => number) => string;

const FIGURES: Readonly<Record<string, Draw>> = {
  circle: (r) => `<circle r="${r}"/>`,
  square: (r) => rect(1.5 * r, 1.5 * r, 0),
  rectangle: (r, random) => rect(2 * r, 2 * r * (0.3 + 0.5 * random()), 0),
  "rounded rectangle": (r, random) => {
    const height = 2 * r * (0.4 + 0.35 * random());
    return rect(2 * r, height, (height / 2) * (0.4 + 0.55 * random()));
  },
  "rounded square": (r, random) => rect(1.6 * r, 1.6 * r, 0.8 * r * (0.35 + 0.35 * random())),
  ellipse: (r, random) => `<ellipse rx="${r}" ry="${r * (0.4 + 0.4 * random())}"/>`,
  triangle: (r, random) => polygon([-r, 0.7 * r, r, 0.7 * r, (random() - 0.5) * 1.4 * r, -0.8 * r]),
  pentagon: (r) => polygon(spikes(5, r, r)),
  hexagon: (r) => polygon(spikes(6, r, r)),
  octagon: (r) => polygon(spikes(8, r, r)),
  star: (r, random) => polygon(spikes(10, r, r * (0.4 + 0.15 * random()))),
  diamond: (r) => polygon([0, -r, 0.6 * r, 0, 0, r, -0.6 * r, 0]),
  parallelogram: (r) => polygon([-r, 0.4 * r, 0.4 * r, 0.4 * r, r, -0.4 * r, -0.4 * r, -0.4 * r]),
  trapezium: (r) => polygon([-r, 0.5 * r, r, 0.5 * r, 0.5 * r, -0.5 * r, -0.5 * r, -0.5 * r]),
  cross: (r) =>
    polygon(
      [-1, -3, 1, -3, 1, -1, 3, -1, 3, 1, 1, 1, 1, 3, -1, 3, -1, 1, -3, 1, -3, -1, -1, -1].map((v) => (v * r) / 3),
    ),
  arrow: (r) => polygon([-4, -1, 0, -1, 0, -2.4, 4, 0, 0, 2.4, 0, 1, -4, 1].map((v) => (v * r) / 4)),
  semicircle: (r) => `<path d="M${-r} ${0.4 * r}a${r} ${r} 0 0 1 ${2 * r} 0z"/>`,
};
const INKS = ["#d62828", "#1f4fd1", "#2a9d3a", "#f7d117", "#7b2fa0", "#f07f13", "#2a7f87", "#ff69b4", "#87ceeb"];
const GROUNDS = ["#ffffff", "#fdfdfc", "#f0e6d0", "#202020", "#102a4a"];
/** Least RGB distance of a shape's colour from the ground. */
const MIN_CONTRAST = 80;

/** Shapes of random kind, size, turn, place and colour that do not touch. */
export async function drawScene(seed: number, options: SceneOptions = {}): Promise<Scene> {
  const { width = 720, height = 480, radii = [14, 90], count = 8, paint = "fill" } = options;
  const random = seeded(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const background = pick(GROUNDS);
  const placed: { svg: string; shape: string; hex: string; x: number; y: number; radius: number }[] = [];
  for (let attempt = 0; attempt < 300 && placed.length < count; attempt++) {
    const radius = Math.round(radii[0] * (radii[1] / radii[0]) ** random());
    const x = radius + 8 + (width - 2 * radius - 16) * random();
    const y = radius + 8 + (height - 2 * radius - 16) * random();
    // Mitred corners of a stroke reach beyond the radius.
    const gap = paint === "fill" ? 12 : 0.6 * radius;
    if (placed.some((other) => Math.hypot(other.x - x, other.y - y) < other.radius + radius + gap)) continue;
    const hex = pick(INKS);
    if (contrast(hex, background) < MIN_CONTRAST) continue;
    const shape = pick(Object.keys(FIGURES));
    const turn = random() < 0.4 ? 0 : random() * 360;
    const stroke = Math.max(1.5, radius * (0.04 + 0.05 * random())).toFixed(1);
    const dark = Number.parseInt(background.slice(1, 3), 16) < 128;
    const style =
      paint === "fill"
        ? `fill="${hex}"`
        : paint === "outline"
          ? `fill="none" stroke="${hex}" stroke-width="${stroke}"`
          : `fill="${hex}" stroke="${dark ? "#ffffff" : "#000000"}" stroke-width="${stroke}"`;
    const figure = (FIGURES[shape] as Draw)(radius, random);
    placed.push({
      svg: `<g transform="translate(${x.toFixed(2)} ${y.toFixed(2)}) rotate(${turn.toFixed(1)})" ${style}>${figure}</g>`,
      shape: paint === "outline" ? `outlined ${shape}` : shape,
      hex,
      x,
      y,
      radius,
    });
  }
  const shapes = await Promise.all(
    placed.map(async ({ svg, shape, hex, radius }) => ({ shape, hex, radius, box: await inkBox(width, height, svg) })),
  );
  const sheet = `<rect width="${width}" height="${height}" fill="${background}"/>${placed.map(({ svg }) => svg).join("")}`;
  return { pixels: await drawSvg(width, height, sheet), background, shapes };
}

/** The px that an element covers by at least half, drawn alone. */
export async function inkBox(width: number, height: number, element: string): Promise<Box> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${element}</svg>`;
  const alpha = await sharp(Buffer.from(svg)).ensureAlpha().extractChannel("alpha").raw().toBuffer();
  let [x1, y1, x2, y2] = [width, height, 0, 0];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if (Number(alpha[y * width + x]) < 128) continue;
      x1 = Math.min(x1, x);
      y1 = Math.min(y1, y);
      x2 = Math.max(x2, x + 1);
      y2 = Math.max(y2, y + 1);
    }
  return [x1, y1, x2, y2];
}

function rect(width: number, height: number, radius: number): string {
  return `<rect x="${-width / 2}" y="${-height / 2}" width="${width}" height="${height}" rx="${radius}"/>`;
}

function polygon(points: readonly number[]): string {
  return `<polygon points="${points.map((value) => value.toFixed(2)).join(" ")}"/>`;
}

/** Corners on two circles by turns. */
function spikes(count: number, outer: number, inner: number): number[] {
  return Array.from({ length: count }, (_, i) => {
    const angle = (2 * Math.PI * i) / count;
    const radius = i % 2 === 0 ? outer : inner;
    return [radius * Math.sin(angle), -radius * Math.cos(angle)];
  }).flat();
}

function contrast(a: string, b: string): number {
  const channel = (hex: string, i: number): number => Number.parseInt(hex.slice(i, i + 2), 16);
  return Math.hypot(...[1, 3, 5].map((i) => channel(a, i) - channel(b, i)));
}
