// What a conversation was made with, checked and with its defaults: what stands before the messages, and how turns are taken.
import type { Policy } from "../../plan/plan.ts";
import { CACHE_MARKS } from "../../platform/cache-marks.ts";
import { defined } from "../defined.ts";
import { DEFAULT_MAX_TOKENS } from "../fovea-options.ts";
import type { Lane, LaneModel } from "../lane.ts";
import { hasMarks } from "./cache-marks.ts";
import type { ConversationOptions } from "./conversation.ts";
import { freeze } from "./history.ts";

/** What must be the same when a conversation is loaded: what was sent depends on it. JSON. */
export interface Standing {
  readonly model: string;
  readonly system?: string | readonly object[];
  readonly tools?: readonly object[];
}

export interface Settings {
  readonly lane: Lane;
  readonly model: LaneModel;
  readonly policy: Partial<Policy>;
  /** Whether nobody asked for uploads, and they are made all the same. */
  readonly automatic: boolean;
  readonly standing: Standing;
  /** Fields of `standing` that were named here; a conversation that is loaded brings the others. */
  readonly named: ReadonlySet<keyof Standing>;
  /** Other fields of the body. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly maxTokens: number;
  readonly label: boolean | undefined;
  readonly cache: false | "5m" | "1h";
  readonly threads: boolean;
  readonly directory: string | undefined;
}

/** Fields that a conversation writes itself. */
const OWN: readonly string[] = ["messages", "model", "max_tokens", "system", "tools", "stream", "thread"];

/** @throws TypeError that names the option and what it must be */
export function settingsOf(lane: Lane, options: ConversationOptions): Settings {
  check(options);
  const { system, tools, thinking, fields = {} } = options;
  const model = lane.modelOf(options.model);
  const { method, uploads, fit, mode } = options;
  const policy = { uploads: "auto" as const, ...lane.policy, ...defined({ method, uploads, fit, mode }) };
  return {
    lane,
    model,
    policy,
    automatic: policy.uploads === "auto" && (policy.method ?? "auto") === "auto",
    // A copy, so that nobody changes what was sent.
    standing: freeze(structuredClone({ model: model.name, ...defined({ system, tools }) })) as Standing,
    named: new Set(Object.keys(defined({ model: options.model, system, tools })) as (keyof Standing)[]),
    fields: freeze(structuredClone({ ...defined({ thinking }), ...fields })),
    maxTokens: options.maxTokens ?? DEFAULT_MAX_TOKENS,
    label: options.label,
    cache: options.cache ?? "5m",
    threads: options.threads ?? false,
    directory: options.directory,
  };
}

/** The settings of a conversation that was loaded. */
export function withStanding(settings: Settings, standing: Standing): Settings {
  return { ...settings, standing, model: settings.lane.modelOf(standing.model) };
}

/**
 * Everything beside the messages. Instructions are a list wherever marks can be, so that they look the same with a mark and without.
 *
 * @param more of this turn alone
 */
export function fieldsOf(
  { lane, standing, fields, maxTokens }: Settings,
  more: {
    readonly maxTokens?: number | undefined;
    readonly schema?: object | undefined;
    readonly fields?: object | undefined;
  },
): Readonly<Record<string, unknown>> {
  const { model, system, tools } = standing;
  const asList = typeof system === "string" && system !== "" && CACHE_MARKS[lane.platform.id].value;
  const list = asList ? [{ type: "text", text: system }] : system;
  const all: Record<string, unknown> = {
    model,
    max_tokens: more.maxTokens ?? maxTokens,
    ...(list === undefined || list === "" ? {} : { system: list }),
    ...defined({ tools }),
    ...fields,
    ...more.fields,
  };
  if (more.schema !== undefined)
    all.output_config = {
      ...(all.output_config as object | undefined),
      format: { type: "json_schema", schema: more.schema },
    };
  return all;
}

export function hasOwnMarks({ standing }: Settings): boolean {
  return hasMarks(standing.system) || hasMarks(standing.tools);
}

const KINDS: Readonly<Record<keyof ConversationOptions, (value: unknown) => string | null>> = {
  method: oneOf("auto", "base64", "url", "file"),
  uploads: oneOf("never", "asked", "auto"),
  fit: oneOf("never", "legal", "seen"),
  mode: oneOf("mend", "strict"),
  model: (value) => (typeof value === "string" && value.trim() !== "" ? null : "a string that is not empty"),
  system: (value) => (typeof value === "string" || Array.isArray(value) ? null : "a string or a list of text blocks"),
  tools: (value) => (Array.isArray(value) ? null : "a list of tools"),
  thinking: (value) => (isPlain(value) ? null : "an object"),
  fields: (value) => {
    if (!isPlain(value)) return "an object";
    const own = OWN.filter((name) => Object.hasOwn(value as object, name));
    return own.length === 0 ? null : `without ${own.join(", ")}, which the conversation writes itself`;
  },
  maxTokens: (value) => (Number.isSafeInteger(value) && (value as number) > 0 ? null : "a whole number from 1 up"),
  label: yesNo,
  cache: (value) => (value === false || value === "5m" || value === "1h" ? null : 'false, "5m" or "1h"'),
  threads: yesNo,
  directory: (value) => (typeof value === "string" && value !== "" ? null : "the path of a directory"),
};

function check(options: ConversationOptions): void {
  if (!isPlain(options)) throw new TypeError("the options of conversation must be an object");
  for (const [key, value] of Object.entries(options)) {
    if (!Object.hasOwn(KINDS, key))
      throw new TypeError(`${key} is no option of conversation; there are ${Object.keys(KINDS).join(", ")}`);
    const wanted = value === undefined ? null : KINDS[key as keyof ConversationOptions](value);
    if (wanted !== null) throw new TypeError(`${key} must be ${wanted}`);
  }
}

function oneOf(...values: readonly string[]) {
  return (value: unknown) => (values.includes(value as string) ? null : `one of ${values.join(", ")}`);
}

function yesNo(value: unknown): string | null {
  return typeof value === "boolean" ? null : "true or false";
}

function isPlain(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @throws TypeError for fields of a turn that the conversation writes itself */
export function checkTurnFields(fields: unknown): void {
  const wanted = fields === undefined ? null : KINDS.fields(fields);
  if (wanted !== null) throw new TypeError(`fields must be ${wanted}`);
}
