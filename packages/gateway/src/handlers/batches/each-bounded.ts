// Work on many things, some at a time.

/** Results in the order of the items. The first failure ends it: nothing is begun behind it, and what runs has ended when it is thrown. */
export async function eachBounded<T, R>(
  items: readonly T[],
  atOnce: number,
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  let failure: { readonly error: unknown } | null = null;

  async function worker(): Promise<void> {
    while (next < items.length && failure === null) {
      const index = next++;
      try {
        results[index] = await work(items[index] as T, index);
      } catch (error) {
        failure ??= { error };
      }
    }
  }

  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  if (failure !== null) throw (failure as { error: unknown }).error;
  return results;
}
