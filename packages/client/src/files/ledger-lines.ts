// The file of an upload ledger: a line a change, JSON each, below a line that names the file. What is no line of ours is passed over, and what was
// broken off in its middle.
import type { UploadRow } from "./upload-ledger.ts";
import type { UploadRows } from "./upload-rows.ts";

/** Files of a higher number are of a newer Fovea, which alone knows what is in them. */
export const FORMAT = 1;

export type Change =
  | { readonly do: "put"; readonly row: UploadRow }
  | { readonly do: "touch"; readonly account: string; readonly fileId: string; readonly usedAt: number }
  | { readonly do: "forget"; readonly account: string; readonly fileId: string };

/** `id`: of this one file; the file that is written when it has grown too long has another. */
export function headOf(id: string): string {
  return `${JSON.stringify({ fovea: "uploads", format: FORMAT, id })}\n`;
}

export function readHead(line: string): { readonly format: number; readonly id: string } | null {
  const { fovea, format, id } = objectOf(line);
  return fovea === "uploads" && typeof format === "number" && typeof id === "string" ? { format, id } : null;
}

export function lineOf(change: Change): string {
  return `${JSON.stringify(change)}\n`;
}

/** Takes down what the lines say. */
export function applyLines(lines: Iterable<string>, rows: UploadRows): void {
  for (const line of lines) {
    const { do: what, row, account, fileId, usedAt } = objectOf(line);
    if (what === "put" && isRow(row)) rows.put(row);
    if (typeof account !== "string" || typeof fileId !== "string") continue;
    if (what === "forget") rows.forget(account, fileId);
    if (what === "touch" && typeof usedAt === "number") rows.touch(account, fileId, usedAt);
  }
}

function isRow(value: unknown): value is UploadRow {
  if (typeof value !== "object" || value === null) return false;
  const { account, sha256, mediaType, fileId, bytes, createdAt, usedAt, expiresAt } = value as Record<string, unknown>;
  return (
    [account, sha256, mediaType].every((one) => typeof one === "string") &&
    // It goes into bodies and paths.
    typeof fileId === "string" &&
    /^[\w-]{1,200}$/.test(fileId) &&
    [bytes, createdAt, usedAt].every((one) => typeof one === "number" && Number.isFinite(one)) &&
    (expiresAt === null || (typeof expiresAt === "number" && Number.isFinite(expiresAt)))
  );
}

function objectOf(line: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
