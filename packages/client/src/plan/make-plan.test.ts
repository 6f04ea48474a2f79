// The expected step of every kind of block on every platform, side by side, refusals included.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Block } from "../content/block.ts";
import type { PlatformId } from "../platform/capability.ts";
import { PLATFORMS } from "../platform/platforms.ts";
import type { PlanContext } from "./context.ts";
import { base64, context, file, held, jpeg, MIB, other, ours, png, url } from "./fixtures/samples.ts";
import { makePlan } from "./make-plan.ts";
import type { Policy, Step } from "./plan.ts";

// A cell is the action, the method after it (b base64, u url, f file) and what must be got first (<fetch, <file). A cell with a
// bang is a refusal, by the end of its codes.
const REFUSALS: Record<string, readonly string[]> = {
  "!method": ["capability.method"],
  "!makeurl": ["capability.make-url"],
  "!uploads": ["capability.uploads"],
  "!block": ["capability.block"],
  "!setting": ["capability.oversized-image"],
  "!https": ["input.url-not-https"],
  "!private": ["input.url-unreachable"],
  "!pdf": ["input.pdf-in-image"],
  "!picture": ["input.image-in-document"],
  "!page": ["input.web-page"],
  "!place": ["input.block-place"],
  "!declared": ["input.media-type-declared"],
  "!text64": ["input.base64-text"],
  "!format": ["input.media-type-unsupported"],
  "!bytes": ["limit.image-base64-bytes"],
  "!edge": ["limit.edge"],
  "!tier": ["limit.tier"],
  "!pixels": ["limit.pixels"],
  "!block+place": ["input.block-place", "capability.block"],
  "!block+picture": ["capability.block", "input.image-in-document"],
};

