// The surface for new code: hold anything, ask anything. What each call does is in the file that is named after it.
import type { Input } from "../input/opened.ts";
import { answerOf, answerStream } from "./answer.ts";
import { checkOptions } from "./check-options.ts";
import type { Fovea } from "./fovea.ts";
import type { FoveaOptions } from "./fovea-options.ts";
import { createLane } from "./lane.ts";
import type { Located, LocateOptions } from "./locate.ts";
import { locateIn } from "./locate-in.ts";
import { planInputs, prepare } from "./prepare.ts";
import { wishOf } from "./wish.ts";

/**
 * Makes a Fovea.
 *
 * @throws TypeError when an option is not of its kind; InputError `input.unknown-platform`
 */
export function createFovea(options: FoveaOptions = {}): Fovea {
  checkOptions(options);
  const lane = createLane(options);
  return {
    async ask(inputs, prompt, call = {}) {
      const { body, plan } = await prepare(wishOf(lane, inputs, prompt, call));
      return answerOf(await lane.send(body, call.signal), plan);
    },
    stream(inputs, prompt, call = {}) {
      return answerStream(async () => {
        const { body, plan } = await prepare(wishOf(lane, inputs, prompt, call));
        return { stream: await lane.stream(body, call.signal), plan };
      }, call.signal);
    },
    async locate(input: Input, what: string, call: LocateOptions = {}): Promise<Located<never>> {
      return (await locateIn(lane, input, what, call)) as Located<never>;
    },
    async plan(inputs, call = {}) {
      const planned = await planInputs(wishOf(lane, inputs, call.prompt ?? "", call), call.fetch ? "all" : "none");
      return planned.plan;
    },
  };
}
