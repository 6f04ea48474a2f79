// Where things are, in pixels of the original: a picture made ready, asked about, and the coordinates of the answer brought back.
import { toOriginal } from "../content/coordinates.ts";
import { findPrompt, findSchema, type Give, MAX_WHAT_CHARS } from "../content/find.ts";
import { type FoundNote, type FoundThere, readFound, type Scale } from "../content/found.ts";
import { type Frame, makeFrame } from "../content/frame.ts";
import { type Box, type Point, wholePixel, wholePixels } from "../content/geometry.ts";
import { type Size, seenSize } from "../content/tokens.ts";
import { EngineError } from "../errors/errors.ts";
import { readBytes } from "../input/bytes.ts";
import type { Input } from "../input/opened.ts";
import type { Orientation } from "../media/facts.ts";
import type { PixelWriter } from "../pixels/create-pixels.ts";
import { frameOf } from "../plan/frame-of.ts";
import type { Plan, Policy } from "../plan/plan.ts";
import { textOf as joinedText } from "./answer.ts";
import type { Look } from "./locate-tiles.ts";
import type { MessageLike } from "./messages-client.ts";
import { openPicture } from "./open-picture.ts";
import { crop } from "./pictures.ts";
import { prepare, type Wish } from "./prepare.ts";

/** What `Fovea.locate` may be told. */
export interface LocateOptions {
  readonly model?: string;
  /** Default `seen`: the picture is sent in the size the model sees, so that no pixel of the answer can be of another. */
  readonly fit?: Policy["fit"];
  /** What is asked for: a box around each thing, or one point on each. Default `boxes`. */
  readonly give?: Give;
  /** In which coordinates this model answers, whatever it is asked. Default `pixels`, and fractions of the picture, which are told apart. */
  readonly scale?: Scale;
  /** Whether the JSON schema of the answer is sent. Without it the prompt alone says the form: for servers that refuse `output_config`. Default true. */
  readonly schema?: boolean;
  /** Looks at this part of the picture alone, in px of the upright original: what is small there is large for the model. */
  readonly within?: Box;
  /**
   * Looks at a picture that the model would see blurred once as a whole and again tile by tile, each px for px: `"auto"` in at most 20 tiles, a number in
   * at most so many. Each look is a request of its own, and a picture that the model sees px for px is looked at once. Default false.
   */
  readonly tiles?: false | "auto" | number;
  /** Looks at what can be seen of a picture whose end is missing. Default false: it is refused, with how much is missing. */
  readonly mendTruncated?: boolean;
  /** Instructions that stand before the question. */
  readonly system?: string;
  /** Longest answer, in tokens. Default 4096. */
  readonly maxTokens?: number;
  /** Read when the input is `-`. */
  readonly stdin?: AsyncIterable<Uint8Array>;
  /** Folder that relative paths start from. Default: the process's. */
  readonly cwd?: string;
  readonly signal?: AbortSignal;
}

/** One thing found. Coordinates are whole px of the upright original, inside it. */
export interface Found<B extends Box | null = Box> {
  /** What the model calls it. */
  readonly label: string;
  /** 0 to 1 as the answer gives it, null where it gives none. The built-in eyes' is calibrated; a model's is its own opinion. */
  readonly confidence: number | null;
  /** Null where points were asked for. x2 and y2 are exclusive. */
  readonly box: B;
  /** The point asked for, or the middle of the box. */
  readonly point: Point;
}

/** What was found, and how coordinates of the answer became those of the original. */
export interface Located<B extends Box | null = Box> {
  /** As the answer orders them, the surest first. Empty when there is none. */
  readonly found: readonly Found<B>[];
  /** How what the model saw came from the original: `toOriginal` and `toSent` take it, also for stored pixels. */
  readonly frame: Frame;
  /** What was put right in the coordinates of the answer. */
  readonly notes: readonly FoundNote[];
  readonly usage: MessageLike["usage"];
  /** The platform's message, untouched. */
  readonly message: MessageLike;
  readonly plan: Plan;
  /** Where it was looked at tile by tile: every look, that at the whole first. `frame`, `message` and `plan` are that one's, `usage` is of all. */
  readonly looks?: readonly Look[];
}

/** What `createFovea` hands in. */
export interface LocateTools {
  /** The wish of a call about bytes. */
  wish(bytes: Uint8Array, prompt: string, schema: Readonly<Record<string, unknown>> | undefined): Wish;
  send(body: unknown): Promise<MessageLike>;
}

/** Larger than any picture: cut to what there is. */
export const EVERYTHING: Box = { x1: 0, y1: 0, x2: Number.MAX_SAFE_INTEGER, y2: Number.MAX_SAFE_INTEGER };

