// `fovea find INPUT WHAT`: where things are, in pixels of the original. Boxes on stdout, everything else on stderr.
import type { Box, FoveaOptions, Located, LocateOptions } from "@fovea/client";
import { Command, InvalidArgumentError, Option } from "commander";
import { type ConnectFlags, connectFrom } from "../connect.ts";
import { EXIT_CODES } from "../exit-codes.ts";
import { fetchFrom, type Io } from "../io.ts";
import { reportError } from "../report.ts";
import { showStatus } from "../terminal/status.ts";
import { UsageError } from "../usage-error.ts";
import { checkDrawing, drawTo } from "./draw-to.ts";
import { collect, jsonOption, mendTruncatedOption, notEmpty } from "./options.ts";
import { withPlatformOptions } from "./platform-options.ts";
import { printFound } from "./print-found.ts";

interface FindFlags extends ConnectFlags {
  readonly model?: string;
  readonly draw?: string;
  readonly force?: boolean;
  readonly points?: boolean;
  readonly within?: Box;
  readonly tiles?: number | true;
  readonly scale?: LocateOptions["scale"];
  readonly fit?: LocateOptions["fit"];
  readonly schema: boolean;
  readonly mendTruncated?: boolean;
  readonly json?: boolean;
}

export function findCommand(io: Io, done: (exit: number) => void): Command {
  const command = new Command("find");
  withPlatformOptions(command)
    .description(
      "Find things in a picture: their boxes in pixels of the original, turned upright. Exit code 13 when there are none.",
    )
    .argument("<input>", "path, -, URL or data: URL")
    .argument("<what>", 'what to find: "the cup", "every button"')
    .option("--draw <file>", "write the picture with the boxes in it: .png, .jpg or .webp")
    .option("--force", "with --draw: replace a file of that name")
    .option("--points", "one point on each, instead of a box")
    .option("--within <x1,y1,x2,y2>", "look at this part alone, in pixels of the original", boxOf)
    .option(
      "--tiles [most]",
      "look once more tile by tile where the model would see the picture blurred: a request each, 20 tiles unless you say how many at most",
      tilesOf,
    )
    .option("-m, --model <model>", "the model that looks", notEmpty)
    .addOption(
      new Option("--fit <fit>", "in which size the picture is sent (default: seen, the one the model sees)").choices([
        "never",
        "legal",
        "seen",
      ]),
    )
    .addOption(
      new Option("--scale <scale>", "in which coordinates this model answers (default: pixels)").choices([
        "pixels",
        "0..1",
        "0..1000",
      ]),
    )
    .addOption(mendTruncatedOption())
    .option("--no-schema", "send no JSON schema: for servers that refuse output_config")
    .addOption(jsonOption())
    .option(
      "--allow-url-host <origin>",
      "with --platform: fetch images from this origin, too, though it is not public; may be repeated",
      collect,
    )
    .action(async (input: string, what: string, flags: FindFlags) => {
      try {
        done(await find(input, what, flags, io));
      } catch (error) {
        done(reportError(error, io, flags.json ?? false, [input], undefined, flags.platform ?? io.env.FOVEA_PLATFORM));
      }
    });
  return command;
}

async function find(input: string, what: string, flags: FindFlags, io: Io): Promise<number> {
  const { json = false, draw: output, force = false } = flags;
  if (what.trim() === "")
    throw new UsageError("Nothing was named to find.", 'For example: fovea find photo.jpg "the cup"');
  // Before anybody is asked, who may cost money.
  const drawing = output === undefined ? null : await checkDrawing(output, force, io);
  const connection = await connectFrom(io, { quiet: json, files: false }, flags);
  const status = showStatus(io.stderr, connection.engine === "eyes" ? "looking ..." : "waiting for the answer ...");
  try {
    const { createFovea } = await import("@fovea/client");
    const { model } = flags;
    const fovea = createFovea({
      ...connection.options,
      ...(model ? { model } : {}),
      ...urlsOf(connection.options, io),
    });
    // Standard input and a URL are read once, also when the picture is drawn on afterwards.
    const bytes = await bytesOf(input, connection.options, flags, io);
    const located = await fovea.locate(bytes, what, optionsOf(flags, io));
    const drawn = drawing === null ? null : await drawTo(drawing, bytes, located.found, io);
    status.clear();
    if (json) io.stdout.write(`${jsonOf(located, connection, drawn)}\n`);
    else printFound(located, what, drawn, io);
    if (!json && flags.tiles === undefined) hintTiles(located, io);
    return located.found.length === 0 ? EXIT_CODES.nothing.code : EXIT_CODES.ok.code;
  } finally {
    status.clear();
    await connection.close();
  }
}

