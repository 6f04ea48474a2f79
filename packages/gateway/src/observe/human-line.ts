// A log line for people, made of the JSON that a program would get: both say the same.

type Fields = Readonly<Record<string, unknown>>;

/** @param json one line of the log, with or without its line break */
export function humanLine(json: string): string {
  const { time, event, level: _level, ...fields } = JSON.parse(json, (_, value) => shown(value)) as Fields;
  return `${String(time)} ${sentence(String(event), fields)}\n`;
}

/** Names of models and the like are the caller's: none of them begins a line, or speaks to a terminal. */
function shown(value: unknown): unknown {
  return typeof value === "string" ? value.replace(/[\p{Cc}\u2028\u2029]/gu, " ") : value;
}

function sentence(event: string, fields: Fields): string {
  if (event === "request") return request(fields);
  if (event === "images") return images(fields);
  if (event === "failure") return `${fields.requestId} failed: ${fields.name}${frames(fields.stack)}`;
  return [event, ...Object.entries(fields).map(([name, value]) => `${name}=${value}`)].join(" ");
}

function request(line: Fields): string {
  const parts = [
    `${line.method} ${line.route ?? "(no route)"} ${line.status}`,
    `${Math.round(Number(line.ms))} ms`,
    `in ${line.bytesIn} B`,
    `out ${line.bytesOut} B`,
    ...[line.requestId, upstreamId(line), line.workspace, line.keyId, line.errorCode].filter((part) => part !== null),
  ];
  return parts.join(", ");
}

function upstreamId({ upstreamRequestId: id }: Fields): string | null {
  return id === null ? null : `upstream ${id}`;
}

function images(line: Fields): string {
  const each = (Array.isArray(line.images) ? (line.images as Fields[]) : []).map(
    (one) =>
      `${one.at} ${one.method} ${one.step} ${one.mediaType ?? "?"} ${one.width ?? "?"}x${one.height ?? "?"}${known(one.bytes, "B")}${known(one.tokens, "tokens")}`,
  );
  const answered = [line.model, line.platform].filter((part) => part !== null && part !== undefined).join(" at ");
  const left = Array.isArray(line.leftOut) ? [`left out: ${line.leftOut.join(", ")}`] : [];
  return [`images in=${line.in} out=${line.out}, ${line.requestId}, ${answered}`, ...each, ...left].join("; ");
}

function known(value: unknown, unit: string): string {
  return value === null || value === undefined ? "" : ` ${value} ${unit}`;
}

function frames(stack: unknown): string {
  return Array.isArray(stack) ? stack.map((frame) => `\n    ${frame}`).join("") : "";
}
