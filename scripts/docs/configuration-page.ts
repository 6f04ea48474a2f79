// docs/configuration.md: people's part, then every setting of fovea.json from its shape, and the variables that stand for flags.
import { PLATFORM_FLAGS } from "../../packages/cli/src/config/platform-fields.ts";
import { jsonSchema } from "../../packages/cli/src/config/schema.ts";
import { SERVE_VARIABLES } from "../../packages/cli/src/config/serve-settings.ts";
import { belowWritten, table } from "./markdown.ts";

interface Type {
  readonly description?: string;
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly items?: Type;
  readonly anyOf?: readonly Type[];
  readonly properties?: Readonly<Record<string, Type>>;
  readonly additionalProperties?: Type | false;
  readonly required?: readonly string[];
}

export function configurationPage(): string {
  const rows = settings(jsonSchema() as Type, "");
  const flags = Object.values(PLATFORM_FLAGS).map(({ flag, variable }) => [`\`${variable}\``, `\`${flag}\``]);
  return belowWritten(
    "docs/configuration.md",
    `## Every setting

NAME is yours to choose. \`packages/cli/fovea.schema.json\` says the same for editors.

${table(["setting", "value", "meaning"], rows)}

## Every variable

${table(
  ["variable", "stands for"],
  [
    ["`FOVEA_CONFIG`", "`--config`"],
    ["`FOVEA_PLATFORM`", "`--platform`"],
    ...flags,
    ["`FOVEA_DATA`", "`--data`"],
    ...SERVE_VARIABLES.map((name) => [`\`${name}\``, `\`--${flagOf(name)}\` of \`fovea serve\``]),
  ],
)}

Lists are written with commas or spaces, yes and no as \`1\` and \`0\`. An empty variable counts as not set.
`,
  );
}

/** `FOVEA_ALLOW_URL_HOSTS` stands for a flag that may be repeated, and is named in the singular. */
function flagOf(variable: string): string {
  return variable
    .replace("FOVEA_", "")
    .replace(/HOSTS$/, "HOST")
    .toLowerCase()
    .replaceAll("_", "-");
}

function settings(type: Type, path: string): string[][] {
  return Object.entries(type.properties ?? {}).flatMap(([name, one]) => {
    const here = path === "" ? name : `${path}.${name}`;
    const must = type.required?.includes(name) ? " (needed)" : "";
    const row = [`\`${here}\``, `${kindOf(one)}${must}`, one.description ?? ""];
    const each = one.additionalProperties;
    return each ? [row, ...settings(each, `${here}.NAME`)] : [row, ...settings(one, here)];
  });
}

function kindOf(type: Type): string {
  if (type.enum) return type.enum.map((value) => `\`${value}\``).join(", ");
  if (type.anyOf) return type.anyOf.map(kindOf).join(" or ");
  if (type.items) return `list of ${kindOf(type.items)}s`;
  return KINDS[type.type ?? ""] ?? "";
}

const KINDS: Readonly<Record<string, string>> = {
  string: "text",
  integer: "whole number",
  boolean: "true or false",
  object: "object",
};
