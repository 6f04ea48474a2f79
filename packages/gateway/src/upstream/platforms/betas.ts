// Which values of `anthropic-beta` a cloud takes. Others are refused there with 400 "invalid beta flag" (anthropics/claude-code#49370, #56595),
// so in mend they are left out, and the caller is told. A map leads from what is asked to how the cloud spells it.
// Sources: BerriAI/litellm, anthropic_beta_headers_config.json (read 2026-11-23), and for InvokeModel AWS's list as litellm#19877 quotes it. AWS
// and Google publish no complete list, and models differ; what is missing here can be sent in strict mode.
import type { Call } from "../upstream.ts";

export type Betas = ReadonlyMap<string, string>;

const CLOUDS = [
  "compact-2026-01-12",
  "computer-use-2025-01-24",
  "computer-use-2025-11-24",
  "context-1m-2025-08-07",
  "context-management-2025-06-27",
  "interleaved-thinking-2025-05-14",
  "thinking-binding-controls-2026-08-01",
  "thinking-display-updates-2026-08-18",
  "tool-search-tool-2025-10-19",
];
/** The one name stands for several features of the Claude API, of which the clouds have this. */
const RENAMED: [string, string] = ["advanced-tool-use-2025-11-20", "tool-search-tool-2025-10-19"];

/** Documented as not supported at all (Claude documentation, Claude in Amazon Bedrock, read 2026-09-26); litellm sends some nevertheless. */
export const BEDROCK_BETAS: Betas = new Map();

export const BEDROCK_LEGACY_BETAS = betas([
  "computer-use-2024-10-22",
  "dev-full-thinking-2025-05-14",
  "effort-2025-11-24",
  "fine-grained-tool-streaming-2025-05-14",
  "mid-conversation-output-config-2026-07-01",
  "mid-conversation-tool-changes-2026-07-01",
  "output-128k-2025-02-19",
  "token-efficient-tools-2025-02-19",
  "tool-examples-2025-10-29",
]);

export const VERTEX_BETAS = betas([
  "compact-2026-09-04",
  // The official client sends it with every count_tokens of its beta namespace.
  "token-counting-2024-11-01",
  "web-search-2025-03-05",
]);

function betas(more: readonly string[]): Betas {
  return new Map([...CLOUDS, ...more].map((name): [string, string] => [name, name]).concat([RENAMED]));
}

/** What is sent, in the order asked, and what is left out. Strict leaves nothing out and renames nothing. */
export function chosenBetas(
  call: Call,
  known: Betas,
): { readonly sent: readonly string[]; readonly leftOut: string[] } {
  const asked = [...call.betas];
  if (call.mode === "strict") return { sent: asked, leftOut: [] };
  const sent = asked.flatMap((name) => known.get(name) ?? []);
  const leftOut = asked.filter((name) => !known.has(name)).map((name) => `anthropic-beta: ${name}`);
  return { sent: [...new Set(sent)], leftOut };
}

/** The header for them; without any, no header. */
export function betaHeader(sent: readonly string[]): Record<string, string> {
  return sent.length === 0 ? {} : { "anthropic-beta": sent.join(",") };
}
