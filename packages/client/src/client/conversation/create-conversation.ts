// A conversation: keeps what was said, makes every picture right once, and sends it as it was ever after.
import { InputError } from "../../errors/errors.ts";
import type { Plan } from "../../plan/plan.ts";
import type { Lane } from "../lane.ts";
import type { Conversation, ConversationAnswer, ConversationOptions } from "./conversation.ts";
import { EMPTY, type History } from "./history.ts";
import { createDirectoryPictures, createMemoryPictures } from "./picture-store.ts";
import { type Asked, askedOf, planTurn } from "./ready-turn.ts";
import { loaded, type SavedConversation, saved } from "./saved.ts";
import { settingsOf, withStanding } from "./settings.ts";
import { takeTurn } from "./take-turn.ts";
import { createThreadTransport } from "./threads.ts";
import { createWholeTransport } from "./transport.ts";
import { turnStream } from "./turn-stream.ts";
import { createUploading } from "./uploading.ts";

/**
 * @throws TypeError for an option that is none, or not of its kind; CapabilityError `capability.threads`
 */
export function createConversation(lane: Lane, options: ConversationOptions = {}): Conversation {
  let settings = settingsOf(lane, options);
  const store = settings.directory === undefined ? createMemoryPictures() : createDirectoryPictures(settings.directory);
  const uploading = createUploading(lane, settings.policy.uploads !== "never");
  const transport = settings.threads ? createThreadTransport(lane) : createWholeTransport(lane);
  let history: History = EMPTY;
  let busy = false;
  let files = true;

  const means = () => ({
    settings,
    store,
    uploading,
    transport,
    files,
    withoutFiles: () => {
      files = false;
    },
  });

  /** One turn at a time: what the next one says depends on what this one is answered. */
  async function alone<T>(work: () => Promise<T>): Promise<T> {
    if (busy) throw new InputError("input.turn-in-progress", {});
    busy = true;
    try {
      return await work();
    } finally {
      busy = false;
    }
  }

  async function turn(asked: Asked, onText: ((text: string) => void) | null): Promise<ConversationAnswer> {
    const taken = await takeTurn(history, asked, onText, means());
    history = taken.history;
    return taken.answer;
  }

  return {
    ask: async (...given: readonly unknown[]) => {
      const asked = askedOf(given);
      return alone(() => turn(asked, null));
    },
    stream: (...given: readonly unknown[]) => {
      const asked = askedOf(given);
      return turnStream(asked.options.signal, (signal, onText) =>
        alone(() => turn({ ...asked, options: { ...asked.options, signal } }, onText)),
      );
    },
    plan: async (...given: readonly unknown[]): Promise<Plan> => planTurn(history, askedOf(given), means()),
    get messages() {
      return history.messages;
    },
    get turns() {
      return history.turns;
    },
    save: async (): Promise<SavedConversation> => saved(history, settings, store),
    load: (value: unknown) =>
      alone(async () => {
        if (history.messages.length > 0)
          throw new TypeError("load() goes on with a saved conversation only where nothing was said yet");
        const find = async ({ sha256, mediaType }: { readonly sha256: string; readonly mediaType: string }) =>
          (await (await uploading.uploads())?.find({ sha256, mediaType })) ?? null;
        const found = await loaded(value, { settings, store, find, now: Date.now() });
        settings = withStanding(settings, found.standing);
        history = found.history;
      }),
  };
}
