// The built-in eyes as an engine.
import { createEyes, type EyesOptions } from "@fovea/eyes";
import type { Engine } from "./engine.ts";

/** Makes the engine; its process starts at the first question. */
export function createEyesEngine(options: EyesOptions = {}): Engine {
  const eyes = createEyes(options);
  return {
    model: "fovea-eyes-1",
    answer: ({ turns, schema }, signal) =>
      eyes.answer({ turns, ...(schema === undefined ? {} : { schema }) }, { signal }),
    close: () => eyes.close(),
  };
}
