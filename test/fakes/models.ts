// Which names each platform knows a model by, and how many images the model takes. Ids: npm @anthropic-ai/sdk 1.12.0. Context windows:
// Claude documentation, Models overview; 100 images with 200k tokens, else 600 (Vision, 2026-09-20).

const NEWEST: readonly string[] = [
  "claude-fable-5-2",
  "claude-mythos-5-2",
  "claude-haiku-5-5",
  "claude-sonnet-5-5",
  "claude-opus-5-5",
  "claude-fable-5-1",
  "claude-mythos-5-1",
  "claude-opus-5",
  "claude-sonnet-5",
  "claude-fable-5",
  "claude-mythos-5",
  "claude-opus-4-8",
  "claude-opus-4-7",
];
const OLDER: readonly string[] = ["claude-mythos-preview", "claude-opus-4-6", "claude-sonnet-4-6"];
const SMALL: Readonly<Record<string, string>> = {
  "claude-opus-4-5": "20251101",
  "claude-sonnet-4-5": "20250929",
  "claude-haiku-4-5": "20251001",
};

/** Ids of the Claude API. */
export const API_MODELS: readonly string[] = [
  ...NEWEST,
  ...OLDER,
  ...Object.entries(SMALL).flatMap(([id, date]) => [id, `${id}-${date}`]),
];

/** The id of the Claude API that a platform's name stands for; null when the platform knows no such name. */
export type Naming = (name: string) => string | null;

const among = (ids: readonly string[], id: string | undefined): string | null =>
  id !== undefined && ids.includes(id) ? id : null;

export const apiNaming: Naming = (name) => among(API_MODELS, name);

/** The Messages endpoint of Bedrock: models from 4.7 on, by `anthropic.claude-...`. */
export const bedrockNaming: Naming = (name) => among(NEWEST, /^anthropic\.(.+)$/.exec(name)?.[1]);

/** InvokeModel: the vendor's prefix, an inference profile's before it, a version behind it; or an ARN that ends in such a name. */
export const legacyNaming: Naming = (name) => {
  const last =
    /^arn:aws[\w-]*:bedrock:[\w-]+:\d*:(?:inference-profile|foundation-model)\/(.+)$/.exec(name)?.[1] ?? name;
  const id = /^(?:(?:us|us-gov|eu|apac|jp|au|ca|global)\.)?anthropic\.(claude-[a-z0-9-]+?)(?:-v\d+(?::\d+)?)?$/.exec(
    last,
  )?.[1];
  return among(API_MODELS, id);
};

/** Vertex: the id, with `@date` or `@default` where the API has `-date`. */
export const vertexNaming: Naming = (name) => {
  const [, id, version] = /^(claude-[a-z0-9-]+?)(?:@(\d{8}|default))?$/.exec(name) ?? [];
  if (id === undefined || /-\d{8}$/.test(id)) return null;
  const dated = version === undefined || version === "default" ? id : `${id}-${version}`;
  return among(API_MODELS, dated);
};

/** Most images in one request. */
export function maxImages(id: string): number {
  return Object.keys(SMALL).some((small) => id.startsWith(small)) ? 100 : 600;
}

/** Whether it is of Claude 4.7 and later, which see larger pictures. */
export const seesMore = (id: string): boolean => NEWEST.includes(id);
