// Options that several commands share, with their checks.
import { InvalidArgumentError, Option } from "commander";

export const methodOption = (): Option =>
  new Option("--method <method>", "how pictures are sent").choices(["auto", "base64", "url", "file"]).default("auto");

export const fitOption = (): Option =>
  new Option(
    "--fit <fit>",
    "which pictures are made smaller: none, those the platform would refuse, or all to the size the model sees (default: seen)",
  ).choices(["never", "legal", "seen"]);

export const mendTruncatedOption = (): Option =>
  new Option("--mend-truncated", "send what can be seen of pictures whose end is missing, instead of refusing them");
export const stripOption = (): Option =>
  new Option("--strip", "take position, names and other metadata out of pictures; no pixel changes");

export const asImagesOption = (): Option =>
  new Option("--as-images", "send the pages of PDFs as pictures (by default only where the platform takes no PDF)");

export const jsonOption = (): Option => new Option("--json", "print one JSON object, errors too");

/** Collects a repeatable option. */
export function collect(value: string, earlier: readonly string[] = []): string[] {
  return [...earlier, value];
}

export function positiveInteger(value: string): number {
  const number = Number(value);
  if (!/^\d+$/.test(value) || !Number.isSafeInteger(number) || number < 1)
    throw new InvalidArgumentError("It must be a whole number from 1 up.");
  return number;
}

export function notEmpty(value: string): string {
  if (value.trim() === "") throw new InvalidArgumentError("It must not be empty.");
  return value;
}
