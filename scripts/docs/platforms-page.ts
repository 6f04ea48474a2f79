// docs/platforms.md: what each platform accepts, with the source and date of every figure.
import type { Capability, Platform } from "@fovea/client";
import { PLATFORMS } from "@fovea/client/internal/platform/platforms";
import { belowWritten, table } from "./markdown.ts";

export function platformsPage(): string {
  const platforms = Object.values(PLATFORMS);
  return belowWritten(
    "docs/platforms.md",
    `## What each accepts

As the plan reads it; \`fovea doctor\` prints the rows of the platforms you use. A question mark means that the source is silent or that sources disagree; the notes below
say how. Byte limits count the base64 text (or the whole body), not the file.

${table(
  [
    "id",
    "platform",
    "image by",
    "document by",
    "image, base64 bytes",
    "request bytes",
    "documents count as images",
    "Files API",
    "batches",
    "`oversized_image`",
  ],
  platforms.map((p) => [
    `\`${p.id}\``,
    p.title,
    methods(p.image),
    methods(p.document),
    figure(p.maxImageBase64Bytes),
    figure(p.maxRequestBytes),
    yesNo(p.documentsCountAsMany),
    yesNo(p.filesApi),
    yesNo(p.batches),
    yesNo(p.oversizedImage),
  ]),
)}

On every platform an image side may be at most ${figure(PLATFORMS.anthropic.maxEdgePx)} px; with more than ${figure(PLATFORMS.anthropic.manyImages)} images in one request,
at most ${figure(PLATFORMS.anthropic.manyImagesMaxEdgePx)} px for each of them.

## Sources

${platforms.map(sources).join("\n\n")}
`,
  );
}

function sources(platform: Platform): string {
  const facts: [string, Capability<unknown>][] = [
    ...Object.entries(platform.image).map(([method, fact]): [string, Capability<unknown>] => [
      `image by ${method}`,
      fact,
    ]),
    ...Object.entries(platform.document).map(([method, fact]): [string, Capability<unknown>] => [
      `document by ${method}`,
      fact,
    ]),
    ["image, base64 bytes", platform.maxImageBase64Bytes],
    ["request bytes", platform.maxRequestBytes],
    ["longest side, px", platform.maxEdgePx],
    ["many images: more than", platform.manyImages],
    ["longest side with many images, px", platform.manyImagesMaxEdgePx],
    ["documents count as images", platform.documentsCountAsMany],
    ["Files API", platform.filesApi],
    ["batches", platform.batches],
    ["oversized_image", platform.oversizedImage],
  ];
  return `### ${platform.title}\n\n${table(
    ["what", "value", "source", "read", "note"],
    facts.map(([name, fact]) => [name, value(fact), fact.source, fact.read, fact.note ?? ""]),
  )}`;
}

function methods(of: Platform["image"]): string {
  const list = Object.entries(of).filter(([, fact]) => fact.value);
  return list.map(([name, fact]) => `${name}${doubt(fact)}`).join(", ") || "none";
}

function figure(fact: Capability<number>): string {
  return `${fact.value.toLocaleString("en")}${doubt(fact)}`;
}

function yesNo(fact: Capability<boolean>): string {
  return `${fact.value ? "yes" : "no"}${doubt(fact)}`;
}

function value(fact: Capability<unknown>): string {
  if (typeof fact.value === "boolean") return yesNo(fact as Capability<boolean>);
  return typeof fact.value === "number"
    ? figure(fact as Capability<number>)
    : `${JSON.stringify(fact.value)}${doubt(fact)}`;
}

function doubt(fact: Capability<unknown>): string {
  return fact.certain ? "" : "?";
}