async function bytesOf(
  input: string,
  options: FoveaOptions,
  { mendTruncated = false }: FindFlags,
  io: Io,
): Promise<Uint8Array> {
  const [{ openPicture }, { readBytes }, { createGuardedFetch }] = await Promise.all([
    import("@fovea/client/internal/client/open-picture"),
    import("@fovea/client/internal/input/bytes"),
    import("@fovea/client"),
  ]);
  const { openedOrigins = [] } = options;
  const urls =
    openedOrigins.length > 0 ? { fetchUrl: createGuardedFetch({ allowOrigins: openedOrigins }) } : fetchFrom(io);
  const { stdin, cwd, signal } = io;
  return readBytes((await openPicture(input, { stdin, cwd, signal, mendTruncated, ...urls })).bytes);
}

/** What is small may have been lost at the size the model saw. */
function hintTiles({ found, frame: { region, seen } }: Located<Box | null>, io: Io): void {
  const [width, height] = [region.x2 - region.x1, region.y2 - region.y1];
  if (found.length > 0 || seen.width === width) return;
  io.stderr.write(
    `The model saw ${width}x${height} px as ${seen.width}x${seen.height}. To look at every part in full, at a request each, add --tiles.\n`,
  );
}

function optionsOf({ points, fit, within, tiles, scale, schema }: FindFlags, { signal }: Io): LocateOptions {
  return {
    give: points ? "points" : "boxes",
    signal,
    schema,
    ...(fit === undefined ? {} : { fit }),
    ...(within === undefined ? {} : { within }),
    ...(tiles === undefined ? {} : { tiles: tiles === true ? ("auto" as const) : tiles }),
    ...(scale === undefined ? {} : { scale }),
  };
}

/** The world's own fetch is not one that was opened. */
function urlsOf({ openedOrigins = [] }: FoveaOptions, io: Io): Pick<FoveaOptions, "fetchUrl"> {
  return openedOrigins.length > 0 ? {} : fetchFrom(io);
}

function tilesOf(value: string): number {
  const most = /^[1-9]\d{0,3}$/.test(value) ? Number(value) : 0;
  if (most === 0) throw new InvalidArgumentError("It must be a whole number of tiles from 1 up.");
  return most;
}

function boxOf(value: string): Box {
  const numbers = value.split(",").map((part) => (/^\s*\d+(\.\d+)?\s*$/.test(part) ? Number(part) : Number.NaN));
  const [x1 = Number.NaN, y1 = Number.NaN, x2 = Number.NaN, y2 = Number.NaN] = numbers;
  if (numbers.length !== 4 || !(x1 < x2 && y1 < y2))
    throw new InvalidArgumentError("It must be four numbers, left, top, right and bottom edge: 100,50,400,300.");
  return { x1, y1, x2, y2 };
}

function jsonOf(
  { found, frame, notes, message, usage, plan, looks }: Located<Box | null>,
  { engine, platform }: { engine: string; platform?: string },
  drawn: string | null,
): string {
  const where = platform === undefined ? {} : { platform };
  const picture = drawn === null ? {} : { drawn };
  const each = looks === undefined ? {} : { looks: looks.map(({ region, usage }) => ({ region, usage })) };
  return JSON.stringify({
    found,
    frame,
    notes,
    ...picture,
    model: message.model,
    engine,
    ...where,
    usage,
    plan,
    ...each,
  });
}
