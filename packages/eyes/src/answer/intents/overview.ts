// Everything worth saying about a picture, in a few sentences: the least surprising first.
import type { Analysis, Perception } from "../../perception.ts";
import { EVERYTHING } from "../question/subject.ts";
import { sayColours } from "../say/colours.ts";
import { capital, listed, numberWord } from "../say/english.ts";
import { BEHIND_LABEL, ONLY_EIGHTY, SURE } from "../say/hedge.ts";
import { sayTransparency } from "../say/light.ts";
import { placeOf } from "../say/place.ts";
import { shapesOf } from "../say/sees.ts";
import { sayShapes } from "../say/shapes.ts";
import { quoted, readableRows, sayDoubts } from "../say/text.ts";
import { sayFound } from "../say/things.ts";
import { sayBars } from "./chart.ts";
import { sayCode } from "./codes.ts";
import { kindOf } from "./facts.ts";

/** Text up to this many characters is given whole. */
const SHORT_TEXT = 220;
const FIRST_ROWS = 5;

export function overview(seen: Perception): string {
  return [kindSentence, things, faces, chart, shapes, codes, text, colours, flaws]
    .map((sentence) => sentence(seen))
    .filter((sentence) => sentence !== "")
    .join(" ");
}

function kindSentence(seen: Perception): string {
  const { width, height, frames } = seen.picture;
  const film = frames > 1 ? ` I look at the first of its ${frames} frames only.` : "";
  return `This ${isUnfinished(seen, "kind") ? "is" : "looks like"} ${kindOf(seen)}, ${width} x ${height} px.${film}`;
}

function things(seen: Perception): string {
  const { objects, picture, kind, faces: all } = seen;
  if (objects.length === 0 && isUnfinished(seen, "objects")) return "";
  if (objects.length === 0)
    return kind === "photograph" && !isUnfinished(seen, "kind")
      ? `${ONLY_EIGHTY}, and I recognise none of them here, so I cannot name the subject.`
      : "";
  const isAlone = new Set(objects.map(({ label }) => label)).size === 1;
  // A face vouches for its person.
  const isUnsure = all.length === 0 && objects.every(({ confidence }) => confidence < SURE);
  return `I see ${sayFound(objects, picture)}.${isAlone && isUnsure ? ` ${BEHIND_LABEL}` : ""}`;
}

function isUnfinished({ unfinished }: Perception, analysis: Analysis): boolean {
  return unfinished.some((one) => one.analysis === analysis);
}

function faces({ faces: all, picture }: Perception): string {
  const [first] = all;
  if (!first) return "";
  if (all.length === 1) return `One face can be seen, ${placeOf(first.box, picture)}.`;
  return `${capital(numberWord(all.length))} faces can be seen.`;
}

function chart({ chart: seen }: Perception): string {
  return seen ? `${seen.title === null ? "" : `Its title reads "${seen.title}". `}${sayBars(seen)}` : "";
}

function shapes(seen: Perception): string {
  const drawn = shapesOf(EVERYTHING, seen);
  if (!seen.drawing || seen.chart || seen.objects.length > 0 || drawn.length === 0) return "";
  return `On a ${seen.drawing.background} background I see ${sayShapes(drawn, seen.picture)}.`;
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

function colours(seen: Perception): string {
  const { colours: all } = seen;
  return all.length === 0 ? "" : `Main colours: ${sayColours(all, { most: 4 })}. ${sayTransparency(seen)}`.trim();
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
