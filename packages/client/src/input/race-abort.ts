// Waiting that an AbortSignal can end, for work that knows no signal itself.

/** Settles like the promise, or rejects with the signal's own reason when it fires first. */
export async function raceAbort<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  let stop: () => void = () => {};
  const aborted = new Promise<never>((_, reject) => {
    const fail = () => reject(signal.reason);
    if (signal.aborted) return fail();
    signal.addEventListener("abort", fail, { once: true });
    stop = () => signal.removeEventListener("abort", fail);
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    stop();
  }
}
