// Messages and count_tokens: the request held against the platform's rules, and the reply.
import type { Answer } from "./answers.ts";
import { blocksOf, isJson, type Json, type Seen } from "./blocks.ts";
import { checkCaching } from "./caching.ts";
import type { Reply } from "./fake.ts";
import { checkImages, type FindFile } from "./images.ts";
import type { Parsed } from "./receive.ts";
import { invalid, Refusal } from "./refusal.ts";
import { eventsOf, messageOf, sse, tokensOf } from "./replies.ts";
import { checkShape, VERSIONS } from "./shape.ts";
import type { Thinking } from "./thinking.ts";
import type { Threads } from "./threads.ts";
import type { BodyRules, Call, Received, Wire } from "./wire.ts";

/** What a fake remembers from one request to the next. */
export interface Conversing {
  /** Null where replies have no thinking. */
  readonly thinking: Thinking | null;
  readonly threads: Threads;
  reply(body: Json): Reply | null;
}

export async function answerMessages(
  request: Received,
  call: Call,
  wire: Wire,
  { body, blocks, images }: Parsed & { readonly images: readonly Seen[] },
  findFile: FindFile,
  { thinking, threads, reply }: Conversing,
): Promise<Answer> {
  const counting = call.kind === "count_tokens";
  const rules = wire.body(call);
  const { json, name, model } = checkTop(request, call, wire, rules, body);
  const whole = threads.whole(json, wire.betasOf?.(request, json) ?? headerBetas(request));
  await checkImages(whole === json ? blocks : blocksOf(whole), { limits: wire.limits, counting, model, findFile });
  checkCaching(whole);
  const headers = { "content-type": "application/json" };
  if (counting) return { status: 200, headers, body: JSON.stringify({ input_tokens: tokensOf(images) }) };
  thinking?.check(whole, name, findFile);
  const message = messageOf(name, images, thinking?.blockFor(whole, name, findFile) ?? null, reply(whole));
  threads.keep(json, whole, message);
  if (!(call.stream ?? json.stream === true)) return { status: 200, headers, body: JSON.stringify(message) };
  const frame = wire.stream?.frame ?? sse;
  const type = wire.stream?.type ?? "text/event-stream; charset=utf-8";
  // AWS's frames have no use for the pings that keep a stream of events alive.
  const events = eventsOf(message).filter(({ type }) => wire.stream === undefined || type !== "ping");
  return { status: 200, headers: { "content-type": type, "cache-control": "no-cache" }, body: events.map(frame) };
}

/** The body's top, and the model by the platform's name and by its id. */
export function checkTop(
  request: Received,
  call: Call,
  wire: Wire,
  rules: BodyRules,
  body: unknown,
): { json: Json; name: string; model: string | null } {
  const counting = call.kind === "count_tokens";
  const version = versionOf(request, rules, body);
  const json = checkShape(body, { ...rules, counting, version });
  if (call.stream !== undefined && "stream" in json && json.stream !== call.stream)
    throw invalid(`stream: Input should be ${call.stream}, as the address says`);
  const betas = wire.betasOf?.(request, json) ?? headerBetas(request);
  if (wire.betas === null && betas.length > 0) throw invalid("anthropic-beta: this header is not supported");
  const unknown = betas.filter((beta) => !wire.betas?.has(beta));
  if (unknown.length > 0)
    throw invalid(
      wire.stream === undefined
        ? `Unexpected value(s) ${unknown.map((beta) => `\`${beta}\``).join(", ")} for the \`anthropic-beta\` header. Please consult our documentation or try again without the header.`
        : "The model returned the following errors: invalid beta flag",
    );
  const name = call.model ?? String(json.model);
  const model = wire.naming(name);
  if (model === null) throw wire.unknownModel?.(name) ?? new Refusal(404, `model: ${name}`);
  return { json, name, model };
}

export const headerBetas = ({ headers }: Received): readonly string[] =>
  (headers["anthropic-beta"] ?? "")
    .split(",")
    .map((beta) => beta.trim())
    .filter((beta) => beta !== "");

function versionOf({ headers }: Received, { version: where, constant, lenient }: BodyRules, body: unknown): string {
  const given = where === "header" ? headers["anthropic-version"] : isJson(body) ? body.anthropic_version : undefined;
  if (given === undefined && lenient) return "2023-06-01";
  if (given === undefined)
    throw invalid(where === "header" ? "anthropic-version: header is required" : "anthropic_version: Field required");
  if (constant !== undefined && given === constant) return "2023-06-01";
  if (typeof given === "string" && VERSIONS.includes(given)) return given;
  throw invalid(`anthropic-version: "${given}" is not a valid version`);
}
