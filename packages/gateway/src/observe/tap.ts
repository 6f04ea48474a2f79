// Counts the bytes of a reply as they go, and tells once when it has gone: whole, broken off, or given up by its reader.

export type Ending = "whole" | "failed" | "left";

/** The same pieces. A door must read it to its end or call `return`, also when it never began. */
export function tap(
  body: AsyncIterable<string | Uint8Array>,
  tell: (ending: Ending, bytes: number, error?: unknown) => void,
): AsyncIterable<string | Uint8Array> {
  let bytes = 0;
  let told = false;
  const once = (ending: Ending, error?: unknown): void => {
    if (!told) tell(ending, bytes, error);
    told = true;
  };
  return {
    [Symbol.asyncIterator]() {
      const inner = body[Symbol.asyncIterator]();
      return {
        async next() {
          try {
            const step = await inner.next();
            if (step.done) once("whole");
            else bytes += lengthOf(step.value);
            return step;
          } catch (error) {
            once("failed", error);
            throw error;
          }
        },
        async return() {
          once("left");
          await inner.return?.();
          return { done: true, value: undefined };
        },
      };
    },
  };
}

export function lengthOf(piece: string | Uint8Array): number {
  return typeof piece === "string" ? Buffer.byteLength(piece) : piece.length;
}
