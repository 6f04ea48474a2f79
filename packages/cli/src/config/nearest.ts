// The known word that someone most likely meant.

/** Null where none is close: more than a third of the letters, or more than three, would have to change. */
export function nearest(word: string, known: readonly string[]): string | null {
  const wanted = word.toLowerCase().replace(/[-_]/g, "");
  let best: string | null = null;
  let least = Math.min(3, Math.max(1, Math.floor(wanted.length / 3))) + 1;
  for (const one of known) {
    const distance = changes(wanted, one.toLowerCase().replace(/[-_]/g, ""));
    if (distance < least) {
      best = one;
      least = distance;
    }
  }
  return best;
}

/** Letters to add, leave out, replace, or swap with their neighbour (optimal string alignment). */
function changes(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  const cell = (i: number, j: number): number => rows[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(
        Math.min(
          cell(i - 1, j) + 1,
          cell(i, j - 1) + 1,
          cell(i - 1, j - 1) + (same ? 0 : 1),
          swapped ? cell(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
  }
  return cell(a.length, b.length);
}
