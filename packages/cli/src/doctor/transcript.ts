// `fovea doctor FILE`: a transcript that a platform refuses for its pictures, repaired in place.
import { basename, resolve } from "node:path";
import { repairTranscriptFile, type TranscriptChange } from "@fovea/client";
import { findPlatform } from "@fovea/client/internal/platform/platforms";
import type { PlatformFlags } from "../config/overlay.ts";
import { EXIT_CODES } from "../exit-codes.ts";
import { fetchFrom, type Io } from "../io.ts";
import { planTarget } from "../plan-target.ts";
import { withoutSecrets } from "../secrets.ts";
import { printable } from "../terminal/printable.ts";
import { showStatus } from "../terminal/status.ts";

export interface TranscriptFlags extends PlatformFlags {
  readonly model?: string;
  readonly offline?: boolean;
  readonly dryRun?: boolean;
  readonly deep?: boolean;
  readonly refusal?: string;
  readonly json?: boolean;
}

type Report = Awaited<ReturnType<typeof repairTranscriptFile>>;

/** The exit code: 12 when something is wrong and was not repaired. */
export async function doctorTranscript(file: string, flags: TranscriptFlags, io: Io): Promise<number> {
  const { dryRun = false, json = false } = flags;
  const { platform = "anthropic", capabilities } = await planTarget(flags, io);
  const status = json ? null : showStatus(io.stderr, `reading ${printable(file, 60)} ...`);
  const report = await repairTranscriptFile(resolve(io.cwd, file), {
    platform,
    ...(capabilities === undefined ? {} : { capabilities }),
    ...(flags.model === undefined ? {} : { model: flags.model }),
    ...(flags.deep === undefined ? {} : { deep: flags.deep }),
    ...(flags.refusal === undefined ? {} : { refusal: flags.refusal }),
    ...(flags.offline ? { fetchUrl: null } : fetchFrom(io)),
    dryRun,
    signal: io.signal,
  }).finally(() => status?.clear());
  io.stdout.write(withoutSecrets(json ? `${JSON.stringify({ ...report, dryRun })}\n` : textOf(report, dryRun), io));
  const well = report.ok && (report.healthy || !dryRun);
  return well ? EXIT_CODES.ok.code : EXIT_CODES.doctor.code;
}

const WORDS: Readonly<Record<TranscriptChange["change"], string>> = {
  mended: "mended",
  removed: "removed",
  "thinking-removed": "thinking",
  "not-repaired": "NOT DONE",
};

function textOf(report: Report, dryRun: boolean): string {
  const { path, platform, models, messages, images, documents, changes } = report;
  const held = models.length === 0 ? "" : `, ${models.join(" and ")}`;
  const pictures = [count(images, "picture"), ...(documents === 0 ? [] : [count(documents, "document")])].join(" and ");
  const head = `${printable(basename(path))}: ${count(messages, "message")} with ${pictures}, for ${findPlatform(platform).title}${printable(held)}\n`;
  const width = Math.max(1, ...changes.map(({ line }) => String(line).length));
  const rows = changes.map(
    ({ line, change, at, message }) =>
      `line ${String(line).padStart(width)}  ${WORDS[change].padEnd(8)}  ${printable(at)}: ${printable(message)}\n`,
  );
  return `${head}${rows.join("")}${lastLine(report, dryRun)}\n`;
}

function lastLine({ healthy, ok, changes, backup, told }: Report, dryRun: boolean): string {
  if (healthy)
    return `Healthy: there was nothing to do, and the file was not touched.${
      told === null
        ? ""
        : `\nA refusal is told of: ${printable(told.message, 200)}\nIf it is refused all the same, look deeper (--deep), or name where it goes (--platform, -m).`
    }`;
  const of = (change: TranscriptChange["change"]): number => changes.filter((one) => one.change === change).length;
  const done = [
    [of("mended"), "mended"],
    [of("removed"), "removed"],
    [of("thinking-removed"), "without its thinking"],
  ].flatMap(([number, word]) => (number === 0 ? [] : [`${number} ${word}`]));
  const left = ok ? "" : ` ${of("not-repaired")} could not be repaired: see NOT DONE above.`;
  if (dryRun) return `Would be: ${done.join(", ") || "nothing"}.${left} Nothing was written.`;
  if (backup === null) return `Nothing was written.${left}`;
  return `Done: ${done.join(", ")}.${left} The file as it was: ${printable(backup)}`;
}

function count(number: number, noun: string): string {
  return `${number === 0 ? "no" : number} ${noun}${number === 1 ? "" : "s"}`;
}
