// The engine of a gateway that has platforms behind it: it is never asked, and the eyes need not be loaded.
import type { Engine } from "@fovea/gateway";

export const NO_ENGINE: Engine = {
  model: "none",
  answer: () => Promise.reject(new Error("a platform answers")),
  close: async () => undefined,
};
