// Which settings each platform knows, and the flags for them. A setting that the platform would ignore is told: it was meant for something.

/** Platforms that can be configured. The built-in eyes answer where there is none. */
export const PLATFORM_IDS = [
  "anthropic",
  "aws",
  "bedrock",
  "bedrock-legacy",
  "vertex",
  "google-cloud",
  "foundry",
  "foundry-azure",
  "compatible",
] as const;

export type ConfiguredPlatform = (typeof PLATFORM_IDS)[number];

/** Settings that only some platforms have. */
export type PlaceField =
  | "region"
  | "projectId"
  | "location"
  | "workspaceId"
  | "resource"
  | "apiKey"
  | "authToken"
  | "profile";

const AWS = ["region", "apiKey", "authToken", "profile"] as const;
const AZURE = ["resource", "apiKey", "authToken"] as const;

export const PLACE_FIELDS: Readonly<Record<ConfiguredPlatform, readonly PlaceField[]>> = {
  anthropic: ["apiKey", "authToken"],
  aws: [...AWS, "workspaceId"],
  bedrock: AWS,
  "bedrock-legacy": AWS,
  // Its regions are its locations.
  vertex: ["projectId", "location", "region", "authToken"],
  "google-cloud": ["projectId", "location", "workspaceId", "authToken"],
  foundry: AZURE,
  "foundry-azure": AZURE,
  compatible: ["apiKey", "authToken"],
};

export const ALL_PLACE_FIELDS: readonly PlaceField[] = [
  "region",
  "projectId",
  "location",
  "workspaceId",
  "resource",
  "apiKey",
  "authToken",
  "profile",
];

/** What a variable or flag sets, and where. Credentials have no flag: a command line is seen by everybody on the machine. */
export const PLATFORM_FLAGS = {
  region: { flag: "--region", variable: "FOVEA_REGION" },
  projectId: { flag: "--project", variable: "FOVEA_PROJECT" },
  location: { flag: "--location", variable: "FOVEA_LOCATION" },
  workspaceId: { flag: "--workspace-id", variable: "FOVEA_WORKSPACE_ID" },
  resource: { flag: "--resource", variable: "FOVEA_RESOURCE" },
  baseUrl: { flag: "--base-url", variable: "FOVEA_BASE_URL" },
  profile: { flag: "--profile", variable: "FOVEA_PROFILE" },
  uploads: { flag: "--uploads", variable: "FOVEA_UPLOADS" },
} as const;

export type FlagField = keyof typeof PLATFORM_FLAGS;
