// Where the messages are in one JSON value: a line of a transcript, or a whole file. The forms of the official clients, and those in which common
// coding agents keep their sessions. Sources: session files of Claude Code as public issues quote them (anthropics/claude-code#66167, #83206, #88983; read
// 2026-11-23), the session format of pi (earendil-works/pi, docs/session.md) and rollouts of Codex (entireio/cli#1591).
import type { JsonPath } from "../content/path.ts";
import { isObject, type LooseObject } from "../content/source.ts";

/** The content of one message. */
export interface Part {
  /** Path of the content in the value. */
  readonly at: JsonPath;
  readonly role: unknown;
  readonly content: unknown;
  /** The model that wrote it, where it says so. */
  readonly model: string | null;
}

export interface Reading {
  readonly parts: readonly Part[];
  /** A whole request or a list of messages: a conversation of its own, whatever stands in other lines. */
  readonly whole: boolean;
  /** A whole request, with all that a request has beside its messages. */
  readonly request: LooseObject | null;
  /** Who this is, and behind whom it stands, where lines say so. `parent` null: it begins a conversation. */
  readonly link: { readonly id: string; readonly parent: string | null } | null;
}

const NOTHING: Reading = { parts: [], whole: false, request: null, link: null };

export function messagesIn(value: unknown): Reading {
  if (Array.isArray(value))
    return { ...NOTHING, whole: true, parts: value.flatMap((one, index) => under([index], lineParts(one))) };
  if (!isObject(value)) return NOTHING;
  const request = requestIn(value);
  if (request !== null)
    return { ...NOTHING, whole: true, request: request.body, parts: under(request.at, requestParts(request.body)) };
  return { ...NOTHING, parts: lineParts(value), link: linkOf(value) };
}

/** A request body, or one of a batch: `{ custom_id, params }`. */
function requestIn(value: LooseObject): { readonly at: JsonPath; readonly body: LooseObject } | null {
  if (Array.isArray(value.messages)) return { at: [], body: value };
  for (const key of ["params", "body", "request"]) {
    const inner = value[key];
    if (isObject(inner) && Array.isArray(inner.messages)) return { at: [key], body: inner };
  }
  return null;
}

function requestParts({ system, messages, model }: LooseObject): Part[] {
  const of = typeof model === "string" ? model : null;
  const first = Array.isArray(system) ? [{ at: ["system"], role: "system", content: system, model: of }] : [];
  const rest = (messages as readonly unknown[]).flatMap((one, index) => under(["messages", index], lineParts(one)));
  return [...first, ...rest.map((part) => ({ ...part, model: part.model ?? of }))];
}

function lineParts(value: unknown): Part[] {
  if (!isObject(value)) return [];
  const { message, attachment, payload } = value;
  if ("role" in value && "content" in value) return [part([], value, "content")];
  if (isObject(message) && "content" in message) return [part(["message"], message, "content")];
  if (isObject(attachment)) return attached(attachment);
  if (isObject(payload))
    return ["content", "output"].filter((key) => key in payload).map((key) => part(["payload"], payload, key));
  return [];
}

/** Claude Code sends what is queued or attached as a message of the user. */
function attached({ prompt, content }: LooseObject): Part[] {
  const [key, value] = Array.isArray(prompt) ? ["prompt", prompt] : ["content", content];
  return typeof value === "object" && value !== null
    ? [{ at: ["attachment", key as string], role: "user", content: value, model: null }]
    : [];
}

function part(at: JsonPath, message: LooseObject, key: string): Part {
  const { role, model } = message;
  // `<synthetic>`: what an agent wrote itself, an error for example.
  const by = role === "assistant" && typeof model === "string" && !model.startsWith("<") ? model : null;
  return { at: [...at, key], role: role ?? "user", content: message[key], model: by };
}

function under(at: JsonPath, parts: readonly Part[]): Part[] {
  return parts.map((one) => ({ ...one, at: [...at, ...one.at] }));
}

function linkOf(value: LooseObject): Reading["link"] {
  for (const [own, above] of [
    ["uuid", "parentUuid"],
    ["id", "parentId"],
  ] as const) {
    const [id, parent] = [value[own], value[above]];
    if (typeof id === "string" && (typeof parent === "string" || parent === null)) return { id, parent };
  }
  return null;
}
