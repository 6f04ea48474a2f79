// `--expires-in 7d`: a number and a unit, within what the Files API takes.
import { InvalidArgumentError } from "commander";

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };
/** One hour to ninety days. Source: @anthropic-ai/sdk 1.12.0, FileUploadParams. */
const MIN_SECONDS = 3600;
const MAX_SECONDS = 7_776_000;

/** A number without a unit is seconds, as on the wire; NaN for what is no time. */
export function secondsOf(text: string): number {
  const [, digits = "", unit = "s"] = /^(\d{1,9})([smhdw])?$/.exec(text.trim()) ?? [];
  return digits === "" ? Number.NaN : Number(digits) * (SECONDS[unit] ?? Number.NaN);
}

/** Seconds, within what the Files API takes. */
export function expiresInSeconds(text: string): number {
  const seconds = secondsOf(text);
  if (Number.isNaN(seconds)) throw new InvalidArgumentError("Write a number and s, m, h, d or w, like 12h or 7d.");
  if (seconds < MIN_SECONDS || seconds > MAX_SECONDS)
    throw new InvalidArgumentError(
      "A file can expire in one hour (1h) at the soonest and ninety days (90d) at the latest.",
    );
  return seconds;
}
