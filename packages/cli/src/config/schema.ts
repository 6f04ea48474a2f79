// The shape of fovea.json. The published JSON Schema is made from this. zod is loaded with this file, which is loaded when there is one to read.
import { z } from "zod";
import { PLATFORM_IDS } from "./platform-fields.ts";

const text = (about: string) => z.string().min(1).describe(about);
const yesNo = (about: string) => z.boolean().describe(about);
const count = (about: string) => z.int().min(1).describe(about);
const timeMs = (about: string) => z.int().min(1).max(86_400_000).describe(about);

const methods = (of: string) =>
  z
    .strictObject({
      base64: yesNo(`Takes ${of} as base64.`).exactOptional(),
      url: yesNo(`Fetches ${of} from urls.`).exactOptional(),
      file: yesNo(`Takes ${of} by the ids of its own Files API.`).exactOptional(),
    })
    .describe(`Which methods it takes for ${of}.`);

const capabilities = z
  .strictObject({
    image: methods("images").exactOptional(),
    document: methods("documents").exactOptional(),
    maxImageBase64Bytes: count("Longest base64 text of one image, in characters.").exactOptional(),
    maxRequestBytes: count("Longest request body, in bytes.").exactOptional(),
    maxEdgePx: count("Longest side of an image, in px.").exactOptional(),
    manyImages: count("More images than this bring the stricter limit of sides.").exactOptional(),
    manyImagesMaxEdgePx: count("Longest side of each image among many, in px.").exactOptional(),
    documentsCountAsMany: yesNo("Documents count towards manyImages.").exactOptional(),
    filesApi: yesNo("Has a Files API.").exactOptional(),
    batches: yesNo("Has message batches.").exactOptional(),
    oversizedImage: yesNo("Takes transformations.oversized_image.").exactOptional(),
  })
  .describe("What it accepts, where that differs from Fovea's table (docs/platforms.md).");

const platform = z
  .strictObject({
    platform: z
      .enum(PLATFORM_IDS)
      .describe("Which kind it is. Default: its name, when that is one of these.")
      .exactOptional(),
    region: text("AWS region, like eu-west-1.").exactOptional(),
    projectId: text("Google Cloud project.").exactOptional(),
    location: text("Google Cloud location, like europe-west1, global, us or eu.").exactOptional(),
    workspaceId: text(
      "Anthropic workspace, wrkspc_...: Claude Platform on AWS, Claude Models on Google Cloud.",
    ).exactOptional(),
    resource: text("Name of the Azure resource: https://NAME.services.ai.azure.com").exactOptional(),
    baseUrl: text("Where requests go instead of the platform's own address; http or https.").exactOptional(),
    apiKey: text(
      `Key of the platform. Write \${ENV}; default: the platform's own environment variable.`,
    ).exactOptional(),
    authToken: text(`Bearer token. Write \${ENV}; default: the platform's own environment variable.`).exactOptional(),
    profile: text("Profile of the AWS configuration files.").exactOptional(),
    uploads: z
      .enum(["never", "asked", "auto"])
      .describe(
        "Whether pictures may be put on its Files API: never; asked: what callers sent as a file (default); auto.",
      )
      .exactOptional(),
    foreignFiles: yesNo(
      "Whether file ids that are not of this server's store pass, as the platform's own. Default false.",
    ).exactOptional(),
    capabilities: capabilities.exactOptional(),
    timeouts: z
      .strictObject({
        connectTimeoutMs: timeMs("Until the connection stands. Default 10000.").exactOptional(),
        headersTimeoutMs: timeMs("Until the reply begins. Default 600000.").exactOptional(),
        idleTimeoutMs: timeMs("Longest silence inside a reply. Default 300000.").exactOptional(),
      })
      .describe("In ms.")
      .exactOptional(),
    maxRetries: z.int().min(0).max(10).describe("Tries after one that reached nobody. Default 2.").exactOptional(),
    ca: text("File with certificates (PEM) to trust instead of the well-known ones, beside this file.").exactOptional(),
  })
  .describe("One place that requests can go to.");

