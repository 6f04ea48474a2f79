// `fovea plan INPUT...`: what would be done with every input, and why, without sending anything.
import { errorOfPlan } from "@fovea/client/internal/plan/errors";
import { Command, Option } from "commander";
import { fetchFrom, type Io } from "../io.ts";
import { reportError } from "../report.ts";
import { UsageError } from "../usage-error.ts";
import { collect, fitOption, jsonOption, methodOption, notEmpty } from "./options.ts";
import { printPlan } from "./print-plan.ts";

interface PlanFlags {
  readonly input: readonly string[];
  readonly platform: string;
  readonly model?: string;
  readonly prompt?: string;
  readonly method: "auto" | "base64" | "url" | "file";
  readonly uploads: "never" | "asked" | "auto";
  readonly fit: "never" | "legal" | "seen";
  readonly fetch?: boolean;
  readonly strict?: boolean;
  readonly json?: boolean;
}

export function planCommand(io: Io, done: (exit: number) => void): Command {
  return new Command("plan")
    .description(
      "Show method, bytes on the wire, the size the model sees, visual tokens, cost, and why. Sends nothing.",
    )
    .usage("[options] INPUT...")
    .argument("[input...]", "path, -, URL, data: URL or file_... id")
    .option("-i, --input <input>", "an input; may be repeated (also -a)", collect, [])
    .option("-a <input>", "the same as -i", collect, [])
    .option("-p, --platform <platform>", "where it would go: anthropic, aws, bedrock, vertex, ...", "anthropic")
    .option("-m, --model <model>", "the model that would answer", notEmpty)
    .option("--prompt <text>", "the text that would come with the inputs")
    .addOption(methodOption())
    .addOption(
      new Option("--uploads <uploads>", "whether files may be put on the platform")
        .choices(["never", "asked", "auto"])
        .default("asked"),
    )
    .addOption(fitOption())
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
  const { findPlatform } = await import("@fovea/client/internal/platform/platforms");
  const platform = findPlatform(flags.platform).id;
  const fovea = createFovea({ platform, ...MODELS[platform], ...fetchFrom(io) });
  const result = await fovea.plan(inputs, {
    method: flags.method,
    uploads: flags.uploads,
    fit: flags.fit,
    mode: flags.strict ? "strict" : "mend",
    fetch: flags.fetch ?? false,
    stdin: io.stdin,
    cwd: io.cwd,
    signal: io.signal,
    ...(flags.prompt === undefined ? {} : { prompt: flags.prompt }),
    ...(flags.model === undefined ? {} : { model: flags.model }),
  });
  io.stdout.write(flags.json ? `${JSON.stringify(result)}\n` : printPlan(result, inputs));
  const refused = errorOfPlan(result);
  return refused ? reportError(refused, io, flags.json ?? false, inputs) : 0;
}

/** The model to plan with where Claude's default makes no sense: the eyes have their own, and another server's is not known. */
const MODELS: Readonly<Record<string, { readonly model: string }>> = {
  eyes: { model: "fovea-eyes-1" },
  compatible: { model: "unknown" },
};
