// `fovea estimate INPUT...`: tokens, money and bytes of a question or a conversation about the inputs, without sending anything.
import type { FoveaOptions } from "@fovea/client";
import type { EstimatedInputs } from "@fovea/client/internal/client/estimate-inputs";
import { errorOfPlan } from "@fovea/client/internal/plan/errors";
import { MAX_TURNS } from "@fovea/client/internal/plan/estimate-options";
import { Command, InvalidArgumentError, Option } from "commander";
import type { PlatformFlags } from "../config/overlay.ts";
import { fetchFrom, type Io } from "../io.ts";
import { withLocalFiles } from "../local-inputs.ts";
import { planTarget } from "../plan-target.ts";
import { reportError } from "../report.ts";
import { UsageError } from "../usage-error.ts";
import { asImagesOption, collect, fitOption, jsonOption, notEmpty, positiveInteger } from "./options.ts";
import { withPlatformOptions } from "./platform-options.ts";
import { printEstimate } from "./print-estimate.ts";
import { printModels } from "./print-models.ts";

interface EstimateFlags extends PlatformFlags {
  readonly input: readonly string[];
  readonly model?: string;
  readonly models?: readonly string[];
  readonly prompt?: string;
  readonly system?: string;
  readonly turns: number;
  readonly answerTokens?: number;
  readonly cache: "none" | "5m" | "1h";
  readonly batch?: boolean;
  readonly geo?: string;
  readonly fit?: "never" | "legal" | "seen";
  readonly fetch?: boolean;
  readonly asImages?: boolean;
  readonly json?: boolean;
}

export function estimateCommand(io: Io, done: (exit: number) => void): Command {
  return withPlatformOptions(new Command("estimate"))
    .description(
      "Reckon tokens, cost and bytes on the wire of a question, or of a conversation of several turns. Sends nothing.",
    )
    .usage("[options] INPUT...")
    .argument("[input...]", "path, -, URL, data: URL or file_... id")
    .option("-i, --input <input>", "an input; may be repeated (also -a)", collect, [])
    .option("-a <input>", "the same as -i", collect, [])
    .option("-m, --model <model>", "the model that would answer", notEmpty)
    .option("--models <models>", "several models, with commas between: one table over all of them", names)
    .option("--prompt <text>", "the text of each turn")
    .option("--system <text>", "instructions before the conversation")
    .option("--turns <count>", "turns of the conversation; the inputs come with the first", turnCount, 1)
    .option(
      "--answer-tokens <count>",
      "length of each answer, in tokens (default: answers are not counted)",
      positiveInteger,
    )
    .addOption(
      new Option("--cache <ttl>", "how long the platform keeps the prompt for the next turn")
        .choices(["none", "5m", "1h"])
        .default("none"),
    )
    .option("--batch", "send in batches, at half the price")
    .option("--geo <place>", "where inference must happen, like us: a tenth more", notEmpty)
    .addOption(fitOption())
    .addOption(asImagesOption())
    .option("--fetch", "fetch URLs to know their size and tokens")
    .addOption(jsonOption())
    .action(async (words: string[], { a, ...flags }: EstimateFlags & { a: string[] }) => {
      const inputs = [...flags.input, ...a, ...words];
      try {
        done(await run(inputs, flags, io));
      } catch (error) {
        done(reportError(error, io, flags.json ?? false, inputs));
      }
    });
}

async function run(inputs: readonly string[], flags: EstimateFlags, io: Io): Promise<number> {
  if (inputs.length === 0 && flags.prompt === undefined)
    throw new UsageError("No input was given.", "Name at least one picture: fovea estimate photo.jpg");
  if (flags.model !== undefined && flags.models !== undefined)
    throw new UsageError("--model and --models exclude each other.", "Name all of them with --models.");
  const found: EstimatedInputs[] = [];
  for (const model of flags.models ?? [flags.model]) found.push(await estimateFor(model, inputs, flags, io));
  const [first] = found;
  if (first === undefined) throw new UsageError("--models names no model.", "fovea estimate --models a,b photo.jpg");
  if (flags.models !== undefined) io.stdout.write(flags.json ? `${JSON.stringify(found)}\n` : printModels(found));
  else io.stdout.write(flags.json ? `${JSON.stringify(first)}\n` : printEstimate(first, inputs));
  for (const { plan } of found) {
    const refused = errorOfPlan(plan);
    if (refused) return reportError(refused, io, flags.json ?? false, inputs);
  }
  return 0;
}

async function estimateFor(
  model: string | undefined,
  inputs: readonly string[],
  flags: EstimateFlags,
  io: Io,
): Promise<EstimatedInputs> {
  const { createFovea } = await import("@fovea/client");
  const { gateway, takesFiles, uploads, ...target } = await planTarget(
    model === undefined ? flags : { ...flags, model },
    io,
  );
  const held = gateway && !takesFiles ? await withLocalFiles(inputs, io) : inputs;
  const options: FoveaOptions = { ...target, ...fetchFrom(io) };
  return createFovea(options).estimate(held, {
    uploads,
    turns: flags.turns,
    cache: flags.cache,
    batch: flags.batch ?? false,
    fetch: flags.fetch ?? false,
    stdin: io.stdin,
    cwd: io.cwd,
    signal: io.signal,
    ...(flags.fit === undefined ? {} : { fit: flags.fit }),
    ...(flags.asImages === undefined ? {} : { asImages: flags.asImages }),
    ...(flags.prompt === undefined ? {} : { prompt: flags.prompt }),
    ...(flags.system === undefined ? {} : { system: flags.system }),
    ...(flags.answerTokens === undefined ? {} : { outputTokens: flags.answerTokens }),
    ...(flags.geo === undefined ? {} : { inferenceGeo: flags.geo }),
  });
}

function turnCount(value: string): number {
  const turns = positiveInteger(value);
  if (turns > MAX_TURNS) throw new InvalidArgumentError(`There may be at most ${MAX_TURNS} turns.`);
  return turns;
}

function names(value: string): string[] {
  const all = value.split(",").map((one) => one.trim());
  if (all.some((one) => one === "")) throw new InvalidArgumentError("Write the names with commas between.");
  return all;
}
