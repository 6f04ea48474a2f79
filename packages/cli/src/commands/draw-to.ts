// `--draw FILE`: the picture with what was found, whole under its name or not at all.
import { stat } from "node:fs/promises";
import { extname, resolve } from "node:path";
import type { Mark, PictureOptions } from "@fovea/client";
import { CommandError } from "../command-error.ts";
import { save } from "../files/save.ts";
import type { Io } from "../io.ts";
import { UsageError } from "../usage-error.ts";

export interface Drawing {
  readonly output: string;
  readonly mediaType: NonNullable<PictureOptions["mediaType"]>;
  readonly overwrite: boolean;
}

const TYPES: Readonly<Record<string, Drawing["mediaType"]>> = {
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".webp": "image/webp",
};
const FIX = "Name another file, or add --force to replace it.";

/** @throws UsageError for a name whose ending is none of a picture's; CommandError `files.exists` */
export async function checkDrawing(output: string, overwrite: boolean, { cwd }: Io): Promise<Drawing> {
  const mediaType = TYPES[extname(output).toLowerCase()];
  if (mediaType === undefined)
    throw new UsageError(
      `--draw writes a picture, and ${JSON.stringify(output)} does not say of which kind.`,
      "Name a file that ends in .png, .jpg or .webp.",
    );
  const exists = await stat(resolve(cwd, output)).then(
    () => true,
    () => false,
  );
  if (exists && !overwrite)
    throw new CommandError({
      exit: "input",
      code: "files.exists",
      title: "There is a file of that name",
      message: `${output} is there already; nothing was asked.`,
      fix: FIX,
    });
  return { output, mediaType, overwrite };
}

/** Draws and writes. Gives the path as it is to be printed. */
export async function drawTo(
  { output, mediaType, overwrite }: Drawing,
  bytes: Uint8Array,
  marks: readonly Mark[],
  io: Io,
): Promise<string> {
  const { draw } = await import("@fovea/client");
  const drawn = await draw(bytes, marks, { mediaType, signal: io.signal });
  if (!drawn.lettered) io.stderr.write("fovea: the boxes have no labels: no font was found on this machine.\n");
  async function* pieces(): AsyncGenerator<Uint8Array> {
    yield drawn.bytes;
  }
  return save({ filename: output, bytes: pieces() }, output, io, { overwrite, fix: FIX });
}
