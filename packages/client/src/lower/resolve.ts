// Between the two plans: gets the bytes the first one needs, and plans again with what they prove.
import type { Block } from "../content/block.ts";
import { formatPath } from "../content/path.ts";
import type { PlanContext } from "../plan/context.ts";
import { errorOfPlan, oneError } from "../plan/errors.ts";
import { type Need, needs } from "../plan/needs.ts";
import type { Plan } from "../plan/plan.ts";
import { refine } from "../plan/refine.ts";
import { cannotGet } from "./able.ts";
import type { KnownBytes, Resolvers } from "./resolvers.ts";

export interface ResolveOptions {
  /** Also get what the platform would fetch itself, only to know size, tokens and cost. Default false. */
  readonly optional?: boolean;
}

export interface ResolvedPlan {
  readonly plan: Plan;
  readonly blocks: readonly Block[];
  /** For `lower`: those given, but what was got is remembered and not got again. */
  readonly resolvers: Resolvers;
}

/** Blocks whose bytes are got at the same time. Whoever fetches lets only so many wait, and a request may hold hundreds. */
const AT_ONCE = 32;

/**
 * The second plan, with its blocks and the bytes that were got, 32 at a time; whoever fetches keeps the number of connections in check.
 * `blocks` and `context` are those of `first`.
 *
 * @throws FoveaError when the first plan refuses something, or a resolver it needs is not there: nothing is got then.
 * @throws Whatever `fetch` or `file` throws; the first block's when several failed. All that began have ended by then, and no more begin.
 */
export async function resolve(
  first: Plan,
  blocks: readonly Block[],
  context: PlanContext,
  resolvers: Resolvers,
  { optional = false }: ResolveOptions = {},
): Promise<ResolvedPlan> {
  const wanted = needs(first, blocks).filter(
    ({ required, get }) => required || (optional && resolvers[get.kind] !== undefined),
  );
  const unable = wanted.filter(({ get }) => resolvers[get.kind] === undefined);
  const refused =
    errorOfPlan(first) ?? oneError(unable.map(({ at, get }) => cannotGet(first, get.kind, formatPath(at))));
  if (refused !== null) throw refused;

  const got = await getAll(wanted, resolvers);
  const facts = Object.fromEntries([...got].map(([at, { facts }]) => [at, facts]));
  return { ...refine(first, blocks, context, facts), resolvers: remembering(got, resolvers) };
}

async function getAll(wanted: readonly Need[], resolvers: Resolvers): Promise<Map<string, KnownBytes>> {
  const got = new Map<string, KnownBytes>();
  const failures: { readonly index: number; readonly error: unknown }[] = [];
  const left = wanted.entries();
  async function work(): Promise<void> {
    for (const [index, need] of left) {
      if (failures.length > 0) return;
      try {
        got.set(formatPath(need.at), await getBytes(need, resolvers));
      } catch (error) {
        failures.push({ index, error });
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, wanted.length) }, work));
  const [first] = failures.sort((a, b) => a.index - b.index);
  if (first !== undefined) throw first.error;
  return got;
}

async function getBytes({ at, get }: Need, resolvers: Resolvers): Promise<KnownBytes> {
  const path = formatPath(at);
  const found =
    get.kind === "fetch" ? await resolvers.fetch?.(get.url, path) : await resolvers.file?.(get.fileId, path);
  if (found === undefined) throw new TypeError(`nothing was got for ${path}`);
  return found;
}

function remembering(got: ReadonlyMap<string, KnownBytes>, resolvers: Resolvers): Resolvers {
  if (got.size === 0) return resolvers;
  const { fetch, file } = resolvers;
  return {
    ...resolvers,
    ...(fetch && { fetch: async (url: string, at: string) => got.get(at) ?? fetch.call(resolvers, url, at) }),
    ...(file && { file: async (id: string, at: string) => got.get(at) ?? file.call(resolvers, id, at) }),
  };
}
