// Connected components of a mask, by runs of px in a row: drawings have few runs, so this costs little more than reading the mask.

export interface Component {
  /** Px of the component. */
  readonly count: number;
  readonly box: readonly [number, number, number, number];
  /** Index of the leftmost of its topmost px. */
  readonly start: number;
  /** Its runs, from the top, by twos: index of the first px, index after the last. */
  readonly runs: readonly number[];
}

/**
 * @param isSet the components of px that are marked in `mask` by anything but 0, or of those that are not
 * @param reach 0: px touch by their sides; 1: by their corners too
 */
export function components(mask: Uint8Array, width: number, isSet: boolean, reach: 0 | 1): Component[] {
  const froms: number[] = [];
  const tos: number[] = [];
  const parents: number[] = [];
  const height = mask.length / width;
  let above = 0;
  let row = 0;
  for (let y = 0; y < height; y++) {
    const next = froms.length;
    const end = (y + 1) * width;
    let at = above;
    for (let i = row; i < end; ) {
      if ((mask[i] !== 0) !== isSet) {
        i++;
        continue;
      }
      const from = i;
      while (i < end && (mask[i] !== 0) === isSet) i++;
      const run = froms.length;
      froms.push(from);
      tos.push(i);
      parents.push(run);
      // Runs above that end before this one begins can touch no later run of this row either.
      while (at < next && tos[at] + reach <= from - width) at++;
      for (let other = at; other < next && froms[other] - reach < i - width; other++) unite(parents, other, run);
    }
    above = next;
    row = end;
  }
  return gather(froms, tos, parents, width);
}

function unite(parents: number[], i: number, j: number): void {
  const a = rootOf(parents, i);
  const b = rootOf(parents, j);
  if (a < b) parents[b] = a;
  else parents[a] = b;
}

function rootOf(parents: number[], i: number): number {
  let root = i;
  while (parents[root] !== root) root = parents[root];
  for (let at = i; parents[at] !== root; ) {
    const next = parents[at];
    parents[at] = root;
    at = next;
  }
  return root;
}

function gather(froms: readonly number[], tos: readonly number[], parents: number[], width: number): Component[] {
  const found = new Map<number, { count: number; box: [number, number, number, number]; runs: number[] }>();
  for (let run = 0; run < froms.length; run++) {
    const root = rootOf(parents, run);
    const y = Math.floor(froms[run] / width);
    const left = froms[run] - y * width;
    const right = tos[run] - y * width;
    const component = found.get(root);
    if (component === undefined) {
      found.set(root, { count: right - left, box: [left, y, right, y + 1], runs: [froms[run], tos[run]] });
      continue;
    }
    component.count += right - left;
    component.runs.push(froms[run], tos[run]);
    const { box } = component;
    box[0] = Math.min(box[0], left);
    box[2] = Math.max(box[2], right);
    box[3] = y + 1;
  }
  return [...found.values()].map((component) => ({ ...component, start: component.runs[0] }));
}