const TABLE = `
block                                 | anthropic      | aws            | bedrock        | bedrock-legacy | vertex         | google-cloud   | foundry        | foundry-azure  | compatible     | eyes
base64 png                            | keep b         | keep b         | keep b         | keep b         | keep b         | keep b         | keep b         | keep b         | keep b         | keep b
base64 png called image/jpg           | relabel b      | relabel b      | relabel b      | relabel b      | relabel b      | relabel b      | relabel b      | relabel b      | relabel b      | relabel b
base64 png, no media type             | relabel b      | relabel b      | relabel b      | relabel b      | relabel b      | relabel b      | relabel b      | relabel b      | relabel b      | relabel b
base64 with data: prefix              | relabel b      | relabel b      | relabel b      | relabel b      | relabel b      | relabel b      | relabel b      | relabel b      | relabel b      | relabel b
base64 6 MiB of text                  | keep b         | keep b         | transcode b    | transcode b    | transcode b    | keep b         | keep b         | transcode b    | keep b         | keep b
base64 11 MiB of text                 | transcode b    | transcode b    | transcode b    | transcode b    | transcode b    | transcode b    | transcode b    | transcode b    | transcode b    | transcode b
base64 11 MiB, uploads auto           | upload f       | upload f       | transcode b    | transcode b    | transcode b    | upload f       | upload f       | transcode b    | transcode b    | transcode b
base64 11 MiB, fit never              | !bytes         | !bytes         | !bytes         | !bytes         | !bytes         | !bytes         | !bytes         | !bytes         | !bytes         | !bytes
base64 9000x100                       | resize b       | resize b       | resize b       | resize b       | resize b       | resize b       | resize b       | resize b       | resize b       | resize b
base64 9000x100, fit never            | !edge          | !edge          | !edge          | !edge          | !edge          | !edge          | !edge          | !edge          | !edge          | !edge
base64 20000x20000                    | !pixels        | !pixels        | !pixels        | !pixels        | !pixels        | !pixels        | !pixels        | !pixels        | !pixels        | !pixels
base64 4000x3000                      | keep b         | keep b         | keep b         | keep b         | keep b         | keep b         | keep b         | keep b         | keep b         | keep b
base64 4000x3000, fit seen            | resize b       | resize b       | resize b       | resize b       | resize b       | resize b       | resize b       | resize b       | resize b       | resize b
base64 4000x3000, error               | resize b       | resize b       | resize b       | resize b       | resize b       | resize b       | resize b       | resize b       | resize b       | resize b
base64 1000x1000, error               | keep b         | keep b         | relabel b      | relabel b      | relabel b      | keep b         | keep b         | relabel b      | relabel b      | relabel b
base64 heic                           | transcode b    | transcode b    | transcode b    | transcode b    | transcode b    | transcode b    | transcode b    | transcode b    | transcode b    | transcode b
base64 heic, fit never                | !format        | !format        | !format        | !format        | !format        | !format        | !format        | !format        | !format        | !format
base64 pdf                            | !pdf           | !pdf           | !pdf           | !pdf           | !pdf           | !pdf           | !pdf           | !pdf           | !pdf           | !pdf
base64 web page                       | !page          | !page          | !page          | !page          | !page          | !page          | !page          | !page          | !page          | !page
base64 png, method url                | !makeurl       | !makeurl       | !makeurl       | !makeurl       | !makeurl       | !makeurl       | !makeurl       | !makeurl       | !makeurl       | !makeurl
base64 png, method file               | upload f       | upload f       | !method        | !method        | !method        | upload f       | upload f       | !method        | !method        | !method
base64 in an assistant message        | !place         | !place         | !place         | !place         | !place         | !place         | !place         | !place         | !place         | !place
url https                             | keep u         | keep u         | inline b<fetch | inline b<fetch | inline b<fetch | keep u         | keep u         | keep u         | inline b<fetch | inline b<fetch
url https, method url                 | keep u         | keep u         | !method        | !method        | !method        | keep u         | keep u         | keep u         | !method        | !method
url https, method base64              | inline b<fetch | inline b<fetch | inline b<fetch | inline b<fetch | inline b<fetch | inline b<fetch | inline b<fetch | inline b<fetch | inline b<fetch | inline b<fetch
url https, method file                | upload f<fetch | upload f<fetch | !method        | !method        | !method        | upload f<fetch | upload f<fetch | !method        | !method        | !method
url http                              | !https         | !https         | !https         | !https         | !https         | !https         | !https         | !https         | !https         | !https
url private                           | !private       | !private       | inline b<fetch | inline b<fetch | inline b<fetch | !private       | !private       | !private       | inline b<fetch | inline b<fetch
url, found to be 9000x100             | resize b<fetch | resize b<fetch | resize b<fetch | resize b<fetch | resize b<fetch | resize b<fetch | resize b<fetch | resize b<fetch | resize b<fetch | resize b<fetch
url, found to be 9000x100, method url | !makeurl       | !makeurl       | !method        | !method        | !method        | !makeurl       | !makeurl       | !makeurl       | !method        | !method
file id                               | keep f         | keep f         | inline b<file  | inline b<file  | inline b<file  | keep f         | keep f         | inline b<file  | inline b<file  | inline b<file
file id, method base64                | inline b<file  | inline b<file  | inline b<file  | inline b<file  | inline b<file  | inline b<file  | inline b<file  | inline b<file  | inline b<file  | inline b<file
file id, method url                   | !makeurl       | !makeurl       | !makeurl       | !makeurl       | !makeurl       | !makeurl       | !makeurl       | !makeurl       | !makeurl       | !makeurl
file id, method file                  | keep f         | keep f         | !method        | !method        | !method        | keep f         | keep f         | !method        | !method        | !method
our file                              | upload f<file  | upload f<file  | inline b<file  | inline b<file  | inline b<file  | upload f<file  | upload f<file  | inline b<file  | inline b<file  | inline b<file
our file, uploads never               | inline b<file  | inline b<file  | inline b<file  | inline b<file  | inline b<file  | inline b<file  | inline b<file  | inline b<file  | inline b<file  | inline b<file
our file, uploads auto                | upload f<file  | upload f<file  | inline b<file  | inline b<file  | inline b<file  | upload f<file  | upload f<file  | inline b<file  | inline b<file  | inline b<file
our file, uploaded before             | reference f    | reference f    | inline b<file  | inline b<file  | inline b<file  | reference f    | reference f    | inline b<file  | inline b<file  | inline b<file
our file, uploaded before, never      | inline b<file  | inline b<file  | inline b<file  | inline b<file  | inline b<file  | inline b<file  | inline b<file  | inline b<file  | inline b<file  | inline b<file
our file, method base64               | inline b<file  | inline b<file  | inline b<file  | inline b<file  | inline b<file  | inline b<file  | inline b<file  | inline b<file  | inline b<file  | inline b<file
our file, method url                  | !makeurl       | !makeurl       | !makeurl       | !makeurl       | !makeurl       | !makeurl       | !makeurl       | !makeurl       | !makeurl       | !makeurl
our file, method file                 | upload f<file  | upload f<file  | !method        | !method        | !method        | upload f<file  | upload f<file  | !method        | !method        | !method
our file, 9000x100                    | resize b<file  | resize b<file  | resize b<file  | resize b<file  | resize b<file  | resize b<file  | resize b<file  | resize b<file  | resize b<file  | resize b<file
our file, 9000x100, fit never         | !edge          | !edge          | !edge          | !edge          | !edge          | !edge          | !edge          | !edge          | !edge          | !edge
our file, 6 MiB of text               | upload f<file  | upload f<file  | transcode b<file | transcode b<file | transcode b<file | upload f<file  | upload f<file  | transcode b<file | inline b<file  | inline b<file
our 11 MiB, fit never                 | upload f<file  | upload f<file  | !bytes         | !bytes         | !bytes         | upload f<file  | upload f<file  | !bytes         | !bytes         | !bytes
our 11 MiB, fit and uploads never     | !bytes         | !bytes         | !bytes         | !bytes         | !bytes         | !bytes         | !bytes         | !bytes         | !bytes         | !bytes
our 11 MiB, in a tool result          | upload f<file  | upload f<file  | transcode b<file | transcode b<file | transcode b<file | upload f<file  | upload f<file  | transcode b<file | transcode b<file | transcode b<file
our file is a web page                | !page          | !page          | !page          | !page          | !page          | !page          | !page          | !page          | !page          | !page
our document                          | upload f<file  | upload f<file  | inline b<file  | inline b<file  | inline b<file  | upload f<file  | upload f<file  | inline b<file  | !block         | !block
our document, uploads never           | inline b<file  | inline b<file  | inline b<file  | inline b<file  | inline b<file  | inline b<file  | inline b<file  | inline b<file  | !block         | !block
held jpeg                             | inline b       | inline b       | inline b       | inline b       | inline b       | inline b       | inline b       | inline b       | inline b       | inline b
held jpeg, method base64              | inline b       | inline b       | inline b       | inline b       | inline b       | inline b       | inline b       | inline b       | inline b       | inline b
held jpeg, method url                 | !makeurl       | !makeurl       | !makeurl       | !makeurl       | !makeurl       | !makeurl       | !makeurl       | !makeurl       | !makeurl       | !makeurl
held jpeg, method file                | upload f       | upload f       | !method        | !method        | !method        | upload f       | upload f       | !method        | !method        | !method
held jpeg, file, uploads never        | !uploads       | !uploads       | !method        | !method        | !method        | !uploads       | !uploads       | !method        | !method        | !method
held jpeg, uploaded before            | reference f    | reference f    | inline b       | inline b       | inline b       | reference f    | reference f    | inline b       | inline b       | inline b
held jpeg, uploaded before, never     | inline b       | inline b       | inline b       | inline b       | inline b       | inline b       | inline b       | inline b       | inline b       | inline b
held 9000x100, uploaded before        | resize b       | resize b       | resize b       | resize b       | resize b       | resize b       | resize b       | resize b       | resize b       | resize b
held 11 MiB of text                   | transcode b    | transcode b    | transcode b    | transcode b    | transcode b    | transcode b    | transcode b    | transcode b    | transcode b    | transcode b
held 11 MiB, uploads auto             | upload f       | upload f       | transcode b    | transcode b    | transcode b    | upload f       | upload f       | transcode b    | transcode b    | transcode b
held 9000x100                         | resize b       | resize b       | resize b       | resize b       | resize b       | resize b       | resize b       | resize b       | resize b       | resize b
held 9000x100, method file            | resize f       | resize f       | !method        | !method        | !method        | resize f       | resize f       | !method        | !method        | !method
held heic                             | transcode b    | transcode b    | transcode b    | transcode b    | transcode b    | transcode b    | transcode b    | transcode b    | transcode b    | transcode b
document base64                       | keep b         | keep b         | keep b         | keep b         | keep b         | keep b         | keep b         | keep b         | !block         | !block
document url                          | keep u         | keep u         | inline b<fetch | inline b<fetch | inline b<fetch | keep u         | keep u         | keep u         | !block         | !block
document file id                      | keep f         | keep f         | inline b<file  | inline b<file  | inline b<file  | keep f         | keep f         | inline b<file  | !block         | !block
document held                         | inline b       | inline b       | inline b       | inline b       | inline b       | inline b       | inline b       | inline b       | !block         | !block
document held, method file            | upload f       | upload f       | !method        | !method        | !method        | upload f       | upload f       | !method        | !block         | !block
document text                         | keep           | keep           | keep           | keep           | keep           | keep           | keep           | keep           | !block         | !block
document that is a png                | !picture       | !picture       | !picture       | !picture       | !picture       | !picture       | !picture       | !picture       | !block+picture | !block+picture
document in an assistant message      | !place         | !place         | !place         | !place         | !place         | !place         | !place         | !place         | !block+place   | !block+place
same, anthropic-version 2023-06-01    | keep b         | keep b         | keep b         | keep b         | keep b         | keep b         | keep b         | keep b         | !block         | !block
strict: base64 png                    | keep b         | keep b         | keep b         | keep b         | keep b         | keep b         | keep b         | keep b         | keep b         | keep b
strict: base64 png called image/jpg   | !declared      | !declared      | !declared      | !declared      | !declared      | !declared      | !declared      | !declared      | !declared      | !declared
strict: base64 with data: prefix      | !text64        | !text64        | !text64        | !text64        | !text64        | !text64        | !text64        | !text64        | !text64        | !text64
strict: base64 6 MiB of text          | keep b         | keep b         | !bytes         | !bytes         | !bytes         | keep b         | keep b         | !bytes         | keep b         | keep b
strict: base64 9000x100               | !edge          | !edge          | !edge          | !edge          | !edge          | !edge          | !edge          | !edge          | !edge          | !edge
strict: base64 heic                   | !format        | !format        | !format        | !format        | !format        | !format        | !format        | !format        | !format        | !format
strict: 4000x3000, error              | !tier          | !tier          | !setting       | !setting       | !setting       | !tier          | !tier          | !setting       | !setting       | !setting
strict: base64, method file           | keep b         | keep b         | keep b         | keep b         | keep b         | keep b         | keep b         | keep b         | keep b         | keep b
strict: url https                     | keep u         | keep u         | !method        | !method        | !method        | keep u         | keep u         | keep u         | !method        | !method
strict: url http                      | !https         | !https         | !method        | !method        | !method        | !https         | !https         | !https         | !method        | !method
strict: file id                       | keep f         | keep f         | !method        | !method        | !method        | keep f         | keep f         | !method        | !method        | !method
strict: our file                      | upload f<file  | upload f<file  | !method        | !method        | !method        | upload f<file  | upload f<file  | !method        | !method        | !method
strict: our file, uploads never       | inline b<file  | inline b<file  | !method        | !method        | !method        | inline b<file  | inline b<file  | !method        | !method        | !method
strict: our file, uploaded before     | reference f    | reference f    | !method        | !method        | !method        | reference f    | reference f    | !method        | !method        | !method
strict: our 11 MiB, uploads never     | !bytes         | !bytes         | !method        | !method        | !method        | !bytes         | !bytes         | !method        | !method        | !method
strict: our document                  | upload f<file  | upload f<file  | !method        | !method        | !method        | upload f<file  | upload f<file  | !method        | !block         | !block
strict: held jpeg                     | inline b       | inline b       | inline b       | inline b       | inline b       | inline b       | inline b       | inline b       | inline b       | inline b
strict: held jpeg, method file        | upload f       | upload f       | !method        | !method        | !method        | upload f       | upload f       | !method        | !method        | !method
strict: held 9000x100                 | !edge          | !edge          | !edge          | !edge          | !edge          | !edge          | !edge          | !edge          | !edge          | !edge
strict: held heic                     | !format        | !format        | !format        | !format        | !format        | !format        | !format        | !format        | !format        | !format
strict: document url                  | keep u         | keep u         | !method        | !method        | !method        | keep u         | keep u         | keep u         | !block         | !block
`;

