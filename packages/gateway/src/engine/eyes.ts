// The built-in eyes as an engine.
import { createEyes, type Eyes, EyesError } from "@fovea/eyes";
import type { Engine, EngineRequest } from "./engine.ts";
import { PictureError } from "./picture-error.ts";

/**
 * Makes the engine; its process starts at the first question.
 * @param eyes those that look; the engine closes them. @default `createEyes()`
 */
export function createEyesEngine(eyes: Eyes = createEyes()): Engine {
  return {
    model: "fovea-eyes-1",
    async answer({ turns, schema }, signal) {
      const bare = turns.map(({ pictures, ...turn }) => ({ ...turn, pictures: pictures.map(({ bytes }) => bytes) }));
      try {
        return await eyes.answer({ turns: bare, ...(schema === undefined ? {} : { schema }) }, { signal });
      } catch (error) {
        throw (await blame(error, eyes, turns, signal)) ?? error;
      }
    },
    close: () => eyes.close(),
  };
}

/** The picture that an error is about, found by looking at each again: those that could be seen are remembered and cost nothing. */
async function blame(
  error: unknown,
  eyes: Eyes,
  turns: EngineRequest["turns"],
  signal: AbortSignal,
): Promise<PictureError | null> {
  if (!(error instanceof EyesError) || !ABOUT_A_PICTURE.has(error.code)) return null;
  for (const { at, bytes } of turns.flatMap((turn) => turn.pictures)) {
    const found = await eyes.perceive(bytes, { signal }).then(
      () => null,
      (reason: unknown) => reason,
    );
    if (found instanceof EyesError && found.code === error.code) return new PictureError(at, found);
  }
  return null;
}

const ABOUT_A_PICTURE: ReadonlySet<string> = new Set([
  "eyes.empty",
  "eyes.media-type",
  "eyes.undecodable",
  "eyes.too-many-pixels",
]);
