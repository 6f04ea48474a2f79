// The JSON of an answer to `findSchema`, checked: platforms that do not know structured outputs answer as they like.
import { EngineError } from "../errors/errors.ts";
import type { Give } from "./find.ts";

/** One thing as the answer gives it. `numbers`: x1, y1, x2, y2 of a box, or x, y of a point. */
export interface Answered {
  readonly label: string;
  readonly confidence: number | null;
  readonly numbers: readonly number[];
}

/** Longest start of an answer that an error repeats. */
const MAX_START_CHARS = 80;
/** Most characters that are looked through for JSON that words stand around. */
const MAX_CHARS = 1_000_000;

/** @throws EngineError `engine.find-answer` */
export function answeredIn(text: string, give: Give): Answered[] {
  const refuse = (detail: string): never => {
    throw new EngineError("engine.find-answer", { detail, start: text.trim().slice(0, MAX_START_CHARS) });
  };
  const { objects } = objectIn(parsed(text) ?? withinWords(text) ?? refuse("it is not JSON")) ?? {};
  if (!Array.isArray(objects)) return refuse('it has no list "objects"');
  const [name, keys] =
    give === "boxes" ? (["box", ["x1", "y1", "x2", "y2"]] as const) : (["point", ["x", "y"]] as const);
  return objects.map((one: unknown, index) => {
    const { label, confidence, [name]: place } = objectIn(one) ?? {};
    const numbers = keys.map((key) => objectIn(place)?.[key]);
    if (!numbers.every(isNumber)) return refuse(`objects[${index}] has no ${name} with numbers as ${keys.join(", ")}`);
    return {
      label: typeof label === "string" ? label : "",
      confidence: isNumber(confidence) && confidence >= 0 && confidence <= 1 ? confidence : null,
      numbers,
    };
  });
}

/**
 * The one object from the first brace to the last: models without a schema put a code fence around their JSON, or words before and after it. Two objects
 * are no JSON together, and nothing tells which is meant.
 */
function withinWords(text: string): unknown {
  const [start, end] = [text.indexOf("{"), text.lastIndexOf("}")];
  return start < 0 || end < start || text.length > MAX_CHARS ? undefined : parsed(text.slice(start, end + 1));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function objectIn(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}