const METHODS = { b: "base64", u: "url", f: "file" } as const;
const HASH = "ab".repeat(32);
const CAT = "https://upload.wikimedia.org/cat.jpg";
const doc = { type: "document" } as const;
const pdf = other("application/pdf");
const jpeg6 = jpeg(1000, 1000, { byteLength: 4.5 * MIB });
const png11 = png(1000, 1000, { byteLength: 8.25 * MIB });
const uploaded = { [HASH]: "file_there" };

interface Case {
  readonly block: Block;
  readonly policy?: Partial<Policy>;
  readonly more?: Partial<PlanContext>;
}

const CASES: Record<string, Case> = {
  "base64 png": { block: base64(png(1000, 1000)) },
  "base64 png called image/jpg": { block: base64(png(1000, 1000), { declared: "image/jpg" }) },
  "base64 png, no media type": { block: base64(png(1000, 1000), { declared: null }) },
  "base64 with data: prefix": { block: base64(png(1000, 1000), { flaws: ["data-prefix"] }) },
  "base64 6 MiB of text": { block: base64(jpeg6) },
  "base64 11 MiB of text": { block: base64(png11) },
  "base64 11 MiB, uploads auto": { block: base64(png11), policy: { uploads: "auto" } },
  "base64 11 MiB, fit never": { block: base64(png11), policy: { fit: "never" } },
  "base64 9000x100": { block: base64(png(9000, 100)) },
  "base64 9000x100, fit never": { block: base64(png(9000, 100)), policy: { fit: "never" } },
  "base64 20000x20000": { block: base64(png(20000, 20000)) },
  "base64 4000x3000": { block: base64(png(4000, 3000)) },
  "base64 4000x3000, fit seen": { block: base64(png(4000, 3000)), policy: { fit: "seen" } },
  "base64 4000x3000, error": { block: base64(png(4000, 3000), { oversizedImage: "error" }) },
  "base64 1000x1000, error": { block: base64(png(1000, 1000), { oversizedImage: "error" }) },
  "base64 heic": { block: base64(other("image/heic")) },
  "base64 heic, fit never": { block: base64(other("image/heic")), policy: { fit: "never" } },
  "base64 pdf": { block: base64(pdf) },
  "base64 web page": { block: base64(other("text/html"), { declared: "image/jpeg" }) },
  "base64 png, method url": { block: base64(png(1000, 1000)), policy: { method: "url" } },
  "base64 png, method file": { block: base64(png(1000, 1000)), policy: { method: "file" } },
  "base64 in an assistant message": { block: base64(png(1000, 1000), { place: "assistant" }) },
  "url https": { block: url(CAT) },
  "url https, method url": { block: url(CAT), policy: { method: "url" } },
  "url https, method base64": { block: url(CAT), policy: { method: "base64" } },
  "url https, method file": { block: url(CAT), policy: { method: "file" } },
  "url http": { block: url("http://upload.wikimedia.org/cat.jpg") },
  "url private": { block: url("https://192.168.1.7/cat.jpg") },
  "url, found to be 9000x100": { block: url(CAT, { facts: png(9000, 100) }) },
  "url, found to be 9000x100, method url": { block: url(CAT, { facts: png(9000, 100) }), policy: { method: "url" } },
  "file id": { block: file() },
  "file id, method base64": { block: file(), policy: { method: "base64" } },
  "file id, method url": { block: file(), policy: { method: "url" } },
  "file id, method file": { block: file(), policy: { method: "file" } },
  "our file": { block: ours(png(1000, 1000)) },
  "our file, uploads never": { block: ours(png(1000, 1000)), policy: { uploads: "never" } },
  "our file, uploads auto": { block: ours(png(1000, 1000)), policy: { uploads: "auto" } },
  "our file, uploaded before": { block: ours(png(1000, 1000, { sha256: HASH })), more: { uploaded } },
  "our file, uploaded before, never": {
    block: ours(png(1000, 1000, { sha256: HASH })),
    policy: { uploads: "never" },
    more: { uploaded },
  },
  "our file, method base64": { block: ours(png(1000, 1000)), policy: { method: "base64" } },
  "our file, method url": { block: ours(png(1000, 1000)), policy: { method: "url" } },
  "our file, method file": { block: ours(png(1000, 1000)), policy: { method: "file" } },
  "our file, 9000x100": { block: ours(png(9000, 100)) },
  "our file, 9000x100, fit never": { block: ours(png(9000, 100)), policy: { fit: "never" } },
  "our file, 6 MiB of text": { block: ours(jpeg6) },
  "our 11 MiB, fit never": { block: ours(png11), policy: { fit: "never" } },
  "our 11 MiB, fit and uploads never": { block: ours(png11), policy: { fit: "never", uploads: "never" } },
  "our 11 MiB, in a tool result": { block: ours(png11, { place: "tool_result" }) },
  "our file is a web page": { block: ours(other("text/html")) },
  "our document": { block: ours(pdf, doc) },
  "our document, uploads never": { block: ours(pdf, doc), policy: { uploads: "never" } },
  "held jpeg": { block: held(jpeg(1000, 1000)) },
  "held jpeg, method base64": { block: held(jpeg(1000, 1000)), policy: { method: "base64" } },
  "held jpeg, method url": { block: held(jpeg(1000, 1000)), policy: { method: "url" } },
  "held jpeg, method file": { block: held(jpeg(1000, 1000)), policy: { method: "file" } },
  "held jpeg, file, uploads never": { block: held(jpeg(1000, 1000)), policy: { method: "file", uploads: "never" } },
  "held jpeg, uploaded before": { block: held(jpeg(1000, 1000, { sha256: HASH })), more: { uploaded } },
  "held jpeg, uploaded before, never": {
    block: held(jpeg(1000, 1000, { sha256: HASH })),
    policy: { uploads: "never" },
    more: { uploaded },
  },
  "held 9000x100, uploaded before": { block: held(png(9000, 100, { sha256: HASH })), more: { uploaded } },
  "held 11 MiB of text": { block: held(png11) },
  "held 11 MiB, uploads auto": { block: held(png11), policy: { uploads: "auto" } },
  "held 9000x100": { block: held(png(9000, 100)) },
  "held 9000x100, method file": { block: held(png(9000, 100)), policy: { method: "file" } },
  "held heic": { block: held(other("image/heic")) },
  "document base64": { block: base64(pdf, doc) },
  "document url": { block: url("https://example.org/a.pdf", doc) },
  "document file id": { block: file(doc) },
  "document held": { block: held(pdf, doc) },
  "document held, method file": { block: held(pdf, doc), policy: { method: "file" } },
  "document text": {
    block: { ...base64(pdf, doc), source: { method: "text" }, facts: { unknown: "text" } },
  },
  "document that is a png": { block: base64(png(1000, 1000), doc) },
  "document in an assistant message": { block: base64(pdf, { ...doc, place: "assistant" }) },
  "same, anthropic-version 2023-06-01": {
    block: base64(pdf, { ...doc, place: "assistant" }),
    more: { apiVersion: "2023-06-01" },
  },
  "strict: base64 png": { block: base64(png(1000, 1000)), policy: { mode: "strict" } },
  "strict: base64 png called image/jpg": {
    block: base64(png(1000, 1000), { declared: "image/jpg" }),
    policy: { mode: "strict" },
  },
  "strict: base64 with data: prefix": {
    block: base64(png(1000, 1000), { flaws: ["data-prefix"] }),
    policy: { mode: "strict" },
  },
  "strict: base64 6 MiB of text": { block: base64(jpeg6), policy: { mode: "strict" } },
  "strict: base64 9000x100": { block: base64(png(9000, 100)), policy: { mode: "strict" } },
  "strict: base64 heic": { block: base64(other("image/heic")), policy: { mode: "strict" } },
  "strict: 4000x3000, error": {
    block: base64(png(4000, 3000), { oversizedImage: "error" }),
    policy: { mode: "strict" },
  },
  "strict: base64, method file": { block: base64(png(1000, 1000)), policy: { mode: "strict", method: "file" } },
  "strict: url https": { block: url(CAT), policy: { mode: "strict" } },
  "strict: url http": { block: url("http://upload.wikimedia.org/cat.jpg"), policy: { mode: "strict" } },
  "strict: file id": { block: file(), policy: { mode: "strict" } },
  "strict: our file": { block: ours(png(1000, 1000)), policy: { mode: "strict" } },
  "strict: our file, uploads never": { block: ours(png(1000, 1000)), policy: { mode: "strict", uploads: "never" } },
  "strict: our file, uploaded before": {
    block: ours(png(1000, 1000, { sha256: HASH })),
    policy: { mode: "strict" },
    more: { uploaded },
  },
  "strict: our 11 MiB, uploads never": { block: ours(png11), policy: { mode: "strict", uploads: "never" } },
  "strict: our document": { block: ours(pdf, doc), policy: { mode: "strict" } },
  "strict: held jpeg": { block: held(jpeg(1000, 1000)), policy: { mode: "strict" } },
  "strict: held jpeg, method file": { block: held(jpeg(1000, 1000)), policy: { mode: "strict", method: "file" } },
  "strict: held 9000x100": { block: held(png(9000, 100)), policy: { mode: "strict" } },
  "strict: held heic": { block: held(other("image/heic")), policy: { mode: "strict" } },
  "strict: document url": { block: url("https://example.org/a.pdf", doc), policy: { mode: "strict" } },
};

