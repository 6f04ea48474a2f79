// A plan carried out: the request body, and what really became of every picture on the way.
import { apply } from "../content/apply.ts";
import { isUpload } from "../lower/able.ts";
import { lower } from "../lower/lower.ts";
import type { NewPicture, Resolvers } from "../lower/resolvers.ts";
import type { Plan } from "../plan/plan.ts";
import { type ImageLedger, imageLedger } from "./image-ledger.ts";
import type { Planned, Wish } from "./prepare.ts";
import { type UploadedPart, uploader } from "./uploader.ts";

export interface Lowered {
  readonly body: { readonly messages: readonly unknown[] };
  readonly plan: Plan;
  readonly images: ImageLedger;
  /** What was put on the platform for this request, or found there, by the path of the block. */
  readonly uploads: ReadonlyMap<string, UploadedPart>;
}

/** @throws what `lower` throws, and what uploading throws */
export async function lowered({ body, blocks, plan, resolvers }: Planned, wish: Wish): Promise<Lowered> {
  const { teller } = wish;
  const made = new Map<string, NewPicture>();
  const uploads = new Map<string, UploadedPart>();
  const place = plan.ok && plan.steps.some(isUpload) ? await wish.uploads() : null;
  const nameOf = (at: string): string | null => plan.steps.find((step) => step.at === at)?.name ?? null;
  const upload = place === null ? null : uploader(place, wish, nameOf);
  const { pixels } = resolvers;
  const recording: Resolvers = {
    ...resolvers,
    ...(pixels && {
      async pixels(work) {
        teller.tell({ type: "resizing", at: work.at, name: nameOf(work.at) });
        const picture = await pixels.call(resolvers, work);
        made.set(work.at, picture);
        return picture;
      },
    }),
    ...(upload && {
      async upload(work) {
        const found = await upload(work);
        uploads.set(work.at, found);
        return found.fileId;
      },
    }),
  };
  const edits = await lower(plan, blocks, recording);
  const encode = ({ buffer, byteOffset, length }: Uint8Array): string =>
    Buffer.from(buffer, byteOffset, length).toString("base64");
  const written = (await apply(body, edits, { encode })) as Lowered["body"];
  return { body: written, plan, images: imageLedger(plan, written, { made }), uploads };
}
