// Why a saved chat cannot be gone on with, for someone who typed a command: the library speaks of what programs call.
import { FoveaError } from "@fovea/client/internal/errors/errors";
import { CommandError } from "../command-error.ts";
import { reportOf } from "../report.ts";
import { printable } from "../terminal/printable.ts";

const FIXES: Readonly<Record<string, (file: string) => string>> = {
  "input.saved-unreadable": (file) =>
    `${file} was changed, cut, or written by another version of Fovea. Begin a new chat: fovea chat photo.jpg`,
  "input.saved-differs": () =>
    "Go on with it as it was begun: the same key or --platform, and neither -m nor -s. Or begin a new chat: fovea chat photo.jpg",
  "input.picture-missing": (file) =>
    `Put the picture back beside ${file}, under the sha256 as its name; or begin a new chat: fovea chat photo.jpg`,
};

/** The same error with a fix that can be typed; any other comes back as it is. */
export function forTheTerminal(error: unknown, file: string): unknown {
  const fix = FoveaError.isInstance(error) && Object.hasOwn(FIXES, error.code) ? FIXES[error.code] : undefined;
  return fix === undefined
    ? error
    : new CommandError({ ...reportOf(error), fix: fix(printable(file, 200)) }, { cause: error });
}
