// A model's answer to `findPrompt`, read: validated, and brought into the pixels the model sees. What is only a little off is put right and
// noted; what is in other coordinates than those asked for is refused, unless there can be no doubt which they are.
import { EngineError } from "../errors/errors.ts";
import type { Give } from "./find.ts";
import { type Answered, answeredIn } from "./found-json.ts";
import { type Box, clamp, middleOf, type Point } from "./geometry.ts";
import { PATCH_PX, type Size } from "./tokens.ts";

/**
 * In which coordinates a model answers. `pixels`, as it is asked to: fractions of the picture (0 to 1) are told apart from pixels by themselves,
 * since no box of a picture is a pixel wide. Thousandths (0 to 1000) are not, because such numbers are pixels as well: say so for a model that
 * was trained to answer that way.
 */
export type Scale = "pixels" | "0..1" | "0..1000";

/** One thing found, in px of the size the model sees. */
export interface FoundThere {
  readonly label: string;
  /** As the answer gives it, 0 to 1; null where it gives none. */
  readonly confidence: number | null;
  /** Null where points were asked for. */
  readonly box: Box | null;
  /** The point asked for, or the middle of the box. */
  readonly point: Point;
}

/** What was put right in an answer. `index`: of the thing in the answer, from 0; null where it is about all of them. */
export interface FoundNote {
  readonly code: "clamped" | "reordered" | "dropped" | "normalised";
  readonly index: number | null;
  readonly message: string;
}

/** All that an answer names: places in px of the original, and notes on those that lie outside or are not usable. */
export interface FoundAll {
  readonly things: readonly FoundThere[];
  readonly notes: readonly FoundNote[];
}

/**
 * Reads the text of an answer.
 *
 * @throws EngineError `engine.find-answer` when it is no JSON of the schema; `engine.find-coordinates` when a place lies outside the picture by
 * more than a patch of 28 px: then nothing tells which coordinates the answer is in, and the other places in it are not to be trusted
 */
export function readFound(
  text: string,
  seen: Size,
  { give, scale = "pixels" }: { give: Give; scale?: Scale },
): FoundAll {
  const answered = answeredIn(text, give);
  const notes: FoundNote[] = [];
  const factor = factorOf(answered, scale, seen);
  if (factor !== null && scale === "pixels")
    notes.push({
      code: "normalised",
      index: null,
      message: `The answer gives fractions of the picture instead of pixels; they were multiplied by ${seen.width} and ${seen.height}.`,
    });
  const things = answered.flatMap((one, index) => {
    const numbers = factor === null ? one.numbers : one.numbers.map((value, at) => value * (factor[at % 2] ?? 1));
    return placed({ ...one, numbers }, index, seen, notes);
  });
  return { things, notes };
}

/** What the numbers are multiplied by to be px across and down; null when they are px. By the seen size, never by the padded one. */
function factorOf(answered: readonly Answered[], scale: Scale, { width, height }: Size): [number, number] | null {
  if (scale === "0..1000") return [width / 1000, height / 1000];
  if (scale === "0..1") return [width, height];
  const numbers = answered.flatMap((one) => one.numbers);
  const mayBe = numbers.length > 0 && numbers.every((value) => value >= 0 && value <= 1);
  // The point 0, 0 is a corner of the picture either way; and of a picture of a patch or less, a pixel is a place.
  const isPoint = answered[0]?.numbers.length === 2 && numbers.every(Number.isInteger);
  return mayBe && !isPoint && Math.min(width, height) > PATCH_PX ? [width, height] : null;
}

function placed(one: Answered, index: number, seen: Size, notes: FoundNote[]): FoundThere[] {
  const { label, confidence, numbers } = one;
  const note = (code: FoundNote["code"], what: string): void => {
    notes.push({ code, index, message: `${JSON.stringify(label)} at ${said(numbers)} ${what}.` });
  };
  checkInside(one, index, seen);
  const inside = numbers.map((value, at) => clamp(value, 0, at % 2 === 0 ? seen.width : seen.height));
  const isClamped = inside.some((value, at) => value !== numbers[at]);
  const [a = 0, b = 0, c, d] = inside;
  if (c === undefined || d === undefined) {
    if (isClamped) note("clamped", "lies just outside the picture, and was moved to its edge");
    return [{ label, confidence, box: null, point: { x: a, y: b } }];
  }
  const box = { x1: Math.min(a, c), y1: Math.min(b, d), x2: Math.max(a, c), y2: Math.max(b, d) };
  if (box.x1 === box.x2 || box.y1 === box.y2) {
    note("dropped", "has no area in the picture, and was left out");
    return [];
  }
  if (a > c || b > d) note("reordered", "has its corners the wrong way round, which was put right");
  if (isClamped)
    note("clamped", "reaches over the edge of the picture, into what pads it to whole patches, and was cut there");
  return [{ label, confidence, box, point: middleOf(box) }];
}

/** The padding, right and below, is less than a patch wide; as much is allowed on the other sides. */
function checkInside({ numbers }: Answered, index: number, { width, height }: Size): void {
  const isOutside = numbers.some(
    (value, at) => value < -PATCH_PX || value >= (at % 2 === 0 ? width : height) + PATCH_PX,
  );
  if (!isOutside) return;
  const mayBeThousandths = numbers.every((value) => value >= 0 && value <= 1000);
  throw new EngineError("engine.find-coordinates", { place: said(numbers), index, width, height, mayBeThousandths });
}

function said(numbers: readonly number[]): string {
  return `[${numbers.map((value) => Number(value.toFixed(2))).join(", ")}]`;
}
