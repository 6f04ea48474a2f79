// Words of questions that name nothing to look for. What a question says beside these and the known things is a thing the eyes do not know.
import { fold } from "../question/fold.ts";

const FILLERS = `
  picture pictures image images photo photos photograph photographs pic pics frame screenshot scan drawing bild bilder bildes foto fotos
  aufnahme cliche imagen imagenes figura
  thing things object objects item items kind kinds sort type subject element elements stuff main ding dinge objekt objekte gegenstand
  gegenstande sache sachen art arten chose choses objet objets genre element cosa cosas objeto objetos tipo clase
  can could would will may please just exactly now also really maybe visible shown seen present depicted displayed appear appears look looks
  looking contain contains include includes show shows see find locate located point mark detect give tell say list name me us we our you
  answer return segment recognise recognize spot got get he she him her his hers s t re
  output format json box boxes bounding bbox bboxes coordinates coordinate pixel pixels position positions location locations place
  center centre left right top bottom next behind front under beside near between inside outside above below around
  as hier ici aqui both middle corner side half schema matching match valid according provided using respond reply structured strictly whether true false null
  largest biggest highest tallest greatest longest bigger larger taller higher smallest lowest shortest smaller shorter lower
  receipt invoice document form page ticket sign label slide poster screen paper scene detail details sentence sentences short brief briefly
  going store more than less fewer least neither nor only one two three four five six seven eight nine ten several some few
  fur fallt auffallt identify identified else other another so if sure notice any dominant key primary principal principale principales principaux principal
  hauptfarben dominante dominanter kannst kann konnen erkennen erkennst steht stehen zeig befindet befinden sich welchem welchen dir mir peux
  peut voir puedes puede ver tiene tienen encuentran gib alle
  hello hi hey thanks thank hallo danke bonjour merci hola gracias rechnung quittung beleg formular dokument seite schild facture recu
  formulaire panneau recibo factura formulario documento cartel mehr als nur zwei drei vier plus deux trois mas dos tres
  count many much how together total altogether there here it they its something anything everything all every each most different world
  linken rechten oberen unteren seite sichtbar insgesamt genau bitte zeige zeigt nenne gib finde suche markiere position positionen ort koordinaten rahmen anzahl zahle alle alles
  etwas da links rechts oben unten mitte neben hinter vor unter uber zwischen bist du
  visible visibles gauche droite haut bas milieu devant derriere sous sur entre cote trouve montre indique position coordonnees cadre nombre
  compte tous toutes tout quelque est
  visible izquierda derecha arriba abajo medio debajo encima delante detras lado entre junto encuentra busca senala indica posicion
  grande pequena pequeno grandes pequenas pequenos coordenadas recuadro numero cuenta todos todas todo algo aparece aparecen
`;

const SET: ReadonlySet<string> = new Set(FILLERS.split(/\s+/).map(fold));

export function isFiller(word: string): boolean {
  return SET.has(word);
}