function cellOf(step: Step): string {
  if (step.action === "refuse") {
    const codes = step.problems.map((problem) => problem.code);
    const found = Object.entries(REFUSALS).find(([, all]) => JSON.stringify(all) === JSON.stringify(codes));
    return found?.[0] ?? `refuse ${codes.join(" ")}`;
  }
  const method = Object.entries(METHODS).find(([, name]) => name === step.method)?.[0];
  return `${step.action}${method === undefined ? "" : ` ${method}`}${step.needs === null ? "" : `<${step.needs}`}`;
}

function stepFor(name: string, platform: PlatformId): Step {
  const found = CASES[name];
  assert.ok(found, `there is no case "${name}"`);
  const [step] = makePlan([found.block], context(platform, found.policy ?? {}, found.more ?? {})).steps;
  assert.ok(step);
  return step;
}

test("every kind of block has its step on every platform", async (t) => {
  const [header = [], ...rows] = TABLE.trim()
    .split("\n")
    .map((line) => line.split("|").map((cell) => cell.trim()));
  assert.deepEqual(header.slice(1), Object.keys(PLATFORMS), "the table has a column for every platform");
  assert.deepEqual(
    rows.map(([name]) => name),
    Object.keys(CASES),
    "the table has a row for every case",
  );
  for (const [name = "", ...cells] of rows)
    await t.test(name, () => {
      const found = Object.keys(PLATFORMS).map((id) => cellOf(stepFor(name, id as PlatformId)));
      assert.deepEqual(found, cells);
    });
});
