// What happened to each picture of a request. What went out is counted in the body that is sent, not in the plan.
import { isKnown } from "../content/block.ts";
import { formatPath } from "../content/path.ts";
import type { WireSource } from "../content/source.ts";
import { walk } from "../content/walk.ts";
import type { NewPicture } from "../lower/resolvers.ts";
import type { Action, Plan, Step } from "../plan/plan.ts";

/** A picture, or a document, of a request. */
export interface SentImage {
  /** Path of its block in the request: `messages.0.content.1`. */
  readonly at: string;
  /** What the caller's input is called; null for what has no name. */
  readonly name: string | null;
  readonly block: "image" | "document";
  /** The method it was sent by. */
  readonly method: "base64" | "url" | "file";
  /** Proven by the bytes that were given; as they were declared, or null, where nobody here has seen them. */
  readonly mediaType: string | null;
  /** Of what was given, in px, upright; null where it is not known. */
  readonly width: number | null;
  readonly height: number | null;
  /** Length of what was given, in bytes; null where nobody here has it. */
  readonly bytes: number | null;
  /** Hex digest of what was given; null where nobody here has it, or nothing needed it. */
  readonly sha256: string | null;
  /** What was sent instead, where pixels were written anew; null otherwise. */
  readonly sent: {
    readonly mediaType: string;
    readonly width: number;
    readonly height: number;
    readonly bytes: number;
  } | null;
  /** What the plan did with it. */
  readonly step: Action;
  /** Visual tokens, as planned; null where they are not known. */
  readonly tokens: number | null;
  /** The file it was sent as. */
  readonly fileId: string | null;
}

/** What became of the pictures of one request. */
export interface ImageLedger {
  /** Pictures and documents that were given, those inside documents too. Texts are not counted. */
  readonly in: number;
  /** Those that stand in the request that was sent. Always the same number: were it not, nothing would have been sent. */
  readonly out: number;
  readonly lines: readonly SentImage[];
}

/** What was done for a request. */
export interface Done {
  /** Pictures written anew, by the path of their block. */
  readonly made: ReadonlyMap<string, NewPicture>;
}

/** @throws TypeError when a picture that was given does not stand in the body: a fault of Fovea's, told before anything is sent */
export function imageLedger(plan: Plan, body: unknown, done: Done): ImageLedger {
  const given = plan.steps.filter(({ from }) => from !== "text");
  const sources = new Map(
    walk(body).blocks.flatMap(({ at, source }) =>
      source.method === "text" ? [] : [[formatPath(at), source] as const],
    ),
  );
  const lines = given.flatMap((step) => {
    const source = sources.get(step.at);
    return source === undefined ? [] : [lineOf(step, source, done)];
  });
  if (sources.size !== given.length || lines.length !== given.length)
    throw new TypeError(
      `${given.length} pictures were given, and ${sources.size} stand in the request: nothing was sent`,
    );
  return { in: given.length, out: sources.size, lines };
}

type Sent = Exclude<WireSource, { readonly method: "text" }>;

function lineOf({ at, name, block, facts, mediaType, tokens, action }: Step, source: Sent, { made }: Done): SentImage {
  const known = isKnown(facts) ? facts : null;
  const written = made.get(at);
  return {
    at,
    name,
    block,
    method: source.method,
    mediaType: known?.mediaType ?? mediaType,
    width: known?.width ?? null,
    height: known?.height ?? null,
    bytes: known?.byteLength ?? null,
    sha256: known?.sha256 ?? null,
    sent:
      written === undefined
        ? null
        : {
            mediaType: written.mediaType,
            width: written.width,
            height: written.height,
            bytes: written.bytes.length,
          },
    step: action,
    tokens,
    fileId: source.method === "file" ? source.fileId : null,
  };
}
