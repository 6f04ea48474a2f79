// `locate` on a lane: what is asked about is what was measured, so it goes as base64, and no second copy is put on the platform.
import type { Box } from "../content/geometry.ts";
import type { Input } from "../input/opened.ts";
import { checkLocate } from "./check-options.ts";
import { defined } from "./defined.ts";
import type { AskOptions } from "./fovea.ts";
import type { Lane } from "./lane.ts";
import { type Located, type LocateOptions, locate } from "./locate.ts";
import { locateInTiles } from "./locate-tiles.ts";
import { wishOf } from "./wish.ts";

/** @throws as `Fovea.locate` */
export async function locateIn(
  lane: Lane,
  input: Input,
  what: string,
  call: LocateOptions,
): Promise<Located<Box | null>> {
  checkLocate(call);
  const { model, fit, system, maxTokens, signal } = call;
  const asked: AskOptions = {
    ...defined({ model, fit, system, maxTokens, signal }),
    method: "base64",
    uploads: "never",
  };
  return (call.tiles ? locateInTiles : locate)(
    input,
    what,
    { ...call, fetchUrl: lane.fetchUrl },
    {
      wish: (bytes, prompt, schema) => wishOf(lane, bytes, prompt, { ...asked, ...defined({ schema }) }),
      send: (body) => lane.send(body, signal),
    },
  );
}
