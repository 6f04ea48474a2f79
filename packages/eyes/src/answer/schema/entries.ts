// What the entries of an array are: things one by one, or their kinds with a count each.
import { groupThings } from "../say/things.ts";
import type { Node } from "./json-schema.ts";
import { plainName } from "./row.ts";
import type { Native, ScopeOf } from "./scope.ts";

const COUNTS: ReadonlySet<string> = new Set(["count", "quantity", "number", "howmany"]);

/** Entries that have a `count` are kinds. */
export function entriesFor(natives: readonly Native[], item: Node): readonly Native[] {
  return item.properties.some(({ name }) => COUNTS.has(plainName(name))) ? grouped(natives) : natives;
}

function grouped(natives: readonly Native[]): readonly Native[] {
  const scopes = natives.flatMap((one) => (one.kind === "scope" ? [one.scope] : []));
  const things = scopes.filter((one): one is ScopeOf<"thing"> => one.type === "thing");
  const [first] = things;
  if (!first || things.length < scopes.length) return natives;
  return groupThings(things.map(({ thing }) => thing)).map(({ label, things: some }) => ({
    kind: "scope",
    scope: { type: "group", label, things: some, view: first.view },
    by: "label",
  }));
}
