// Uploads whose reuse is checked: whoever asks for an id to keep wants one that is there, and may wait for a look at the platform.
import type { Uploads } from "./uploads.ts";

/** As `uploads`; but what was found is asked for at the platform before it is given out, and uploaded again when it is not there any more. */
export function checkedUploads(uploads: Uploads): Uploads {
  return {
    ...uploads,
    async upload(wish, call) {
      const got = await uploads.upload(wish, call);
      if (!got.found || !(await uploads.gone([got.fileId], call?.signal)).has(got.fileId)) return got;
      return uploads.upload(wish, call);
    },
  };
}
