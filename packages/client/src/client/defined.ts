// Options without the keys whose value is undefined: `{ ...a, ...defined(b) }` lets b speak only where it says something.

export function defined<T extends object>(value: T): Partial<{ [K in keyof T]: Exclude<T[K], undefined> }> {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Partial<{
    [K in keyof T]: Exclude<T[K], undefined>;
  }>;
}