export async function locate(
  input: Input,
  what: string,
  options: LocateOptions & Pick<Wish, "fetchUrl">,
  tools: LocateTools,
): Promise<Located<Box | null>> {
  checkWhat(what);
  const { give = "boxes", scale = "pixels", schema: sendsSchema = true } = options;
  const picture = await readPicture(input, options);
  const schema = sendsSchema ? findSchema(give) : undefined;
  const wish = (prompt: string): Wish => tools.wish(picture.bytes, prompt, schema);
  const { body, frame, plan } = await ready(picture, { what, give, wish });
  const message = await tools.send(body);
  const { things, notes } = readFound(textOf(message), frame.seen, { give, scale });
  return { found: things.map((one) => inOriginal(one, frame)), frame, notes, usage: message.usage, message, plan };
}

interface Picture {
  readonly bytes: Uint8Array;
  /** Upright size of the bytes, in px. */
  readonly size: Size;
  /** What the bytes were cut from. Null where they are the input as it came. */
  readonly cut: { readonly box: Box; readonly original: Size & { readonly orientation: Orientation } } | null;
}

/** The input's own bytes; pixels are written only where a part was asked for, or where the header's size is not read (AVIF, TIFF, ...). */
async function readPicture(input: Input, options: LocateOptions & Pick<Wish, "fetchUrl">): Promise<Picture> {
  const opened = await openPicture(input, options);
  const bytes = await readBytes(opened.bytes);
  const { facts } = opened;
  if (options.within === undefined && facts.kind === "image") return { bytes, size: facts, cut: null };
  const { signal } = options;
  const part = await crop(bytes, options.within ?? EVERYTHING, signal ? { signal } : {});
  return { bytes: part.bytes, size: part, cut: part };
}

/**
 * The request, and the frame of what is really in it. The size the model sees stands in the prompt; it is known beforehand, unless bytes had to be
 * saved by making the picture smaller still: then the prompt is written again.
 */
async function ready(picture: Picture, ask: Ask): Promise<Ready> {
  const { width, height } = picture.size;
  const planned = seenSize(width, height, ask.wish("").model.tier.value);
  const first = await readyFor(planned, picture, ask);
  const { seen } = first.frame;
  return seen.width === planned.width && seen.height === planned.height ? first : readyFor(seen, picture, ask);
}

interface Ask {
  readonly what: string;
  readonly give: Give;
  wish(prompt: string): Wish;
}

interface Ready {
  readonly body: unknown;
  readonly frame: Frame;
  readonly plan: Plan;
}

async function readyFor(seen: Size, { cut }: Picture, { what, give, wish: wishFor }: Ask): Promise<Ready> {
  const wish = wishFor(findPrompt(what, give, seen));
  const { fit, mode } = wish.policy;
  const { writer, made } = recording(wish.pixels);
  // Where the picture is fitted, the platform is told to refuse it rather than to make it smaller behind our back.
  const isFitted = mode !== "strict" && (fit ?? ((await writer.ready()) ? "seen" : "legal")) === "seen";
  const oversized = isFitted && wish.platform.oversizedImage.value ? ({ oversizedImage: "error" } as const) : {};
  const { body, plan } = await prepare({ ...wish, ...oversized, pixels: writer });
  const own = frameOf(plan, 0, made());
  if (own === null) throw new TypeError("the plan of a picture in hand has a size");
  if (cut === null) return { body, plan, frame: own };
  const { original, box } = cut;
  const { orientation } = original;
  const tier = wish.model.tier.value;
  return { body, plan, frame: makeFrame({ original, orientation, crop: box, sent: own.sent, tier }) };
}

/** Remembers the size of what was written. */
function recording(pixels: PixelWriter): { writer: PixelWriter; made: () => Size | null } {
  let size: Size | null = null;
  return {
    made: () => size,
    writer: {
      ready: () => pixels.ready(),
      async pixels(work, signal) {
        const picture = await pixels.pixels(work, signal);
        size = { width: picture.width, height: picture.height };
        return picture;
      },
    },
  };
}

/** An answer that was cut, or declined, is no answer. */
function textOf(message: MessageLike): string {
  const text = joinedText(message);
  const { stop_reason: reason } = message;
  const detail =
    reason === "refusal"
      ? "the model declined to answer"
      : reason === "max_tokens"
        ? `it was cut at ${message.usage.output_tokens} tokens; allow more with maxTokens`
        : null;
  if (detail !== null) throw new EngineError("engine.find-answer", { detail, start: text.trim().slice(0, 80) });
  return text;
}

function inOriginal({ label, confidence, box, point }: FoundThere, frame: Frame): Found<Box | null> {
  const { original } = frame;
  return {
    label,
    confidence,
    box: box === null ? null : wholePixels(toOriginal(frame, box), original),
    point: wholePixel(toOriginal(frame, point), original),
  };
}

function checkWhat(what: unknown): void {
  if (typeof what !== "string" || what.trim() === "" || what.length > MAX_WHAT_CHARS)
    throw new TypeError(`what to find must be a string of 1 to ${MAX_WHAT_CHARS} characters`);
}
