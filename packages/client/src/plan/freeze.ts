// A plan is a value: nobody changes it after it is made, and it shares nothing with what it was made from.

/** A deeply frozen copy of plain data. */
export function freeze<T>(value: T): T {
  return freezeAll(structuredClone(value));
}

function freezeAll<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    for (const inner of Object.values(value)) freezeAll(inner);
    Object.freeze(value);
  }
  return value;
}
