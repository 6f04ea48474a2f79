// Everything worth saying about a picture, in a few sentences: the least surprising first.
import type { Perception } from "../../perception.ts";
import { sayColours } from "../say/colours.ts";
import { capital, listed, numberWord, plural } from "../say/english.ts";
import { BEHIND_LABEL, ONLY_EIGHTY, SURE } from "../say/hedge.ts";
import { placeOf } from "../say/place.ts";
import { sayShape } from "../say/shapes.ts";
import { quoted, readableRows, sayDoubts } from "../say/text.ts";
import { sayFound } from "../say/things.ts";
import { sayChart } from "./chart.ts";
import { sayCode } from "./codes.ts";
import { kindOf } from "./facts.ts";

/** Text up to this many characters is given whole. */
const SHORT_TEXT = 220;
const FIRST_ROWS = 5;
const MOST_SHAPES = 10;

export function overview(seen: Perception): string {
  return [kindSentence, things, faces, chart, shapes, codes, text, colours, flaws]
    .map((sentence) => sentence(seen))
    .filter((sentence) => sentence !== "")
    .join(" ");
}

function kindSentence(seen: Perception): string {
  const { width, height, frames } = seen.picture;
  const film = frames > 1 ? ` I look at the first of its ${frames} frames only.` : "";
  return `This looks like ${kindOf(seen)}, ${width} x ${height} px.${film}`;
}

function things({ objects, picture, kind }: Perception): string {
  if (objects.length === 0)
    return kind === "photograph"
      ? `${ONLY_EIGHTY}, and I recognise none of them here, so I cannot name the subject.`
      : "";
  const isAlone = new Set(objects.map(({ label }) => label)).size === 1;
  const isUnsure = objects.every(({ confidence }) => confidence < SURE);
  return `I see ${sayFound(objects, picture)}.${isAlone && isUnsure ? ` ${BEHIND_LABEL}` : ""}`;
}

function faces({ faces: all, picture }: Perception): string {
  const [first] = all;
  if (!first) return "";
  if (all.length === 1) return `One face can be seen, ${placeOf(first.box, picture)}.`;
  return `${capital(numberWord(all.length))} faces can be seen.`;
}

function chart({ chart: seen }: Perception): string {
  return seen ? sayChart(seen) : "";
}

function shapes({ drawing, chart: seen, picture, objects }: Perception): string {
  if (!drawing || seen || objects.length > 0 || drawing.shapes.length === 0) return "";
  const some = drawing.shapes.slice(0, MOST_SHAPES).map((shape) => sayShape(shape, picture));
  const more = drawing.shapes.length - some.length;
  if (more > 0) some.push(`${numberWord(more)} more ${more === 1 ? "shape" : plural("shape")}`);
  return `On a ${drawing.background} background I see ${listed(some)}.`;
}

function codes({ codes: all }: Perception): string {
  return all.length === 0 ? "" : `${capital(listed(all.map(sayCode)))}.`;
}

function text({ text: seen, chart: read }: Perception): string {
  const inChart = new Set(read ? [read.title, ...read.bars.map(({ label }) => label)] : []);
  const isInChart = (row: string): boolean =>
    read !== null && row.split("  ").every((piece) => inChart.has(piece) || /^[\d.,%\s]+$/.test(piece));
  const rows = readableRows(seen).filter((row) => !isInChart(row));
  if (rows.length === 0) return "";
  const isShort = rows.join("").length <= SHORT_TEXT;
  const shown = (isShort ? rows : rows.slice(0, FIRST_ROWS)).map(quoted).join(", ");
  const doubts = isShort ? sayDoubts(seen.lines) : "";
  const lead = isShort ? "The text in it reads" : `It holds ${rows.length} rows of text; the first read`;
  return `${lead}: ${shown}.${doubts === "" ? "" : ` ${doubts}`}`;
}

function colours({ colours: all }: Perception): string {
  return all.length === 0 ? "" : `Main colours: ${sayColours(all, { most: 4 })}.`;
}

function flaws({ quality, kind }: Perception): string {
  if (kind !== "photograph") return "";
  const found = [
    quality.dark ? "dark" : "",
    quality.bright ? "very bright" : "",
    quality.blurred ? "soft or out of focus" : "",
  ].filter((flaw) => flaw !== "");
  return found.length === 0 ? "" : `It is ${listed(found)}.`;
}
