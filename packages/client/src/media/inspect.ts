// The one way to facts: recognise the format, read its header, and say facts, how many more bytes are needed, or what
// is wrong.
import { type Problem, problem } from "../errors/errors.ts";
import { MAX_HEADER_BYTES } from "./bounds.ts";
import type { ImageMediaType, Inspection, OtherMediaType } from "./facts.ts";
import { readGif } from "./gif.ts";
import type { Header, Reading } from "./header.ts";
import { readJpeg } from "./jpeg.ts";
import { officeKind } from "./office.ts";
import { orientedSize } from "./orient.ts";
import { readOtherSize } from "./other-size.ts";
import { readPng } from "./png.ts";
import { recognise } from "./recognise.ts";
import { readWebp } from "./webp.ts";

/** The least that is asked for at once, in bytes: one page. */
const MIN_STEP_BYTES = 4096;

export interface InspectOptions {
  /** Length of the whole file in bytes, when known. Default null. */
  readonly byteLength?: number | null;
  /** The prefix is the whole file. Implied when `byteLength` is the prefix's length. Default false. */
  readonly complete?: boolean;
  /** Hex digest of the whole file, handed through to the facts. Default null. */
  readonly sha256?: string | null;
}

/** Reads the header of one of the four image formats; `whole` is the length of the file in bytes, when known. */
export function readHeader(bytes: Uint8Array, mediaType: ImageMediaType, whole: number | null): Reading {
  switch (mediaType) {
    case "image/jpeg":
      return readJpeg(bytes);
    case "image/png":
      return readPng(bytes);
    case "image/gif":
      return readGif(bytes);
    case "image/webp":
      return readWebp(bytes, whole);
  }
}

/**
 * Proves what the first bytes of a file are; pixels are never decoded.
 *
 * `need` asks for a longer prefix (`bytes` counts from the start of the file). It is always more than was given, at
 * least twice as much unless the file is shorter, and at most MAX_HEADER_BYTES, so that a caller who reads and asks
 * again is done after two dozen rounds. A caller whose file ends first passes what there is with `complete: true`.
 *
 * @throws TypeError when `byteLength` is less than the prefix, or differs from a complete one.
 */
export function inspect(prefix: Uint8Array, options: InspectOptions = {}): Inspection {
  const { byteLength = null, sha256 = null } = options;
  const complete = options.complete === true || byteLength === prefix.length;
  if (byteLength !== null && !(complete ? byteLength === prefix.length : byteLength > prefix.length))
    throw new TypeError(`byteLength ${byteLength} cannot be that of a file with ${prefix.length} bytes before us`);
  const whole = complete ? prefix.length : byteLength;
  if (whole === 0) return defect(problem("input.empty", { what: "file" }));

  const found = recognise(prefix, complete);
  if ("looksLike" in found) {
    const office = officeKind(prefix);
    return defect(office === null ? problem("input.not-an-image", found) : problem("input.office", { kind: office }));
  }
  if ("other" in found) return otherFacts(prefix, found.other, whole, sha256);
  if ("short" in found) return askFor(found.short, prefix.length, whole, null);

  const reading = readHeader(prefix, found.image, whole);
  if ("problem" in reading) return defect(reading.problem);
  if ("short" in reading) return askFor(reading.short, prefix.length, whole, found.image);
  return { status: "facts", facts: imageFacts(reading.header, whole, sha256) };
}

/** A size that stands beyond what is ever asked for, or beyond the end, stays untold: what cannot be decoded is refused by whoever decodes it. */
function otherFacts(
  prefix: Uint8Array,
  mediaType: OtherMediaType,
  byteLength: number | null,
  sha256: string | null,
): Inspection {
  const told = { kind: "other", mediaType, byteLength, sha256 } as const;
  const found = readOtherSize(prefix, mediaType, byteLength);
  if (found === null) return { status: "facts", facts: told };
  if ("width" in found) {
    const { orientation } = found;
    const size = orientedSize(found.width, found.height, orientation);
    return { status: "facts", facts: { ...told, ...size, orientation } };
  }
  if (found.short > Math.min(byteLength ?? MAX_HEADER_BYTES, MAX_HEADER_BYTES)) return { status: "facts", facts: told };
  return askFor(found.short, prefix.length, byteLength, null);
}

function imageFacts(header: Header, byteLength: number | null, sha256: string | null) {
  const { mediaType, orientation, frames, framesExact, alpha, gps, jpeg } = header;
  const size = orientedSize(header.width, header.height, orientation);
  const rest = {
    orientation,
    frames,
    framesExact,
    alpha,
    ...(gps && { gps }),
    ...(jpeg && { jpeg }),
    byteLength,
    sha256,
  };
  return { kind: "image", mediaType, ...size, ...rest } as const;
}

/** A header that is `wanted` bytes long: wait for them, or say that the file, or our patience, ends before. */
function askFor(wanted: number, given: number, whole: number | null, mediaType: ImageMediaType | null): Inspection {
  if (mediaType !== null && whole !== null && wanted > whole)
    return defect(problem("input.truncated", { mediaType, byteLength: whole, missing: wanted - whole }));
  if (mediaType !== null && wanted > MAX_HEADER_BYTES)
    return defect(
      problem("limit.header-bytes", { limit: MAX_HEADER_BYTES, actual: wanted, unit: "header bytes", mediaType }),
    );
  const bytes = Math.min(Math.max(wanted, given * 2, MIN_STEP_BYTES), MAX_HEADER_BYTES, whole ?? MAX_HEADER_BYTES);
  return { status: "need", bytes };
}

const defect = (why: Problem): Inspection => ({ status: "defect", problem: why });
