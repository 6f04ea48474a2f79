// Which figures are one shape to the eye: a stroke and the area it frames; a ring and its hole; the ground that shows between others.
import { type Background, isSameColour } from "./background.ts";
import { type Completed, completeShape } from "./complete.ts";
import { type Figure, ownPoints } from "./figures.ts";
import { type NameOptions, nameShape } from "./name-shape.ts";
import { NONE } from "./regions.ts";

type Rgb = readonly [number, number, number];

export interface Combined {
  readonly name: string;
  readonly rgb: Rgb;
  /** The figure whose outline is the shape's. */
  readonly figure: Figure;
  /** Visible area, px². */
  readonly area: number;
  /** Box of the whole shape where part of it is hidden; else that of the outline. */
  readonly box?: Completed["box"];
}

/** A frame this thin, as a share of its shorter side, is the outline of what it frames. */
const THIN_SHARE = 0.12;
/** A hollow figure covers less than this share of what it encloses. */
const HOLLOW_SHARE = 0.6;
/** What fills a frame covers at least this share of its inside. */
const FILLS_SHARE = 0.75;

export interface CombineOptions extends NameOptions {
  /** Coding noise draws false lines along edges. */
  readonly noisy: boolean;
}

interface Nest {
  readonly background: Background;
  readonly naming: CombineOptions;
  readonly byId: ReadonlyMap<number, Figure>;
  /** By id, the figures that lie inside a figure and touch nothing else. */
  readonly inside: ReadonlyMap<number, readonly Figure[]>;
  /** Ids of figures that are part of a shape already, or ground. */
  readonly used: Set<number>;
}

export function combine(figures: readonly Figure[], background: Background, naming: CombineOptions): Combined[] {
  const byId = new Map(figures.map((figure) => [figure.region.id, figure]));
  const inside = new Map<number, Figure[]>();
  for (const figure of figures) {
    const siblings = inside.get(figure.around);
    if (siblings) siblings.push(figure);
    else inside.set(figure.around, [figure]);
  }
  const nest: Nest = { background, naming, byId, inside, used: new Set() };
  const shapes: Combined[] = [];
  // What encloses comes before what it encloses.
  for (const figure of [...figures].sort((a, b) => b.area - a.area)) {
    if (nest.used.has(figure.region.id)) continue;
    const shape = isHollow(figure) ? framed(figure, nest) : plain(figure, nest);
    if (shape) shapes.push(shape);
  }
  return shapes;
}

function framed(figure: Figure, nest: Nest): Combined | null {
  const { region, area } = figure;
  const contents = nest.inside.get(region.id) ?? [];
  const ground = groundOf(figure, nest);
  for (const content of contents) if (isSameColour(content.region.rgb, ground)) nest.used.add(content.region.id);
  const fill = contents.find((content) => content.area >= FILLS_SHARE * (area - region.count));
  const { name } = nameShape(figure.outline, nest.naming);
  if (fill && !nest.used.has(fill.region.id)) {
    nest.used.add(fill.region.id);
    return { name, rgb: fill.region.rgb, figure, area };
  }
  if (name === "irregular shape") return null;
  return { name: `outlined ${name}`, rgb: region.rgb, figure, area: region.count };
}

function plain(figure: Figure, nest: Nest): Combined | null {
  const { region, outline, around } = figure;
  // Ground that shows in a pocket between several figures is no shape; in the middle of one it is.
  if (around === NONE && isSameColour(region.rgb, nest.background.rgb)) return null;
  const { name, isWhole } = nameShape(outline, nest.naming);
  if (region.isInk && (name !== "line" || (nest.naming.noisy && around === NONE))) return null;
  if (around === NONE && !isWhole && !region.isInk) {
    const whole = completeShape(outline, ownPoints(figure, nest), nest.naming.slackPx);
    // Half a circle at the border may be meant as such.
    if (whole && !(name === "semicircle" && region.border > 0))
      return { name: whole.name, rgb: region.rgb, figure, area: region.count, box: whole.box };
  }
  const hole = name === "circle" ? ringHole(figure, nest) : undefined;
  if (hole) nest.used.add(hole.region.id);
  return { name: hole ? "ring" : name, rgb: region.rgb, figure, area: region.count };
}

/** Colour of what lies round a figure. */
function groundOf(figure: Figure, { byId, background }: Nest): Rgb {
  return byId.get(figure.around)?.region.rgb ?? background.rgb;
}

function isHollow({ region, area, length }: Figure): boolean {
  const thickness = region.count / Math.max(1, length);
  const side = Math.min(region.box[2] - region.box[0], region.box[3] - region.box[1]);
  return region.count < HOLLOW_SHARE * area && thickness < THIN_SHARE * side;
}

/** A circle of the ground's colour round the same point. */
function ringHole(figure: Figure, nest: Nest): Figure | undefined {
  const ground = groundOf(figure, nest);
  const outer = figure.region.box;
  const slack = 0.05 * (outer[2] - outer[0]);
  return (nest.inside.get(figure.region.id) ?? []).find(({ region, outline }) => {
    const isConcentric =
      Math.abs(outer[0] + outer[2] - region.box[0] - region.box[2]) / 2 < slack &&
      Math.abs(outer[1] + outer[3] - region.box[1] - region.box[3]) / 2 < slack;
    return isConcentric && isSameColour(region.rgb, ground) && nameShape(outline, nest.naming).name === "circle";
  });
}
