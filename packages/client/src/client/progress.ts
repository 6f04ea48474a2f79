// What is going on in a call, for whoever wants to show it.

/** One thing that is going on in a call. */
export type Progress =
  /** An input is being read. */
  | { readonly type: "opening"; readonly name: string }
  /** A url is being fetched, here. Its query is left out: it may be a secret. */
  | { readonly type: "fetching"; readonly url: string }
  /** A picture's pixels are being written anew. `at` is the path of its block. */
  | { readonly type: "resizing"; readonly at: string; readonly name: string | null }
  /** A file is being put on the platform; told again as it goes. */
  | {
      readonly type: "uploading";
      readonly name: string | null;
      readonly sentBytes: number;
      readonly totalBytes: number;
    }
  /** The request is on its way: the length of its body, in bytes. */
  | { readonly type: "sending"; readonly bytes: number };

/** Called in the order of things, never after the call has settled. What it throws ends the call. */
export type OnProgress = (progress: Progress) => void;

export interface Teller {
  tell(progress: Progress): void;
  /** Nothing is told from here on. */
  end(): void;
  /** Whether anybody listens. */
  readonly heard: boolean;
}

export function createTeller(onProgress: OnProgress | undefined): Teller {
  let listener = onProgress;
  return {
    tell: (progress) => listener?.(progress),
    end() {
      listener = undefined;
    },
    heard: onProgress !== undefined,
  };
}
