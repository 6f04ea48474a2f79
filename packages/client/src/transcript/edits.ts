// Decisions about one piece carried out: the edits of its JSON.
import type { Edit, Json } from "../content/edit.ts";
import { formatPath, type JsonPath } from "../content/path.ts";
import { isObject, type LooseObject } from "../content/source.ts";
import { bytesRef } from "../input/bytes.ts";
import { carryOut } from "../lower/carry-out.ts";
import type { Resolvers } from "../lower/resolvers.ts";
import { copyEdits } from "./copies.ts";
import type { Decision } from "./decide.ts";
import { described } from "./describe.ts";
import { bytesAt, type MendTruncated, type Spot, type Thinking } from "./examine.ts";
import { below, toForm } from "./forms.ts";

export interface Hands {
  /** Writes pixels. */
  readonly pixels?: Resolvers["pixels"];
  readonly mendTruncated: MendTruncated | null;
}

/** Keys of one kind of block that the other does not have (Messages types, npm @anthropic-ai/sdk 1.12.0). */
const KEYS_OF = { document: ["title", "context", "citations"], image: ["transformations"] } as const;

/** What stands where no other block would be left. */
const NO_THINKING = "[Thinking removed by fovea doctor: a picture before it is another now.]";

/** The edits of one decision, of the value of its piece. @throws FoveaError where pixels cannot be written */
export async function editsOf(decision: Decision, value: unknown, hands: Hands): Promise<Edit[]> {
  if (decision.do === "remove") return removal(decision, value);
  if (decision.do !== "mend") return [];
  const { spot, step, plan, fetched } = decision;
  const path: JsonPath = [...spot.content, ...spot.below];
  const now = below(value, path) as LooseObject;
  const resolvers: Resolvers = {
    ...(hands.pixels === undefined ? {} : { pixels: hands.pixels }),
    bytes: async () => bytesRef(await bytesAt(spot, value, hands.mendTruncated)),
    ...(fetched === null ? {} : { fetch: async () => fetched }),
  };
  const edits = await carryOut(plan, step, { ...spot.block, at: [] }, resolvers);
  const own = await toForm(edits, now, spot.form);
  const copies = await copyEdits(value, spot, own);
  return [
    ...[...own, ...retyping(spot, now)].map((edit) => ({ ...edit, at: [...path, ...edit.at] }) as Edit),
    ...copies,
  ];
}

function retyping({ retype }: Spot, now: LooseObject): Edit[] {
  if (retype === null) return [];
  const old = retype === "image" ? KEYS_OF.document : KEYS_OF.image;
  return [
    { at: ["type"], op: "replace", value: retype },
    ...old.filter((key) => key in now).map((key): Edit => ({ at: [key], op: "remove" })),
  ];
}

async function removal({ from, reason }: Extract<Decision, { do: "remove" }>, value: unknown): Promise<Edit[]> {
  const path: JsonPath = [...from.content, ...from.below];
  const now = below(value, path);
  const text = `[Removed here by fovea doctor: ${described(from)}. ${reason}]`;
  // Where a cache breakpoint was, one stays.
  const cache = isObject(now) && isObject(now.cache_control) ? { cache_control: now.cache_control as Json } : {};
  const block: Json = { type: from.form.textType, text, ...cache };
  const inList = typeof path.at(-1) === "number";
  const edit: Edit = { at: path, op: "replace", value: inList ? block : [block] };
  return [edit, ...(await copyEdits(value, from, text))];
}

/** Edits of several decisions, which may both be about a copy: the first at a place counts, and what replaces a place replaces what is below it. */
export function combined(edits: readonly Edit[]): Edit[] {
  const byPath = new Map<string, Edit>();
  for (const edit of edits) if (!byPath.has(formatPath(edit.at))) byPath.set(formatPath(edit.at), edit);
  return [...byPath.values()].filter(
    ({ at }) => !at.some((_, end) => end > 0 && byPath.get(formatPath(at.slice(0, end)))?.op === "replace"),
  );
}

/** All thinking of one piece that goes: a message has something left to say in any case. */
export function withoutThinking(all: readonly Thinking[], value: unknown): Edit[] {
  return [...grouped(all).values()].flatMap((gone) => {
    const content = (gone[0] as Thinking).content;
    const list = below(value, content) as readonly unknown[];
    return gone.map(({ below: inner }, index): Edit => {
      const at = [...content, ...inner];
      if (index === 0 && gone.length === list.length)
        return { at, op: "replace", value: { type: "text", text: NO_THINKING } };
      return { at, op: "remove" };
    });
  });
}

/** By the message they stand in. */
function grouped(all: readonly Thinking[]): Map<string, Thinking[]> {
  const lists = new Map<string, Thinking[]>();
  for (const one of all) {
    const key = formatPath(one.content);
    lists.set(key, [...(lists.get(key) ?? []), one]);
  }
  return lists;
}
