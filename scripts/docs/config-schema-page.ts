// packages/cli/fovea.schema.json: the JSON Schema of fovea.json, from the shape that reads it.
import { jsonSchema } from "../../packages/cli/src/config/schema.ts";

const MAX_COLUMNS = 120;

/** Short lists stand on one line, as the formatter has them. */
export function configSchemaPage(): string {
  const text = JSON.stringify(jsonSchema(), null, 2);
  return `${text.replace(
    /^(.*)\[\n([^[\]{}]*?)\n *\](,?)$/gm,
    (whole, before: string, items: string, comma: string) => {
      const line = `${before}[${items
        .split("\n")
        .map((item) => item.trim())
        .join(" ")}]${comma}`;
      return line.length > MAX_COLUMNS ? whole : line;
    },
  )}\n`;
}
