// `fovea upload INPUT...`: one after the other; what fails does not keep the rest from being uploaded.
import { basename } from "node:path";
import { createFovea, type Diagnostic, type UploadedInput } from "@fovea/client";
import { EXIT_CODES } from "../exit-codes.ts";
import { fetchFrom, type Io } from "../io.ts";
import { reportError } from "../report.ts";
import { shortSize, shortTime } from "../terminal/amounts.ts";
import { printable } from "../terminal/printable.ts";
import { showProgress } from "../terminal/progress.ts";
import { openLedger } from "./ledger.ts";
import type { UploadPlace } from "./place.ts";

export interface UploadFlags {
  readonly expires?: number;
  readonly fit?: "never" | "legal" | "seen";
  readonly strip?: boolean;
  readonly mendTruncated?: boolean;
  readonly json?: boolean;
}

/** The exit code of the first that failed. */
export async function uploadInputs(
  place: UploadPlace,
  inputs: readonly string[],
  { expires, fit = "legal", strip = false, mendTruncated = false, json = false }: UploadFlags,
  io: Io,
): Promise<number> {
  const { client, platform } = place;
  const fovea = createFovea({ client, platform, ledger: await openLedger(io), ...fetchFrom(io) });
  const files: object[] = [];
  let exit: number = EXIT_CODES.ok.code;
  for (const input of inputs) {
    const progress = watch(input, io);
    try {
      const uploaded = await fovea.upload(input, {
        fit,
        expiresInSeconds: expires ?? null,
        stripMetadata: strip,
        mendTruncated,
        stdin: io.stdin,
        cwd: io.cwd,
        signal: io.signal,
        onProgress: progress.tell,
        ...nameFor(input),
      });
      progress.clear();
      const notes = notesOf(uploaded);
      files.push(jsonOf(input, uploaded, notes));
      if (json) continue;
      io.stdout.write(lineOf(input, uploaded));
      for (const { message } of notes) io.stderr.write(`${shown(input)}: ${message}\n`);
    } catch (error) {
      progress.clear();
      const code = reportError(error, io, json, [], shown(input), place.doctor);
      exit ||= code;
      if (io.signal.aborted) break;
    }
  }
  if (json) io.stdout.write(`${JSON.stringify({ place: place.name, files })}\n`);
  return exit;
}

/** What was changed, or left in, that its owner may want to know. What the model will see is a question of the request. */
const TOLD: readonly Diagnostic["code"][] = [
  "pixels.resized",
  "pixels.converted",
  "truncated.mended",
  "frames.first-only",
  "metadata.gps",
];

function notesOf({ plan }: UploadedInput): readonly Diagnostic[] {
  return plan?.diagnostics.filter(({ code }) => TOLD.includes(code)) ?? [];
}

function lineOf(input: string, { fileId, reused, expiresAt, bytes }: UploadedInput): string {
  const until = expiresAt === null ? "" : `, until ${shortTime(expiresAt)} UTC`;
  return `${fileId}  ${shown(input)}  ${reused ? "already there" : `uploaded ${shortSize(bytes)}`}${until}\n`;
}

function jsonOf(input: string, uploaded: UploadedInput, notes: readonly Diagnostic[]): object {
  const { fileId, reused, expiresAt, mediaType, bytes } = uploaded;
  return {
    input: shown(input),
    fileId,
    reused,
    expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString(),
    mediaType,
    bytes,
    changes: notes.map(({ code, message }) => ({ code, message })),
  };
}

/** Longest word of the command line that is repeated: a data URL is no name. */
const MAX_CHARS = 80;

const shown = (input: string): string => printable(input, MAX_CHARS);

/** A path's last part, without the pages that were named: what the platform calls the file. Anything else gets a name of its hash. */
function nameFor(input: string): { filename?: string } {
  if (input === "-" || /^[a-z][a-z0-9+.-]+:/i.test(input)) return {};
  return { filename: basename(input).replace(/#[\d,-]+$/, "") };
}

function watch(input: string, io: Io) {
  let progress: ReturnType<typeof showProgress> | undefined;
  return {
    tell(event: { readonly type: string; readonly sentBytes?: number; readonly totalBytes?: number }): void {
      if (event.type !== "uploading") return;
      progress ??= showProgress(io.stderr, shown(input), event.totalBytes ?? 0);
      progress.at(event.sentBytes ?? 0);
    },
    clear: () => progress?.clear(),
  };
}
