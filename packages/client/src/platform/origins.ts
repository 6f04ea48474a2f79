// Where the rows were read, and when. A row read anew gets a new date here, and every capability that stands on it follows.
import type { Origin } from "./fact.ts";

const origin = (source: string, read: string): Origin => Object.freeze({ source, read });

export const VISION = origin("Claude documentation, Vision", "2026-09-20");
export const COORDINATES = origin("Claude documentation, Vision coordinates", "2026-09-26");
export const OVERVIEW = origin("Claude documentation, API overview", "2026-09-26");
export const CLOUDS = origin("Claude documentation, pages of the cloud platforms", "2026-09-26");
export const FILES = origin("Claude documentation, Files API", "2026-09-26");
export const BATCHES = origin("Claude documentation, Batch processing", "2026-09-26");
export const PDF = origin("Claude documentation, PDF support", "2026-09-26");
export const MODELS = origin("Claude documentation, Models overview and Pricing", "2026-11-22");
export const THINKING = origin(
  "Claude release notes on preserved thinking, Fable 5.1, Fable 5.2 and Opus 5.5",
  "2026-11-22",
);
export const CACHING = origin("Claude documentation, Prompt caching", "2026-09-26");
export const PRICING = origin("Claude documentation, Pricing", "2026-10-07");
export const ROUTER_GUIDE = origin("OpenRouter, guide to the 5.5 models", "2026-11-22");
export const TOKENIZERS = origin("Claude release notes on Opus 4.7", "2026-04-17");
export const TYPES = origin("npm @anthropic-ai/sdk 1.12.0, types", "2026-11-22");
export const ERROR_TEXTS = origin(
  "error texts in public issues (anthropics/claude-code#16173, #12351 and others)",
  "2026-11-22",
);
export const LOCAL_SERVERS = origin("source code of Ollama, llama.cpp server, vLLM and LocalAI", "2026-11-22");
export const THIRD_PARTIES = origin("three third parties that quote the price list of 2026-11-09", "2026-11-22");
export const FOVEA = origin("this repository, packages/eyes", "2026-11-22");