const route = z
  .strictObject({
    platform: text("Name of one of `platforms`."),
    as: text(
      "What that platform calls the model: a deployment, an inference profile. Default: what the caller wrote.",
    ).exactOptional(),
    planAs: text("The Claude model that it is, where neither name says so.").exactOptional(),
  })
  .describe("Where requests for this model go.");

const limits = z
  .strictObject({
    models: z
      .array(text("A model's name."))
      .min(1)
      .describe("The only models it may ask. Default: all.")
      .exactOptional(),
    requestsPerMinute: count("Default: no limit.").exactOptional(),
    maxInFlight: count("Requests at the same time. Default: no limit.").exactOptional(),
  })
  .describe("What one key, or all keys of a workspace, may do.");

const serve = z
  .strictObject({
    host: text("Where to listen. Default 127.0.0.1.").exactOptional(),
    port: z.int().min(0).max(65_535).describe("Default 8787; 0 takes any that is free.").exactOptional(),
    data: text("Directory for files and keys; from this file's folder.").exactOptional(),
    strict: yesNo("Mend nothing: refuse what the platform would refuse. Default false.").exactOptional(),
    fit: z
      .enum(["never", "legal", "seen"])
      .describe(
        "Which pictures are written anew: none, those that would be refused, or all to the size that the model sees. Default legal.",
      )
      .exactOptional(),
    ledger: z.enum(["brief", "full"]).describe("full adds the sha256 of every image. Default brief.").exactOptional(),
    allowUrlHosts: z
      .array(text("An origin, like http://10.0.0.5:8080"))
      .describe("Origins to fetch images from though they are not public.")
      .exactOptional(),
    allowHosts: z
      .array(text("A name."))
      .describe("Names of this server that the Host header may have.")
      .exactOptional(),
    maxBytesInFlight: z
      .union([z.int().min(1), z.string().min(1)])
      .describe("Memory that request bodies share: bytes, or like 128MiB (default).")
      .exactOptional(),
  })
  .describe("How `fovea serve` listens.");

export const configSchema = z
  .strictObject({
    $schema: z.string().describe("Address of this schema, for editors.").exactOptional(),
    platforms: z
      .record(z.string(), platform)
      .describe("Places that requests can go to, by a name of your own.")
      .exactOptional(),
    models: z
      .record(z.string(), route)
      .describe(
        "Model -> platform. `*` stands for every model that has no route of its own. Not needed with one platform.",
      )
      .exactOptional(),
    keys: z.record(z.string(), limits).describe("Limits by the name of a key or of a workspace.").exactOptional(),
    serve: serve.exactOptional(),
  })
  .describe(`fovea.json. Strings may hold \${NAME} or \${NAME:-default} for environment variables.`);

export type Config = z.infer<typeof configSchema>;
export type PlatformConfig = z.infer<typeof platform>;
export type KeyLimits = z.infer<typeof limits>;
export type ServeConfig = z.infer<typeof serve>;

/** The published JSON Schema, as a value. */
export function jsonSchema(): Record<string, unknown> {
  return { ...z.toJSONSchema(configSchema, { io: "input" }), title: "fovea.json" };
}

/** The names that may stand at a path; null where any may. */
export function namesAt(path: readonly (string | number)[]): readonly string[] | null {
  let at: unknown = configSchema;
  for (const part of path) {
    at = bare(at);
    if (at instanceof z.ZodObject) at = at.shape[String(part)];
    else if (at instanceof z.ZodRecord) at = at.valueType;
    else return null;
  }
  at = bare(at);
  return at instanceof z.ZodObject ? Object.keys(at.shape) : null;
}

function bare(type: unknown): unknown {
  return type instanceof z.ZodExactOptional ? bare(type.unwrap()) : type;
}
