// Whether a platform lets us in: one count of tokens, which costs nothing, the way every request goes.
import type { Upstream } from "@fovea/gateway";
import type { ChosenPlatform } from "../config/choose.ts";
import { NO_ENGINE } from "../no-engine.ts";
import { printable } from "../terminal/printable.ts";
import { type Check, failed, ok, skipped, warning } from "./check.ts";

export async function checkEntry(
  one: ChosenPlatform,
  upstream: Upstream,
  model: string,
  signal: AbortSignal,
): Promise<Check> {
  const name = `entry to ${one.name}`;
  const { createGateway } = await import("@fovea/gateway");
  // Closing it would close the upstream, which is the caller's.
  const { fetch } = createGateway({ engine: NO_ENGINE, upstream });
  try {
    const reply = await fetch("http://fovea.invalid/v1/messages/count_tokens", {
      method: "POST",
      headers: { "content-type": "application/json", "anthropic-version": "2023-06-01" },
      body: JSON.stringify({ model, messages: [{ role: "user", content: "Hello" }] }),
      signal,
    });
    const body = (await reply.json()) as Answer;
    return checkOf(name, one, model, reply.status, body);
  } catch (error) {
    if (!signal.aborted) throw error;
    return failed(name, "no answer in time.", "Check the network and the address.");
  }
}

interface Answer {
  readonly input_tokens?: unknown;
  readonly error?: { readonly message?: unknown; readonly details?: { readonly error_code?: unknown } };
}

function checkOf(name: string, one: ChosenPlatform, model: string, status: number, { error }: Answer): Check {
  const said = typeof error?.message === "string" ? printable(error.message, 200) : "";
  if (status < 300) return ok(name, `granted: it counted the tokens of a word for ${model}`);
  if (error?.details?.error_code === "capability.operation")
    return skipped(name, "only a question would show it: this platform counts no tokens");
  if (status === 401 || status === 403)
    return failed(
      name,
      `refused (${status}): ${said}`,
      "Check that the credentials are right, and may use this model here.",
    );
  if (status === 404 && one.platform === "compatible") return skipped(name, "this server counts no tokens");
  if (status === 404)
    return warning(
      name,
      `it answers, but not for ${model}: ${said}`,
      "Name a model that it has (-m, or `models` in fovea.json), or a region or location that has the model.",
    );
  if (status === 429 || status === 529)
    return warning(name, `it answers, and is busy (${status}): ${said}`, "Try again later.");
  if (status >= 500) return failed(name, `it answers with ${status}: ${said}`, "Try again later.");
  return warning(name, `it answers with ${status}: ${said}`, "Read the platform's message.");
}
