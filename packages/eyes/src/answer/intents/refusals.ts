// What the eyes are asked and must not pretend to know. Each row: the words that ask, the plain refusal, and what is offered instead.
import type { Perception } from "../../perception.ts";
import type { PictureIntent } from "../intent.ts";
import type { Language } from "../question/language.ts";
import type { Question } from "../question/question.ts";
import { wantedField } from "../question/wanted.ts";
import { whatISee } from "../say/unknown.ts";
import { asksLargest, asksSmallest } from "../words/extremes.ts";
import { labelWords } from "../words/fields.ts";
import { isAboutPeople, ORIGINS } from "./origins.ts";
import { fieldAnswer } from "./printed-field.ts";
import { readAll } from "./read.ts";

interface Refusal {
  readonly name: string;
  readonly sentence: string;
  readonly words: Readonly<Record<Language, string>>;
  /** What to give instead of the whole truth: what is seen, or what is written. */
  readonly offer: (seen: Perception) => string;
  /** A document may hold the answer in print: `Who is the customer?` */
  readonly mayBePrinted?: true;
  readonly when?: (question: Question) => boolean;
}

const REFUSALS: readonly Refusal[] = [
  {
    name: "handwriting",
    sentence: "I read printed text only; handwriting comes out as guesses.",
    words: {
      en: "handwriting, handwritten, hand written, signature say*, signed by, cursive",
      de: "handschrift*, handgeschrieben*, unterschrieben",
      fr: "manuscrit*, écriture à la main, écrit à la main, signé par",
      es: "manuscrit*, escrito a mano, letra a mano, firmado por",
    },
    offer: readAll,
  },
  {
    name: "languages",
    sentence: "I cannot translate.",
    words: { en: "translat*", de: "übersetz*", fr: "tradui*, traduction", es: "traduc*, traduzca" },
    offer: readAll,
  },
  {
    name: "understanding of text",
    sentence: "I cannot sum up or judge what a text means.",
    words: {
      en: "summari* .. text, summari* .. document, summari* .. article, summari* .. page, main point, what does .. mean, meaning, key takeaway*, sentiment",
      de: "fasse den text, zusammenfassung .. text*, bedeutet, bedeutung, kernaussage",
      fr: "résume* .. texte, signifie, signification, veut dire",
      es: "resum* .. texto, significa, significado, quiere decir",
    },
    offer: readAll,
  },
  {
    name: "reasons",
    sentence: "I cannot reason about what I see; I find out no causes and solve no tasks.",
    words: {
      en: `why, how come, what if, solve, calculate, what should, should i, how can i, how do i, predict, what will happen, what happened, infer, deduce, cause of,
        what caused, purpose`,
      de: "warum, wieso, weshalb, weswegen, löse, berechne, was soll, soll ich, was wird passieren, was ist passiert, ursache, zweck",
      fr: "pourquoi, résous, résoudre, calcule*, que dois je, que va t il se passer, que s'est il passé, cause",
      es: "por qué, porqué, resuelve, calcula, qué debo, qué va a pasar, qué pasó, qué ha pasado, causa",
    },
    offer: whatISee,
  },
  {
    name: "age and other traits",
    sentence: "I do not judge people: no age, no sex, no origin, no looks.",
    words: {
      en: "how old, age, aged, gender, male or female, man or .. woman, boy or .. girl, ethnic*, nationality, religion, attractive, handsome, pretty, race of",
      de: "wie alt, alter, geschlecht, mann oder frau, junge oder mädchen, nationalität, herkunft, religion, attraktiv, hübsch, hässlich",
      fr: "quel âge, âge, sexe, genre de la personne, homme ou femme, nationalité, origine, religion, attirant*, jolie, moche",
      es: "qué edad, edad, cuántos años, sexo, género, hombre o mujer, nacionalidad, origen, religión, atractiv*, guap*, feo, fea",
    },
    offer: whatISee,
    mayBePrinted: true,
  },
  {
    name: "origin and belief",
    sentence: "I do not judge people: no age, no sex, no origin, no looks.",
    words: ORIGINS,
    when: isAboutPeople,
    offer: whatISee,
  },
  {
    name: "ticked boxes",
    sentence: "I cannot tell which box is ticked.",
    words: {
      en: "tick, ticks, ticked, unticked, checked, unchecked, selected, check mark*, checkmark*, crossed",
      de: "angekreuzt*, angehakt*, ausgewählt*, häkchen, markiert",
      fr: "est coché*, est cochée*, sont coch*, quelle .. coch*, quelles .. coch*, case .. cochée, cases .. cochées, est sélectionné*",
      es: "marcad*, seleccionad*, tildad*",
    },
    offer: whatISee,
  },
  {
    name: "mood",
    sentence: "I do not read moods or feelings from faces.",
    words: {
      en: "mood, emotion*, feeling*, feel, feels, happy, sad, angry, smiling, smile, smiles, crying, laughing, facial expression, expression, upset, scared, bored, surprised",
      de: "stimmung, gefühl*, fühlt, emotion*, glücklich, traurig, wütend, lächelt, lächeln, lacht, weint, gesichtsausdruck, laune",
      fr: "humeur, émotion*, ressent, heureux, heureuse, content*, triste, en colère, sourit, sourire, pleure, expression",
      es: "ánimo, humor, emocion*, emoción, siente, feliz, contento, contenta, triste, enfadado, enfadada, sonríe, sonriendo, llora, expresión",
    },
    offer: whatISee,
  },
  {
    name: "identity",
    sentence: "I do not recognise people, known or unknown; I have no way to.",
    words: {
      en: "^who, ^whose, ^whom, tell me who, know who, guess who, celebrity, famous, name of .. person, name of .. man, name of .. woman, person s name, man s name, woman s name, his name, her name, recogni* .. person, recogni* .. him, recogni* .. her, identify .. person, identify .. man, identify .. woman, which actor, which player",
      de: "^wer, ^wen, ^wem, ^wessen, wer ist, wer sind, berühmt*, prominente*, name der person, name des mannes, name der frau, wie heißt die person, wie heißt er, wie heißt sie, wie heißt der mann, wie heißt die frau",
      fr: "^qui, c'est qui, est qui, qui est ce, célébrité, célèbre, nom de la personne, nom de cette personne, comment s'appelle*, nom de l'homme, nom de la femme, quel acteur",
      es: "^quién, ^quiénes, sabes quién, famos*, nombre de la persona, nombre de esta persona, cómo se llama*, nombre del hombre, nombre de la mujer, qué actor",
    },
    // `Who has the most votes?` asks for a bar.
    when: ({ words, subject }) => subject.things.length > 0 || !(asksLargest(words) || asksSmallest(words)),
    offer: whatISee,
    mayBePrinted: true,
  },
  {
    name: "proper names",
    sentence: "I know kinds of things, not what one of them is called.",
    words: {
      en: "name of the, name of this, name of that, s name, its name, their names",
      de: "name des, name der, name von, wie heißt",
      fr: "nom du, nom de, comment s'appelle*",
      es: "nombre del, nombre de, cómo se llama*",
    },
    when: ({ subject }) => subject.things.length > 0,
    offer: whatISee,
    mayBePrinted: true,
  },
  {
    name: "actions",
    sentence: "I name and place things; what they do, wear or hold, and what happens, I cannot tell.",
    words: {
      en: `taking a photo, taking a picture, taking photos, doing, happening, happens, activity, wearing, wears, wear, dressed, holding, holds, carrying, riding, eating, drinking, is .. looking at, are .. looking at, sitting, standing, running,
        sleeping, playing, walking, jumping, flying, driving, cooking, talking, interact*, pose, gesture`,
      de: "tut, macht, machen, passiert, geschieht, tätigkeit, trägt, anhat, hält, reitet, isst, trinkt, schaut, sitzt, läuft, schläft, spielt, springt, fliegt, fährt, kocht",
      fr: "que fait, que font, fait il, fait elle, fait la, fait le, en train de, se passe, activité, que porte*, porte t*, que tient, tient il, que mange, mange t*, que boit, que regarde*, regarde t*, assis*, dort",
      es: "haciendo, qué hace, qué hacen, qué pasa, pasando, ocurre, actividad, qué lleva*, lleva puest*, qué viste, sostiene, comiendo, bebiendo, qué mira*, mirando, sentad*, corriendo, durmiendo, jugando, saltando, volando",
    },
    offer: whatISee,
  },
  {
    name: "places and times",
    sentence: "I recognise no landmarks, places, weather or times.",
    words: {
      en: `landmark, monument, where was, where were, taken, which city, what city, which country, what country, what place, which place, what location, which building,
        what building, weather, season, time of day, what time, what year, which year, sunny, raining, indoors, outdoors, indoor, outdoor, day or night, geoguess*`,
      de: "sehenswürdigkeit, denkmal, wo wurde, aufgenommen, welche stadt, welches land, welcher ort, welches gebäude, wetter, jahreszeit, tageszeit, welches jahr, drinnen, draußen",
      fr: "monument, où a été, prise, quelle ville, quel pays, quel endroit, quel lieu, quel bâtiment, météo, quel temps, saison, heure de la journée, quelle année, intérieur, extérieur",
      es: "monumento, dónde fue, tomada, tomó, qué ciudad, qué país, qué lugar, qué edificio, qué tiempo, clima, estación, hora del día, qué año, interior, exterior",
    },
    offer: whatISee,
    mayBePrinted: true,
  },
  {
    name: "style and makers",
    sentence: "I recognise no styles, artists or makers.",
    words: {
      en: "art style, style of, what style, which style, artist, painter, painted by, art movement, genre, photographer of, what font, which font, typeface",
      de: "stil, stilrichtung, künstler*, maler*, gemalt, epoche, kunstrichtung, schriftart, welche schrift",
      fr: "style, artiste, peintre, peint par, mouvement artistique, époque, police d'écriture",
      es: "estilo, artista, pintor*, pintado por, movimiento artístico, época, tipo de letra",
    },
    offer: whatISee,
  },
  {
    name: "finer kinds",
    sentence: "I know kinds such as dog or car, not their breeds, species, makes or models.",
    words: {
      en: "breed, breeds, species, brand, what make, which make, make and model, make of, model of, car model, variety",
      de: "rasse, art von, welche art, spezies, marke, automarke, hersteller, modell",
      fr: "race, espèce, marque, modèle, variété",
      es: "raza, especie, marca, modelo, variedad",
    },
    offer: whatISee,
    mayBePrinted: true,
  },
  {
    name: "opinions",
    sentence: "I have no opinions or taste.",
    words: {
      en: `do you like, opinion, think of, think about, beautiful, ugly, nice picture, good picture, good photo, nice photo, best picture, better picture, rate, rating,
        score this, out of ten, aesthetic*, well composed, composition, critique, improve`,
      de: "gefällt dir, magst du, meinung, was denkst, was hältst, schön, hässlich, gutes bild, gutes foto, bewerte*, ästhetisch, bildaufbau, verbesser*",
      fr: "aimes tu, te plaît, opinion, avis, penses tu, beau, belle, laid, jolie, bonne photo, note cette, esthétique, améliorer",
      es: "te gusta, opinión, opinas, piensas, bonit*, bello, bella, feo, fea, buena foto, puntúa, estético, mejorar",
    },
    offer: whatISee,
  },
  {
    name: "inventions",
    sentence: "I make nothing up: no jokes, stories, poems or titles.",
    words: {
      en: "joke, jokes, funny, humor, humour, meme, story, poem, haiku, lyrics, slogan, write a, write me, imagine, invent, pretend, roleplay, hashtag*, instagram",
      de: "witz, witzig, lustig, humor, meme, geschichte, gedicht, slogan, schreib mir, schreibe ein*, erfinde, stell dir vor",
      fr: "blague, drôle, humour, mème, histoire, poème, slogan, écris un*, écris moi, imagine, invente",
      es: "chiste, broma, gracioso, graciosa, meme, historia, cuento, poema, eslogan, escribe un*, escríbeme, imagina, inventa",
    },
    offer: whatISee,
  },
  {
    name: "judgements",
    sentence: "I cannot judge what is safe, healthy, real or worth what, and should not be asked to.",
    words: {
      en: "safe, dangerous, edible, poisonous, toxic, healthy, diagnos*, disease, cancer, infected, medical, symptom*, legal, illegal, fake, ai generated, generated by, deepfake, real or, photoshopped, manipulated, worth, valuable, calories, nsfw, inappropriate",
      de: "sicher, gefährlich, essbar, giftig, gesund, diagnose, krankheit, krebs, legal, illegal, echt, gefälscht, ki generiert, bearbeitet, viel wert, was wert, kalorien",
      fr: "dangereux, dangereuse, comestible, toxique, diagnostic*, maladie, cancer, légal, illégal, faux, fausse, truqué*, généré par, vaut, calories, sans danger",
      es: "seguro, segura, peligros*, comestible, venenos*, diagnóstic*, enfermedad, cáncer, legal, ilegal, falso, falsa, trucad*, generad* por, calorías",
    },
    offer: whatISee,
    mayBePrinted: true,
  },
  {
    name: "distances",
    sentence: "I measure in pixels only: no distances, heights or weights in the world.",
    words: {
      en: "how far, distance, how tall is, how deep, how heavy, weigh, weighs, how fast, speed, in metres, in meters, in centimet*, in inches, in feet",
      de: "wie weit, entfernung, wie schwer, wiegt, gewicht, wie schnell, in metern, in zentimetern",
      fr: "à quelle distance, distance, pèse, poids, quelle vitesse, en mètres, en centimètres",
      es: "a qué distancia, distancia, pesa, peso, qué velocidad, en metros, en centímetros",
    },
    offer: whatISee,
    mayBePrinted: true,
  },
  {
    name: "relations",
    sentence: "I name things and place them, but cannot tell how they stand to each other.",
    words: {
      en: "what is on, what is in, what is inside, what is next to, what is behind, what is under, what is beside, what is between, what is in front, relationship, what s on, what s in, what s inside, what s next to, what s behind, what s under, what is left, what is right, what is to the, what is above, what is below",
      de: "was liegt, was ist hinter, was ist neben, was ist unter, was ist vor, was ist in, was steht auf dem, was steht neben, beziehung",
      fr: "qu y a t il sur, qu y a t il dans, qu est ce qui est sur, qu y a t il derrière, à côté de quoi, relation",
      es: "qué hay sobre, qué hay encima, qué hay en, qué hay dentro, qué hay entre, qué hay detrás, qué hay al lado, relación",
    },
    when: ({ subject }) => subject.things.length + subject.shapes.length > 0,
    offer: whatISee,
  },
];

export const refusals: readonly PictureIntent[] = REFUSALS.map(
  ({ name, sentence, words, offer, mayBePrinted, when }) => ({
    name,
    about: "picture",
    needs: ["objects", "text"],
    words,
    ...(when ? { when } : {}),
    answer: (question, { seen }) => {
      // `What is the VAT rate?` has no opinion in it, where a document prints its VAT.
      const isPrinted = mayBePrinted || (seen.kind === "document" && labelWords(wantedField(question)).known.size > 0);
      const printed = isPrinted ? fieldAnswer(question, seen) : null;
      return printed ?? `${sentence} ${offer(seen)}`.trim();
    },
  }),
);
