// The objects of a picture, gathered by kind and put into words.
import type { PictureFacts, SeenObject } from "../../perception.ts";
import { counted, listed, numberWord, plural, withArticle } from "./english.ts";
import { hedge, LIKELY, SURE } from "./hedge.ts";
import { areaOf, placeOf } from "./place.ts";

export interface ThingGroup {
  readonly label: string;
  /** Surest first. */
  readonly things: readonly [SeenObject, ...SeenObject[]];
}

/** From this many of a kind on, the eyes miss some. */
export const CROWD = 6;

/** Objects by kind; the kind with the largest sure thing first. */
export function groupThings(objects: readonly SeenObject[]): ThingGroup[] {
  const byLabel = new Map<string, SeenObject[]>();
  for (const thing of objects) byLabel.set(thing.label, [...(byLabel.get(thing.label) ?? []), thing]);
  const groups: ThingGroup[] = [];
  for (const [label, [...things]] of byLabel) {
    const [first, ...rest] = things.sort((a, b) => b.confidence - a.confidence);
    if (first) groups.push({ label, things: [first, ...rest] });
  }
  const weight = ({ things }: ThingGroup): number =>
    Math.max(...things.map((thing) => areaOf(thing.box) * thing.confidence));
  return groups.sort((a, b) => weight(b) - weight(a));
}

/** `a mostly brown cat on the left`, `three people and what looks like another two`. */
export function sayGroup({ label, things }: ThingGroup, picture: PictureFacts): string {
  return things.length === 1 ? sayThing(things[0], picture) : sayNumber(label, things);
}

/** All of them, the largest kind first: `a cat on the left and two dogs`. */
export function sayFound(things: readonly SeenObject[], picture: PictureFacts): string {
  return listed(groupThings(things).map((group) => sayGroup(group, picture)));
}

/** `what looks like a mostly black dog at the bottom left` */
export function sayThing(thing: SeenObject, picture: PictureFacts): string {
  const colour = thing.label === "person" ? undefined : thing.colours[0];
  const named = withArticle(thing.label, colour ? `mostly ${colour}` : "");
  return `${hedge(thing.confidence)}${named} ${placeOf(thing.box, picture)}`;
}

/** The sure ones counted plainly, the others with their doubt: `two dogs and possibly one more`. */
export function sayNumber(label: string, things: readonly SeenObject[]): string {
  const sure = things.filter((thing) => thing.confidence >= SURE).length;
  const likely = things.filter((thing) => thing.confidence >= LIKELY && thing.confidence < SURE).length;
  const weak = things.length - sure - likely;
  if (sure > 0) {
    const more = likely + weak;
    return counted(sure, label) + (more > 0 ? ` and ${hedge(likely > 0 ? LIKELY : 0)}${numberWord(more)} more` : "");
  }
  if (likely > 0) {
    const named = likely === 1 ? withArticle(label) : `${numberWord(likely)} ${plural(label)}`;
    return `${hedge(LIKELY)}${named}${weak > 0 ? ` and ${hedge(0)}${numberWord(weak)} more` : ""}`;
  }
  return `${hedge(0)}${counted(weak, label)}`;
}
