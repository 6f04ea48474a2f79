// What the tests of programs that exist share: a foveaFetch that is added to them, and nothing else.
import { type FoveaFetchOptions, foveaFetch } from "@fovea/client/fetch";
import { drawForeign } from "@fovea/client/internal/client/draw-foreign";
import { createPixels } from "@fovea/client/internal/pixels/create-pixels";
import type { Credentials, Fake, FakePlatform } from "../fakes/fake.ts";

export type Fetch = typeof globalThis.fetch;

/** A platform, and who asks there. */
export interface Place {
  readonly platform: FakePlatform;
  readonly credentials: Credentials;
}

/** One for the whole process, so that no picture is written twice for several platforms. */
const pixels = createPixels({ drawForeign, maxKeptBytes: 256 * 1024 * 1024 });

/**
 * All that is added. That the address is Azure's hosting does not show, here or in the world, so that one is named. `origin` is opened because the
 * pictures of these tests are on loopback.
 */
export function added(platform: FakePlatform, origin: string, more: FoveaFetchOptions = {}): Fetch {
  const named = platform === "foundry-azure" ? { platform } : {};
  return foveaFetch({ ...named, pixels, openedOrigins: [origin], ...more });
}

/** The keys of programs that sign stand in the environment. */
export function withKeys({ credentials: { aws } }: Fake): void {
  const { env } = process;
  if (aws === null) return;
  env.AWS_ACCESS_KEY_ID = aws.accessKeyId;
  env.AWS_SECRET_ACCESS_KEY = aws.secretAccessKey;
  if (aws.sessionToken === null) delete env.AWS_SESSION_TOKEN;
  else env.AWS_SESSION_TOKEN = aws.sessionToken;
}
