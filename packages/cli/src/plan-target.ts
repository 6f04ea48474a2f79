// What a plan is made for: the row of a platform, with what the configuration says of it and of the model.
import { DEFAULT_MODEL, type FoveaOptions, type Policy } from "@fovea/client";
import type { Platform } from "@fovea/client/internal/platform/capability";
import { withCapabilities } from "@fovea/client/internal/platform/override";
import { findPlatform, PLATFORMS } from "@fovea/client/internal/platform/platforms";
import { type Chosen, choose } from "./config/choose.ts";
import { loadConfig } from "./config/load.ts";
import { type PlatformFlags, wantedPlatform } from "./config/overlay.ts";
import { saidUploads } from "./config/said-uploads.ts";
import type { Config } from "./config/schema.ts";
import { namesPlatform } from "./connect-platform.ts";
import type { Io } from "./io.ts";
import { UsageError } from "./usage-error.ts";

export interface PlanTarget extends Pick<FoveaOptions, "platform" | "capabilities" | "model"> {
  readonly uploads: Policy["uploads"];
  /** Whether the question would go through the gateway in this process, which knows files and uploads. */
  readonly gateway: boolean;
  /** Whether the platform takes ids of files, in pictures or documents. */
  readonly takesFiles: boolean;
}

type Flags = PlatformFlags & { readonly model?: string };

/** @throws CommandError `config.*`, UsageError, InputError `input.unknown-platform` */
export async function planTarget(flags: Flags, io: Io): Promise<PlanTarget> {
  const { model } = flags;
  const uploads = saidUploads(flags, io.env) ?? "asked";
  if (!namesPlatform(flags, io))
    return { platform: "anthropic", uploads, ...DIRECT, ...(model === undefined ? {} : { model }) };
  const { config } = await loadConfig(flags.config, io);
  const wanted = wantedPlatform(flags, io.env);
  // A platform by its id alone: to plan for one nobody needs to know where it is.
  if (wanted !== null && !Object.hasOwn(config.platforms ?? {}, wanted.name)) return byId(wanted.name, flags, uploads);
  return configured(choose(config, flags, io.env), config, model, uploads);
}

function byId(name: string, { model }: Flags, uploads: Policy["uploads"]): PlanTarget {
  const row = findPlatform(name);
  const { id } = row;
  return {
    takesFiles: takesFiles(row),
    platform: id,
    uploads,
    gateway: id !== "eyes",
    model: model ?? MODELS[id] ?? DEFAULT_MODEL,
  };
}

function configured(
  { platforms, routes }: Chosen,
  { models = {} }: Config,
  asked: string | undefined,
  uploads: Policy["uploads"],
): PlanTarget {
  if (platforms.length === 0)
    return { platform: "anthropic", uploads, ...DIRECT, ...(asked === undefined ? {} : { model: asked }) };
  const model =
    asked ?? (routes.length === 0 || Object.hasOwn(models, "*") ? DEFAULT_MODEL : (routes[0]?.model ?? DEFAULT_MODEL));
  const route = routes.find((one) => one.model === model) ?? routes.find((one) => one.model === "*");
  const [only] = routes.length === 0 ? platforms : [];
  const one = only ?? platforms.find(({ name }) => name === route?.upstream);
  if (one === undefined)
    throw new UsageError(
      `No route leads anywhere for ${model}.`,
      `There are routes for ${routes.map((each) => each.model).join(", ")}.`,
    );
  return {
    platform: one.platform,
    ...(one.capabilities === undefined ? {} : { capabilities: one.capabilities }),
    uploads: one.uploads ?? uploads,
    gateway: true,
    takesFiles: takesFiles(withCapabilities(PLATFORMS[one.platform], one.capabilities ?? {})),
    model: route?.planAs ?? route?.as ?? model,
  };
}

const DIRECT = { gateway: false, takesFiles: true } as const;

function takesFiles({ image, document }: Platform): boolean {
  return image.file.value || document.file.value;
}

/** The model to plan with where Claude's default makes no sense: the eyes have their own, and another server's is not known. */
const MODELS: Readonly<Record<string, string>> = { eyes: "fovea-eyes-1", compatible: "unknown" };
