// Files of a platform that a batch points to must be there when its requests have their turn: within a day, says the platform.
import type { Uploads } from "../../uploads/uploads.ts";

const DAY_MS = 24 * 3600 * 1000;

/** What expires within a day is not found, and put there anew; what the caller wants gone earlier is as good as it can be. */
export function lastingUploads(uploads: Uploads, now: () => number): Uploads {
  return {
    ...uploads,
    find: (where, file) => uploads.find({ ...where, marginMs: DAY_MS }, file),
    upload(where, wanted, signal) {
      const short = wanted.expiresAt !== null && wanted.expiresAt <= now() + DAY_MS;
      return uploads.upload(short ? where : { ...where, marginMs: DAY_MS }, wanted, signal);
    },
  };
}
