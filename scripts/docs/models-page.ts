// docs/models.md: tier, context, limits and price of every model.
import type { Capability, Model } from "@fovea/client";
import { MODEL_ROWS } from "@fovea/client/internal/platform/model-rows";
import { GENERATED, table } from "./markdown.ts";

export function modelsPage(): string {
  return `${GENERATED}
# Models

Prices are USD per million tokens. The tier says what size the model sees: *standard* at most 1,568 px on the long side and 1,568 visual
tokens, *high* 2,576 px and 4,784. A question mark means that the source is silent or that sources disagree. A name that is not here is
planned for with care: standard tier, 100 images, no price. Prompts shorter than *cached from* are not kept, without an error. What writing to the
cache, batches and named places cost is in [costs.md](costs.md).

${table(
  [
    "model",
    "tier",
    "context",
    "longest answer",
    "input",
    "output",
    "cache read",
    "cached from, tokens",
    "images",
    "PDF pages",
    "lifecycle",
  ],
  MODEL_ROWS.map((model) => [
    `\`${model.id}\``,
    `${model.tier.value.name}${doubt(model.tier)}`,
    figure(model.contextTokens),
    figure(model.maxOutputTokens),
    ...prices(model),
    figure(model.minCacheTokens),
    figure(model.maxImages),
    figure(model.maxPdfPages),
    model.lifecycle,
  ]),
)}

## Other names

${MODEL_ROWS.filter((model) => model.aliases.length > 0)
  .map((model) => `- \`${model.id}\`: ${model.aliases.map((alias) => `\`${alias}\``).join(", ")}`)
  .join("\n")}

Bedrock's and Vertex's spellings (\`anthropic.\` prefixes, regions, ARNs, \`@date\`) find the same rows.

## Sources of the prices

${table(
  ["model", "source", "read", "note"],
  MODEL_ROWS.map((model) => [`\`${model.id}\``, model.price.source, model.price.read, model.price.note ?? ""]),
)}
`;
}

function prices({ price }: Model): string[] {
  if (price.value === null) return ["none published", "", ""];
  const { input, output, cacheRead, long } = price.value;
  const over = (usual: number, higher: number | undefined): string =>
    higher === undefined || long === undefined
      ? `$${usual}${doubt(price)}`
      : `$${usual}; $${higher} over ${long.overTokens.toLocaleString("en")} tokens`;
  return [over(input, long?.input), over(output, long?.output), over(cacheRead, long?.cacheRead)];
}

function figure(fact: Capability<number>): string {
  return `${fact.value.toLocaleString("en")}${doubt(fact)}`;
}

function doubt(fact: Capability<unknown>): string {
  return fact.certain ? "" : "?";
}
