// Clusters -> named things: the models' probabilities are combined a label, and labels that recur in the picture get a small bonus.
import type { Box, SeenObject } from "../../perception.ts";
import { iou } from "../boxes.ts";
import type { Candidate, Cluster } from "./cluster.ts";

type Named = Pick<SeenObject, "label" | "confidence" | "box" | "alternatives">;

/** Bonus for each other place of the picture that looks like the same kind, and the most that may count. */
const RECURRENCE = 0.05;
const MAX_RECURRENCE = 4;
/** Below this a label neither votes nor is worth mentioning. */
const WEAK = 0.3;
/** Another label is an alternative when it is at least this share as likely as the winner. */
const ALTERNATIVE_SHARE = 0.5;
// Two results are the same thing above these IoUs.
const DUPLICATE_SAME_LABEL = 0.45;
const DUPLICATE_ANY_LABEL = 0.7;

/** Names each cluster; surest first, without duplicates, none below `minConfidence`. */
export function vote(clusters: readonly Cluster[], minConfidence: number): Named[] {
  const tables = clusters.map((cluster) => ({ cluster, labels: labelsOf(cluster.members) }));
  const votes = new Map<string, number>();
  for (const { labels } of tables)
    for (const [label, p] of labels) votes.set(label, (votes.get(label) ?? 0) + (p > WEAK ? p : 0));
  const named = tables
    .map(({ cluster, labels }) => name(cluster, labels, votes))
    .filter((thing) => thing.confidence >= minConfidence)
    .sort((a, b) => b.confidence - a.confidence);
  const kept: Named[] = [];
  for (const thing of named) if (!kept.some((better) => duplicate(better, thing))) kept.push(thing);
  return kept;
}

/** Per label: the best of each model, then the chance that at least one model is right (noisy-or). */
function labelsOf(members: readonly Candidate[]): Map<string, number> {
  const best = new Map<string, Map<string, number>>();
  for (const { label, detector, probability } of members) {
    const own = best.get(label) ?? new Map<string, number>();
    own.set(detector, Math.max(own.get(detector) ?? 0, probability));
    best.set(label, own);
  }
  return new Map(
    [...best].map(([label, own]) => [label, 1 - [...own.values()].reduce((miss, p) => miss * (1 - p), 1)]),
  );
}

function name(cluster: Cluster, labels: Map<string, number>, votes: Map<string, number>): Named {
  const ranked = [...labels]
    .map(([label, p]) => ({ label, p, value: p + RECURRENCE * Math.min(MAX_RECURRENCE, (votes.get(label) ?? 0) - p) }))
    .sort((a, b) => b.value - a.value);
  const [top, ...others] = ranked as [(typeof ranked)[0], ...typeof ranked];
  const alternatives = others
    .filter((other) => other.p > WEAK && other.p > ALTERNATIVE_SHARE * top.p)
    .map((other) => ({ label: other.label, confidence: round(other.p) }));
  return { label: top.label, confidence: round(top.p), box: meanBox(cluster, top.label), alternatives };
}

/** Mean of the boxes with the winning label near the cluster's place, weighted by probability. */
function meanBox(cluster: Cluster, label: string): Box {
  const near = cluster.members.filter((member) => member.label === label && iou(member.box, cluster.box) > 0.5);
  const used = near.length > 0 ? near : cluster.members.filter((member) => member.label === label);
  const weight = used.reduce((sum, member) => sum + member.probability, 0);
  const side = (i: 0 | 1 | 2 | 3): number =>
    used.reduce((sum, member) => sum + member.box[i] * member.probability, 0) / weight;
  return [side(0), side(1), side(2), side(3)];
}

function duplicate(better: Named, thing: Named): boolean {
  const shared = iou(better.box, thing.box);
  return shared > DUPLICATE_ANY_LABEL || (better.label === thing.label && shared > DUPLICATE_SAME_LABEL);
}

function round(p: number): number {
  return Math.round(p * 100) / 100;
}
