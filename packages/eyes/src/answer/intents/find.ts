// Where is the cat?
import type { SeenObject } from "../../perception.ts";
import type { PictureIntent, View } from "../intent.ts";
import { capital, withArticle } from "../say/english.ts";
import { hedge } from "../say/hedge.ts";
import { placeOf, sayBox } from "../say/place.ts";
import { noneSeen, notKnown } from "./presence.ts";

export const find: PictureIntent = {
  name: "find",
  about: "picture",
  words: {
    en: "where, locate, location*, find, box, boxes, bounding, bbox*, coordinate*, position*, point to, point at, detect*",
    de: "wo, finde, suche, koordinaten, position*, rahmen, kasten, markiere*, lokalisier*",
    fr: "ou est, ou sont, ou se trouve*, ou y a t il, ou vois tu, trouve*, localise*, position*, coordonnees, cadre*, boite*",
    es: "donde, encuentra, busca, localiza*, posicion*, coordenadas, recuadro*, caja*, ubica*",
  },
  answer: ({ things, unknown }, view) => {
    if (things.length === 0 && unknown !== "") return notKnown(unknown);
    if (things.length === 0) return places(view.seen.objects, view) ?? "I see nothing that I can name.";
    const labels = new Set(things.flatMap((thing) => thing.labels));
    const found = places(
      view.seen.objects.filter((thing) => labels.has(thing.label)),
      view,
    );
    return found ?? things.map((thing) => noneSeen(thing, view)).join(" ");
  },
};

function places(things: readonly SeenObject[], { seen: { picture } }: View): string | null {
  if (things.length === 0) return null;
  const lines = things.map(
    (thing) =>
      `${capital(hedge(thing.confidence) + withArticle(thing.label))} ${placeOf(thing.box, picture)}: ${sayBox(thing.box)}`,
  );
  return `${lines.join("\n")}\nBoxes are [x1, y1, x2, y2] in pixels of the ${picture.width} x ${picture.height} picture, from its top left.`;
}
