// Properties of the file and of the picture as a whole.
import type { Perception } from "../../../perception.ts";
import { isTooDarkForColour } from "../../say/light.ts";
import type { Row } from "../row.ts";
import { flag, fraction, type Native, number, text, untold } from "../scope.ts";

const ofPicture = (give: (seen: Perception) => Native): Row["of"] => ({ picture: ({ view }) => give(view.seen) });

const round = (value: number, digits: number): number => Number(value.toFixed(digits));

export const PICTURE_ROWS: readonly Row[] = [
  {
    names: "kind, type, image_type, picture_type, image_kind, medium",
    gives: "`photograph`, `graphic` or `document`; `type` of anything else is its label",
    needs: ["kind"],
    complete: true,
    of: {
      ...ofPicture(({ kind }) => text(kind)),
      thing: ({ thing }) => text(thing.label),
      shape: ({ shape }) => text(shape.shape),
      code: ({ code }) => text(code.format),
      chart: () => text("bar chart"),
    },
  },
  {
    names: "is_photo, is_photograph, photo, photograph",
    gives: "whether it is a photograph",
    needs: ["kind"],
    complete: true,
    of: ofPicture(({ kind }) => flag(kind === "photograph")),
  },
  {
    names: "is_document, is_text_document",
    gives: "whether it is a document",
    needs: ["kind"],
    complete: true,
    of: ofPicture(({ kind }) => flag(kind === "document")),
  },
  {
    names: "is_graphic, is_drawing, is_illustration, graphic",
    gives: "whether it is drawn",
    needs: ["kind"],
    complete: true,
    of: ofPicture(({ kind }) => flag(kind === "graphic")),
  },
  {
    names: "size, dimensions, resolution",
    gives: "`900 x 600`, or an object of `width` and `height`",
    of: ofPicture(({ picture }) => text(`${picture.width} x ${picture.height}`)),
  },
  {
    names: "format, media_type, mime_type, file_type, file_format, image_format, content_type",
    gives: "`image/jpeg` ...; of a code its format",
    of: { ...ofPicture(({ picture }) => text(picture.mediaType)), code: ({ code }) => text(code.format) },
  },
  {
    names: "orientation",
    gives: "`landscape`, `portrait` or `square`",
    of: ofPicture(({ picture: { width, height } }) =>
      text(width === height ? "square" : width > height ? "landscape" : "portrait"),
    ),
  },
  {
    names: "exif_orientation",
    gives: "1 to 8",
    of: ofPicture(({ picture }) => number(picture.orientation)),
  },
  {
    names: "frames, frame_count, num_frames",
    gives: "1 unless animated",
    of: ofPicture(({ picture }) => number(picture.frames)),
  },
  {
    names: "animated, is_animated",
    gives: "whether it has several frames",
    of: ofPicture(({ picture }) => flag(picture.frames > 1)),
  },
  {
    names: "alpha, has_alpha, transparent, has_transparency",
    gives: "whether it has a transparency channel",
    of: ofPicture(({ picture }) => flag(picture.alpha)),
  },
  {
    names: "bytes, byte_length, file_size, size_bytes, size_in_bytes, file_size_bytes",
    gives: "bytes of the file",
    of: ofPicture(({ picture }) => number(picture.byteLength)),
  },
  {
    names: "aspect_ratio",
    gives: "width by height",
    of: ofPicture(({ picture }) => number(round(picture.width / picture.height, 3))),
  },
  {
    names: "megapixels",
    gives: "millions of px",
    of: ofPicture(({ picture }) => number(round((picture.width * picture.height) / 1e6, 2))),
  },
  {
    names: "brightness",
    gives: "mean luminance, 0 to 1",
    needs: ["quality"],
    complete: true,
    of: ofPicture(({ quality }) => fraction(quality.brightness)),
  },
  {
    names: "contrast",
    gives: "standard deviation of the luminance",
    needs: ["quality"],
    complete: true,
    of: ofPicture(({ quality }) => fraction(quality.contrast)),
  },
  {
    names: "sharpness",
    gives: "variance of the Laplacian",
    needs: ["quality"],
    complete: true,
    of: ofPicture(({ quality }) => number(round(quality.sharpness, 1))),
  },
  {
    names: "blurred, blurry, is_blurry, is_blurred",
    gives: "whether it looks out of focus",
    needs: ["quality"],
    complete: true,
    of: ofPicture(({ quality }) => flag(quality.blurred)),
  },
  {
    names: "is_sharp, sharp, in_focus",
    gives: "the opposite",
    needs: ["quality"],
    complete: true,
    of: ofPicture(({ quality }) => flag(!quality.blurred)),
  },
  {
    names: "dark, is_dark, underexposed",
    gives: "whether it is dark",
    needs: ["quality"],
    complete: true,
    of: ofPicture(({ quality }) => flag(quality.dark)),
  },
  {
    names: "bright, is_bright, overexposed",
    gives: "whether it is very bright",
    needs: ["quality"],
    complete: true,
    of: ofPicture(({ quality }) => flag(quality.bright)),
  },
  {
    names:
      "grey, gray, greyscale, grayscale, is_grayscale, is_greyscale, monochrome, black_and_white, is_black_and_white",
    gives: "whether it has hardly any colour",
    needs: ["quality"],
    complete: true,
    of: ofPicture(({ quality }) =>
      isTooDarkForColour(quality) ? untold("the picture is too dark to tell its colours") : flag(quality.grey),
    ),
  },
];
