// A transcript in a file, repaired in place: read line by line, written beside it, and put in its place in one step, with the old file kept. Whoever
// writes to it meanwhile is not overwritten.
import { createReadStream } from "node:fs";
import { mkdtemp, realpath, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { errorOf } from "../errors/errors.ts";
import { readBytes } from "../input/bytes.ts";
import { only, type Shape, shapeOf, valuesOf } from "./byte-tape.ts";
import { linesOf, MAX_PIECE_BYTES, type Piece, pieceOf } from "./chunks.ts";
import type { Hands } from "./edits.ts";
import { backUp, putInPlace, type Scratch, unreadable, written } from "./files.ts";
import type { Rules } from "./judge.ts";
import { repair, type Tape } from "./repair.ts";
import type { TranscriptReport } from "./report.ts";
import { rewrite } from "./rewrite.ts";

/** What is wrong with a transcript in a file, and what was changed in it. */
export interface TranscriptFileReport extends TranscriptReport {
  /** The file that was looked at: where a link leads. */
  readonly path: string;
  /** Where the file as it was is now; null when nothing was rewritten. */
  readonly backup: string | null;
}

export interface FileRepair {
  /** Says what would be done, and changes nothing. Default false. */
  readonly dryRun?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Bytes read at a time. */
const CHUNK_BYTES = 1024 * 1024;

/**
 * @throws InputError `input.not-found`, `input.is-folder`, `input.not-a-file`, `input.not-readable`, `input.no-transcript`, `input.not-writable`,
 * `input.being-repaired`, `input.changed-meanwhile`; LimitError `limit.transcript-line`; CapabilityError for what this machine lacks
 */
export async function repairFile(
  named: string,
  rules: Rules,
  hands: Hands,
  { dryRun = false, signal }: FileRepair = {},
): Promise<TranscriptFileReport> {
  const path = await realpath(named).catch((error: unknown) => {
    throw unreadable(named, error);
  });
  const before = await stat(path, { bigint: true });
  if (before.isDirectory()) throw errorOf("input.is-folder", { path });
  if (!before.isFile()) throw errorOf("input.not-a-file", { path, kind: before.isSocket() ? "socket" : "device" });
  // What is only tried is written elsewhere.
  const folder = dryRun ? await mkdtemp(join(tmpdir(), "fovea-doctor-")) : null;
  const base = folder === null ? `${path}.fovea-doctor` : join(folder, "transcript");
  const scratch: Scratch = { base, mode: Number(before.mode) & 0o7777, made: [] };
  try {
    const whole = async (): Promise<Uint8Array | null> =>
      before.size > BigInt(MAX_PIECE_BYTES) ? null : readBytes({ length: 0, open: () => chunksOf(path, signal) });
    const shape = await shapeOf(linesOf(chunksOf(path, signal)), whole);
    const { tape, report } = await repair(fileTape(path, shape, scratch, signal), rules, hands);
    if (tape.path === path || dryRun) return { ...report, path, backup: null };
    const now = await stat(path, { bigint: true }).catch(() => null);
    const same = now !== null && (["ino", "dev", "size", "mtimeNs"] as const).every((key) => now[key] === before[key]);
    if (!same) throw errorOf("input.changed-meanwhile", { path });
    const backup = await backUp(path);
    await putInPlace(tape.path, path, scratch);
    return { ...report, path, backup };
  } finally {
    for (const one of scratch.made) await rm(one, { force: true });
    if (folder !== null) await rm(folder, { recursive: true, force: true });
  }
}

interface FileTape extends Tape {
  readonly path: string;
}

function fileTape(path: string, shape: Shape, scratch: Scratch, signal: AbortSignal | undefined): FileTape {
  const pieces = (): AsyncIterable<Piece> =>
    shape === "lines" ? linesOf(chunksOf(path, signal)) : document(path, signal);
  return {
    path,
    values: () => valuesOf(pieces()),
    async rewritten(decisions, hands, onChange) {
      const next = await written(scratch, rewrite(pieces(), decisions, hands, onChange));
      return fileTape(next, shape, scratch, signal);
    },
    lineOf: (piece) => (shape === "lines" ? piece + 1 : 1),
  };
}

async function* document(path: string, signal: AbortSignal | undefined): AsyncGenerator<Piece> {
  yield* only(pieceOf(await readBytes({ length: 0, open: () => chunksOf(path, signal) }), 1));
}

async function* chunksOf(path: string, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path, {
      highWaterMark: CHUNK_BYTES,
      ...(signal ? { signal } : {}),
    }) as AsyncIterable<Uint8Array>;
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    throw (error as NodeJS.ErrnoException).code === undefined ? error : unreadable(path, error);
  }
}
