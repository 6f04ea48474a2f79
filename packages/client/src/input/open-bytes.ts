// Bytes in hand become an opened input: their facts are proven, their end is looked for, and they are hashed once.
import { createHash } from "node:crypto";
import { errorOf, type Problem } from "../errors/errors.ts";
import { checkEnding } from "../media/ending.ts";
import type { Facts } from "../media/facts.ts";
import { inspect } from "../media/inspect.ts";
import { guessPdf } from "../media/pdf.ts";
import { countTiffPages } from "../media/tiff.ts";
import { bytesRef } from "./bytes.ts";
import type { OpenedBytes } from "./opened.ts";

export interface Claims {
  /** Media type somebody declared; null for none. */
  readonly declared: string | null;
  /** For messages and labels. */
  readonly name: string;
  /** Whether a picture whose end is missing is opened all the same. Default false. */
  readonly allowTruncated?: boolean;
}

/**
 * Opens bytes, whole and under whatever cap the caller has. They are not copied: do not change them afterwards.
 *
 * @throws InputError or LimitError when the bytes are empty, broken, cut short, or no format that Fovea recognises; its `at` is the name
 */
export function openBytes(bytes: Uint8Array, { declared, name, allowTruncated = false }: Claims): OpenedBytes {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const inspection = inspect(bytes, { byteLength: bytes.length, complete: true, sha256 });
  if (inspection.status === "need") throw new Error("The whole file was given, and inspect asked for more.");
  const found = inspection.status === "facts" ? inspection.facts : headerOf(bytes, inspection.problem, allowTruncated);
  if ("code" in found) throw errorOf(found.code, found.facts, { at: name });
  const facts = withPages({ ...found, byteLength: bytes.length, sha256 }, bytes);
  const problem = inspection.status === "defect" ? inspection.problem : checkEnding(bytes, facts);
  const cut = problem?.code === "input.truncated" && allowTruncated ? (problem as TruncatedProblem) : null;
  if (problem !== null && cut === null) throw errorOf(problem.code, problem.facts, { at: name });
  return {
    kind: "bytes",
    bytes: bytesRef(bytes),
    facts,
    declared: essence(declared),
    name,
    ...(cut !== null && { truncated: { missing: cut.facts.missing } }),
  };
}

type TruncatedProblem = Problem<"input.truncated">;

/** WebP says up front how long it is: a cut one has its header all the same, as the beginning of a longer file. */
function headerOf(bytes: Uint8Array, problem: Problem, allowTruncated: boolean): Facts | Problem {
  if (problem.code !== "input.truncated" || !allowTruncated) return problem;
  const header = inspect(bytes);
  return header.status === "facts" ? header.facts : problem;
}

function withPages(facts: Facts, bytes: Uint8Array): Facts {
  if (facts.mediaType === "image/tiff") return { ...facts, frames: countTiffPages(bytes) };
  return facts.mediaType === "application/pdf" ? { ...facts, pdf: guessPdf(bytes) } : facts;
}

/** `Image/PNG; q=1` -> `image/png`; a Blob without a type has the empty one. */
function essence(declared: string | null): string | null {
  return declared?.split(";", 1)[0]?.trim().toLowerCase() || null;
}
