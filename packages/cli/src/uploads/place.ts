// Where `fovea upload` puts files: on the platform that was named, at the server that the environment's key is for, or in the data directory.

import type Anthropic from "@anthropic-ai/sdk";
import type { PlatformId } from "@fovea/client";
import { CommandError } from "../command-error.ts";
import { choose } from "../config/choose.ts";
import { loadConfig } from "../config/load.ts";
import type { PlatformFlags } from "../config/overlay.ts";
import { saidUploads } from "../config/said-uploads.ts";
import { doctorFor, namesPlatform } from "../connect-platform.ts";
import { openPlace } from "../files/place.ts";
import type { Io } from "../io.ts";
import { baseUrlFrom, keyFrom } from "../key-from.ts";
import { openPlatform } from "../platforms.ts";
import { UsageError } from "../usage-error.ts";
import { upstreamFetch } from "./upstream-fetch.ts";

export interface UploadPlace {
  /** For people: a platform, an address or a directory. */
  readonly name: string;
  readonly client: Anthropic;
  /** What is accepted there. */
  readonly platform: PlatformId;
  /** The command that looks into it, where it is a platform of the configuration. */
  readonly doctor: string | undefined;
  close(): Promise<void>;
}

/**
 * As `fovea ask` chooses: a platform that was named wins, then the environment's key; without either it is the data directory.
 * @throws CommandError `upload.no-files` for a platform that keeps none, `upload.never` where the configuration forbids it; UsageError
 */
export async function openUploadPlace(flags: PlatformFlags, io: Io): Promise<UploadPlace> {
  const named = namesPlatform(flags, io) ? await namedPlace(flags, io) : null;
  if (named !== null && named !== "eyes") return named;
  if (named === null && keyFrom(io) === null && baseUrlFrom(io) !== undefined)
    throw new UsageError(
      "ANTHROPIC_BASE_URL is set, and there is no key.",
      "Set ANTHROPIC_API_KEY (any value, if the server wants none); or unset ANTHROPIC_BASE_URL to keep the files on this machine.",
    );
  const directory = named === "eyes" || keyFrom(io) === null;
  if (!directory && saidUploads(flags, io.env) === "never") throw never(baseUrlFrom(io) ?? "the Claude API");
  const { name, client, close } = await openPlace(directory ? { workspace: "default" } : {}, io);
  return { name, client, platform: "anthropic", doctor: undefined, close };
}

async function namedPlace(flags: PlatformFlags, io: Io): Promise<UploadPlace | "eyes" | null> {
  const { config } = await loadConfig(flags.config, io);
  const { platforms, eyes } = choose(config, flags, io.env);
  if (eyes) return "eyes";
  const [one] = platforms;
  if (one === undefined) return null;
  if (platforms.length > 1)
    throw new UsageError(
      `The configuration has several platforms: ${platforms.map(({ name }) => name).join(", ")}.`,
      `Name the one: fovea upload --platform ${one.name} ...`,
    );
  const upstream = await openPlatform(one, io);
  try {
    const { platform, files, credentialId } = upstream;
    if (!platform.filesApi.value) throw noFiles(platform.title);
    if (files.uploads === "never") throw never(one.name);
    const { Anthropic } = await import("@anthropic-ai/sdk");
    const client = new Anthropic({
      // It says whose files they are, and is sent nowhere.
      apiKey: credentialId,
      baseURL: "http://platform.invalid",
      fetch: upstreamFetch(upstream),
      timeout: TIMEOUT_MS,
    });
    return {
      name: platform.title,
      client,
      platform: platform.id,
      doctor: doctorFor(flags, io),
      close: () => upstream.close(),
    };
  } catch (error) {
    await upstream.close();
    throw error;
  }
}

/** An upload may take long; a platform that stays silent so long is gone. */
const TIMEOUT_MS = 3_600_000;

function noFiles(title: string): CommandError {
  return new CommandError({
    exit: "capability",
    code: "upload.no-files",
    title: "The platform keeps no files",
    message: `${title} has no Files API: pictures go with each request.`,
    fix: "`fovea ask` sends them so. A server of `fovea serve` in front of the platform keeps files: upload them there, by ANTHROPIC_BASE_URL.",
  });
}

function never(name: string): CommandError {
  return new CommandError({
    exit: "capability",
    code: "upload.never",
    title: "Uploads to this platform are switched off",
    message: `Nothing is to be uploaded to ${name}: the configuration, FOVEA_UPLOADS or --uploads says never.`,
    fix: "Write --uploads asked for once; or set `uploads` in fovea.json, or FOVEA_UPLOADS, to `asked`.",
  });
}
