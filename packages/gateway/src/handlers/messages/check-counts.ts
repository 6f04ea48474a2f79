// What is refused by its number alone, before any picture is looked at: looking at one costs some fifty times as much as counting it.
import { formatPath } from "@fovea/client/internal/content/path";
import { isObject } from "@fovea/client/internal/content/source";
import { walk } from "@fovea/client/internal/content/walk";
import { errorOf, LimitError } from "@fovea/client/internal/errors/errors";
import type { Model } from "@fovea/client/internal/platform/capability";
import { MAX_BODY_KEYS, tooManyKeys } from "@fovea/client/internal/wire/depth";
import type { Mode } from "../../exchange.ts";
import { ReplyError } from "../../reply/envelope.ts";

/** Source: description of `messages` in npm @anthropic-ai/sdk 1.12.0, messages.d.ts. */
const MAX_MESSAGES = 100_000;
/** Most documents whose text stands in the request. Our own bound: the API counts none of them as pages. */
const MAX_TEXT_DOCUMENTS = 10_000;

/** @throws InputError `input.body-too-many-keys`; ReplyError 400 for too many messages */
export function checkSize(body: unknown): void {
  if (!isObject(body)) return;
  // Short bodies were not counted on their way to the parser.
  if (Object.keys(body).length > MAX_BODY_KEYS) throw tooManyKeys();
  const { messages } = body;
  if (Array.isArray(messages) && messages.length > MAX_MESSAGES)
    throw new ReplyError(
      400,
      `messages: List should have at most ${MAX_MESSAGES} items after validation, not ${messages.length}`,
    );
}

/**
 * Malformed blocks count as what they call themselves.
 *
 * @throws LimitError `limit.image-count`; ReplyError 400 for too many documents with a text; in strict InputError for the first malformed block
 */
export function checkCounts(body: unknown, model: Model, mode: Mode): void {
  const { blocks, problems } = walk(body);
  const limit = model.maxImages.value;
  if (blocks.length + problems.length <= limit) return;
  const images = blocks.filter(({ type }) => type === "image").length;
  const texts = blocks.filter(({ type, source }) => type === "document" && source.method === "text").length;
  const documents = blocks.length - images - texts;
  const actual = images + documents + problems.length;
  const [first] = problems;
  if (actual > limit) {
    // The API's validator sees the fields of a block before anybody counts.
    if (mode === "strict" && first !== undefined)
      throw errorOf(first.problem.code, first.problem.facts, { at: formatPath(first.at) });
    throw new LimitError("limit.image-count", {
      limit,
      actual,
      unit: "images and pages",
      images: images + problems.length,
      documents,
      model: model.id,
    });
  }
  if (texts > MAX_TEXT_DOCUMENTS)
    throw new ReplyError(
      400,
      `too many documents: ${texts} documents with a text, and at most ${MAX_TEXT_DOCUMENTS} are taken; put several texts into one.`,
    );
}
