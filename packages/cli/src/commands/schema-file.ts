// Reads the JSON schema of `--schema`.
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { UsageError } from "../usage-error.ts";

/** @throws UsageError when the file cannot be read, or holds no JSON object */
export async function readSchema(path: string, cwd: string): Promise<Record<string, unknown>> {
  const fix =
    'Give a JSON schema, for example {"type":"object","properties":{"count":{"type":"integer"}},"required":["count"],"additionalProperties":false}';
  const text = await readFile(resolve(cwd, path), "utf8").catch(() => {
    throw new UsageError(`The schema file ${path} cannot be read.`, fix);
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UsageError(`The schema file ${path} is not JSON.`, fix);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new UsageError(`The schema file ${path} holds no JSON object.`, fix);
  return value as Record<string, unknown>;
}
