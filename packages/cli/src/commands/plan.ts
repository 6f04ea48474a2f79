// `fovea plan INPUT...`: what would be done with every input, and why, without sending anything.
import { errorOfPlan } from "@fovea/client/internal/plan/errors";
import { Command } from "commander";
import type { PlatformFlags } from "../config/overlay.ts";
import { fetchFrom, type Io } from "../io.ts";
import { withLocalFiles } from "../local-inputs.ts";
import { planTarget } from "../plan-target.ts";
import { reportError } from "../report.ts";
import { UsageError } from "../usage-error.ts";
import {
  asImagesOption,
  collect,
  fitOption,
  jsonOption,
  mendTruncatedOption,
  methodOption,
  notEmpty,
  stripOption,
} from "./options.ts";
import { withPlatformOptions } from "./platform-options.ts";
import { printPlan } from "./print-plan.ts";

interface PlanFlags extends PlatformFlags {
  readonly input: readonly string[];
  readonly model?: string;
  readonly prompt?: string;
  readonly method: "auto" | "base64" | "url" | "file";
  readonly fit: "never" | "legal" | "seen";
  readonly fetch?: boolean;
  readonly strip?: boolean;
  readonly mendTruncated?: boolean;
  readonly asImages?: boolean;
  readonly strict?: boolean;
  readonly json?: boolean;
}

export function planCommand(io: Io, done: (exit: number) => void): Command {
  return withPlatformOptions(new Command("plan"))
    .description(
      "Show method, bytes on the wire, the size the model sees, visual tokens, cost, and why. Sends nothing.",
    )
    .usage("[options] INPUT...")
    .argument("[input...]", "path, -, URL, data: URL or file_... id")
    .option("-i, --input <input>", "an input; may be repeated (also -a)", collect, [])
    .option("-a <input>", "the same as -i", collect, [])
    .option("-m, --model <model>", "the model that would answer", notEmpty)
    .option("--prompt <text>", "the text that would come with the inputs")
    .addOption(methodOption())
    .addOption(fitOption())
    .addOption(stripOption())
    .addOption(mendTruncatedOption())
    .addOption(asImagesOption())
    .option("--fetch", "fetch URLs to know their size and tokens")
    .option("--strict", "mend nothing: refuse what the platform would refuse")
    .addOption(jsonOption())
    .action(async (words: string[], { a, ...flags }: PlanFlags & { a: string[] }) => {
      const inputs = [...flags.input, ...a, ...words];
      try {
        done(await plan(inputs, flags, io));
      } catch (error) {
        done(reportError(error, io, flags.json ?? false, inputs));
      }
    });
}

async function plan(inputs: readonly string[], flags: PlanFlags, io: Io): Promise<number> {
  if (inputs.length === 0)
    throw new UsageError("No input was given.", "Name at least one picture: fovea plan photo.jpg");
  const { createFovea } = await import("@fovea/client");
  const { gateway, takesFiles, uploads, ...target } = await planTarget(flags, io);
  const held = gateway && !takesFiles && !flags.strict ? await withLocalFiles(inputs, io) : inputs;
  const fovea = createFovea({ ...target, ...fetchFrom(io) });
  const result = await fovea.plan(held, {
    method: flags.method,
    uploads,
    fit: flags.fit,
    mode: flags.strict ? "strict" : "mend",
    stripMetadata: flags.strip ?? false,
    mendTruncated: flags.mendTruncated ?? false,
    fetch: flags.fetch ?? false,
    ...(flags.asImages === undefined ? {} : { asImages: flags.asImages }),
    stdin: io.stdin,
    cwd: io.cwd,
    signal: io.signal,
    ...(flags.prompt === undefined ? {} : { prompt: flags.prompt }),
  });
  io.stdout.write(flags.json ? `${JSON.stringify(result)}\n` : printPlan(result, inputs, gateway));
  const refused = errorOfPlan(result);
  return refused ? reportError(refused, io, flags.json ?? false, inputs) : 0;
}
