// Words of questions that name nothing to look for. What a question says beside these and the known things is a thing the eyes do not know.
import { fold } from "../question/fold.ts";

const FILLERS = `
  picture pictures image images photo photos photograph photographs pic pics frame screenshot scan drawing bild bilder bildes foto fotos
  aufnahme cliche imagen imagenes figura
  thing things object objects item items kind kinds sort type subject element elements ding dinge objekt objekte gegenstand gegenstande sache
  sachen art arten chose choses objet objets genre element cosa cosas objeto objetos tipo clase
  can could would will may please just exactly now also really maybe visible shown seen present depicted displayed appear appears look looks
  looking contain contains include includes show shows see find locate point mark detect give tell say list name me us answer return
  output format json box boxes bounding bbox bboxes coordinates coordinate pixel pixels position positions location locations place
  center centre left right top bottom first second third last number count many much total amount how
  there here it they them its something anything everything all every each main most different
  sichtbar bitte genau zeige zeigt nenne gib finde suche markiere position positionen ort koordinaten rahmen anzahl zahle alle alles etwas da
  visible visibles trouve montre indique position coordonnees cadre nombre compte tous toutes tout quelque
  encuentra busca senala indica posicion coordenadas recuadro numero cuenta todos todas todo algo aparece aparecen
`;

const SET: ReadonlySet<string> = new Set(FILLERS.split(/\s+/).map(fold));

export function isFiller(word: string): boolean {
  return SET.has(word);
}
