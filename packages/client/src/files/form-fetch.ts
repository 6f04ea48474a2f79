// A fetch for official clients whose forms are read while they are sent. FormData would do, but it needs the whole file in memory, tells nothing of
// how far it is, and a part that fails while it is read brings Node 24 down (seen with 24.21).
import { randomUUID } from "node:crypto";
import { ReadableStream } from "node:stream/web";
import type { UploadForm } from "./upload-form.ts";
import { withoutFilesBeta } from "./without-beta.ts";

export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

export interface FormFetch {
  readonly fetch: Fetch;
  /** A stand-in for the file: the form it comes in is sent as `form`. Forget it when the call has ended. */
  standIn(form: UploadForm): { readonly file: File; forget(): void };
}

export function createFormFetch(fetch: Fetch): FormFetch {
  const forms = new Map<string, UploadForm>();

  const sending: Fetch = (input, init = {}) => {
    const headers = withoutFilesBeta(new Headers(init.headers));
    const file = init.body instanceof FormData ? init.body.get("file") : null;
    const form = file instanceof File ? forms.get(file.name) : undefined;
    if (form === undefined) return fetch(input, { ...init, headers });
    return fetch(input, formInit(form, { ...init, headers }));
  };

  return {
    // The client asks its fetch for a Response class before it makes a form; without one it would send a request to find out.
    fetch: Object.assign(sending, { Response }),
    standIn(form) {
      const name = `fovea-${randomUUID()}`;
      forms.set(name, form);
      return { file: new File([], name), forget: () => void forms.delete(name) };
    },
  };
}

const FORMS = new WeakMap<object, UploadForm>();

/** The form behind the body of a request, for who needs its bytes twice: to sign them, and to send them. Null for any other body. */
export function formBehind(body: unknown): UploadForm | null {
  return typeof body === "object" && body !== null ? (FORMS.get(body) ?? null) : null;
}

/** A request whose body is the form: of a length that is known, read from its beginning whenever it is sent. */
export function formInit(form: UploadForm, init: RequestInit & { readonly headers: Headers }): RequestInit {
  const headers = new Headers(init.headers);
  headers.set("content-type", form.contentType);
  headers.set("content-length", String(form.length));
  const body = ReadableStream.from(form.open());
  FORMS.set(body, form);
  // `duplex` is not among the types of RequestInit, and Node wants it with a stream.
  return { ...init, headers, body, duplex: "half" } as RequestInit;
}
