// The surface for new code: hold anything, ask anything. What each call does is in the file that is named after it.
import type { Input } from "../input/opened.ts";
import { answerOf } from "./answer.ts";
import { answerStream, openStream } from "./answer-stream.ts";
import { checkOptions } from "./check-options.ts";
import { createConversation } from "./conversation/create-conversation.ts";
import type { Fovea } from "./fovea.ts";
import type { FoveaOptions } from "./fovea-options.ts";
import { imageIn } from "./image.ts";
import { createLane } from "./lane.ts";
import type { Located, LocateOptions } from "./locate.ts";
import { locateIn } from "./locate-in.ts";
import { estimateIn, planIn } from "./plan-in.ts";
import { attempt, sendWish } from "./send.ts";
import { pruneIn, uploadIn } from "./upload.ts";
import { wishOf } from "./wish.ts";

/**
 * Makes a Fovea. Nothing is opened and nobody is asked before the first call.
 *
 * @throws TypeError when an option is not of its kind, or contradicts the client; InputError `input.unknown-platform`
 */
export function createFovea(options: FoveaOptions = {}): Fovea {
  checkOptions(options);
  const lane = createLane(options);
  return {
    async ask(inputs, prompt, call = {}) {
      const wish = wishOf(lane, inputs, prompt, call);
      try {
        const { message, request } = await sendWish(lane, wish);
        return answerOf(message, request);
      } finally {
        wish.teller.end();
      }
    },
    stream(inputs, prompt, call = {}) {
      const wish = wishOf(lane, inputs, prompt, call);
      const { signal, teller } = wish;
      const start = () =>
        attempt(wish, async (request) => openStream(await lane.stream(request.body, signal), request, signal));
      return answerStream(start, signal, teller.end);
    },
    async locate(input: Input, what: string, call: LocateOptions = {}): Promise<Located<never>> {
      return (await locateIn(lane, input, what, call)) as Located<never>;
    },
    plan: async (inputs, call = {}) => planIn(lane, inputs, call),
    estimate: async (inputs, call = {}) => estimateIn(lane, inputs, call),
    upload: async (input, call = {}) => uploadIn(lane, input, call),
    prune: async (call = {}) => pruneIn(lane, call),
    conversation: (settings = {}) => createConversation(lane, settings),
    image: async (input, call = {}) => imageIn(lane, input, call),
  };
}
