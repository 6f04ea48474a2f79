// Pairs what was seen with what is there, the best pairs first, each at most once.

export interface Pair<A, B> {
  readonly there: A;
  readonly seen: B;
  readonly likeness: number;
}

/** @param likeness of two, greater is better; pairs under `least` are not made */
export function matchBest<A, B>(
  there: readonly A[],
  seen: readonly B[],
  likeness: (there: A, seen: B) => number,
  least: number,
): { pairs: Pair<A, B>[]; missed: A[]; extra: B[] } {
  const all = there.flatMap((a, i) => seen.map((b, j) => ({ i, j, there: a, seen: b, likeness: likeness(a, b) })));
  const pairs: Pair<A, B>[] = [];
  const [usedThere, usedSeen] = [new Set<number>(), new Set<number>()];
  for (const one of all.filter((pair) => pair.likeness >= least).sort((a, b) => b.likeness - a.likeness)) {
    if (usedThere.has(one.i) || usedSeen.has(one.j)) continue;
    usedThere.add(one.i);
    usedSeen.add(one.j);
    pairs.push({ there: one.there, seen: one.seen, likeness: one.likeness });
  }
  return {
    pairs,
    missed: there.filter((_, i) => !usedThere.has(i)),
    extra: seen.filter((_, j) => !usedSeen.has(j)),
  };
}
