// Every error the eyes make, in one table. The constructor writes the sentence from the facts; rows have the shape of the client's table.

interface Row {
  /** HTTP status a server should answer with. */
  readonly status: number;
  /** A few words, no full stop. */
  readonly title: string;
  /** What the reader can do about it. */
  readonly fix: string;
  /** Whether the same call may succeed later without a change. */
  readonly retry: boolean;
  // biome-ignore lint/suspicious/noExplicitAny: each row names its own facts; EyesFacts recovers them per code.
  readonly sentence: (facts: any) => string;
}

export const EYES_CODES = {
  "eyes.empty": {
    status: 400,
    title: "The picture is empty",
    fix: "Send the bytes of a JPEG, PNG, GIF or WebP file.",
    retry: false,
    sentence: (_: Record<never, never>): string => "The picture has no bytes.",
  },
  "eyes.media-type": {
    status: 400,
    title: "Not a picture the eyes can open",
    fix: "Convert it to JPEG, PNG, GIF or WebP first.",
    retry: false,
    sentence: (f: { starts: string }): string =>
      `The bytes begin with ${f.starts}, which is no JPEG, PNG, GIF or WebP signature.`,
  },
  "eyes.undecodable": {
    status: 400,
    title: "The picture is truncated or corrupt",
    fix: "Save or fetch the picture again and check that the whole file arrived.",
    retry: false,
    sentence: (f: { mediaType: string; detail: string }): string =>
      `The ${f.mediaType} file cannot be decoded (${f.detail}).`,
  },
  "eyes.too-many-pixels": {
    status: 413,
    title: "The picture has too many pixels",
    fix: "Make the picture smaller before sending it.",
    retry: false,
    sentence: (f: { width: number; height: number; limit: number }): string =>
      `The picture has ${f.width} x ${f.height} = ${f.width * f.height} pixels; the limit is ${f.limit}.`,
  },
  "eyes.crashed": {
    status: 500,
    title: "The built-in eyes stopped while looking",
    fix: "Ask again; the eyes have been restarted. If it happens twice with the same picture, the picture is the cause.",
    retry: true,
    sentence: (f: { detail: string }): string =>
      `The process that runs the vision models ended before it answered (${f.detail}).`,
  },
  "eyes.timeout": {
    status: 504,
    title: "The built-in eyes took too long",
    fix: "Make the picture smaller, or raise timeoutMs.",
    retry: true,
    sentence: (f: { timeoutMs: number }): string =>
      `The process that runs the vision models did not answer within ${f.timeoutMs} ms and was stopped.`,
  },
  "eyes.busy": {
    status: 529,
    title: "The built-in eyes have too many pictures waiting",
    fix: "Wait for the pictures under way, or raise maxQueued.",
    retry: true,
    sentence: (f: { limit: number }): string => `${f.limit} pictures are waiting already.`,
  },
  "eyes.no-picture": {
    status: 400,
    title: "There is no picture to answer from",
    fix: "Send at least one picture, and name only those that are in the conversation.",
    retry: false,
    sentence: (f: { detail?: string }): string =>
      f.detail ?? "A schema is to be filled, and the conversation has no picture.",
  },
  "eyes.schema": {
    status: 400,
    title: "Not a JSON schema that can be kept",
    fix: "Use the subset of structured outputs: types, enum, const, anyOf, allOf, $ref into $defs, required, additionalProperties, items.",
    retry: false,
    sentence: (f: { at: string; problem: string }): string =>
      `The JSON schema${f.at === "" ? "" : ` at "${f.at}"`} ${f.problem}.`,
  },
  "eyes.schema-property": {
    status: 400,
    title: "The schema requires what the built-in eyes cannot see",
    fix: "Make the property optional or nullable, or use a name from docs/eyes.md, such as label, box, text, count, colour or description.",
    retry: false,
    sentence: (f: { at: string; why: string }): string => `The schema requires "${f.at}", but ${f.why}.`,
  },
  "eyes.unavailable": {
    status: 500,
    title: "The vision models cannot be loaded on this system",
    fix: "The models need onnxruntime-node: Linux with glibc, macOS or Windows, on x64 or arm64. Reinstall the package if files are missing.",
    retry: false,
    sentence: (f: { detail: string }): string => `Loading the vision models failed (${f.detail}).`,
  },
  "eyes.closed": {
    status: 503,
    title: "The built-in eyes are closed",
    fix: "Make new ones with createEyes().",
    retry: false,
    sentence: (_: Record<never, never>): string => "close() was called before this picture was looked at.",
  },
} as const satisfies Record<string, Row>;

/** The name of an error, stable across versions. */
export type EyesErrorCode = keyof typeof EYES_CODES;
/** The facts a code's sentence is written from. */
export type EyesFacts<C extends EyesErrorCode> = Parameters<(typeof EYES_CODES)[C]["sentence"]>[0];

/** An error as it crosses the process boundary. */
export interface EyesProblem {
  readonly code: EyesErrorCode;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** What the eyes could not do, and why. Tell them apart by `code`. */
export class EyesError<C extends EyesErrorCode = EyesErrorCode> extends Error {
  readonly code: C;
  readonly facts: EyesFacts<C>;
  readonly title: string;
  readonly fix: string;
  readonly retry: boolean;
  readonly status: number;

  constructor(code: C, facts: EyesFacts<C>, options: { cause?: unknown } = {}) {
    const row: Row = EYES_CODES[code];
    super(row.sentence(facts), options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "EyesError";
    this.code = code;
    this.facts = facts;
    this.title = row.title;
    this.fix = row.fix;
    this.retry = row.retry;
    this.status = row.status;
  }
}

/** Makes the error again on the other side of the process boundary. */
export function errorFrom(problem: EyesProblem): EyesError {
  return new EyesError(problem.code, problem.facts as EyesFacts<EyesErrorCode>);
}
