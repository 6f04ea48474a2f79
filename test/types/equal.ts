/** True where two types are one; an assertion of types is `is<Equal<A, B>>()`. */
export type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

export function is<T extends true>(): T | null {
  return null;
}
