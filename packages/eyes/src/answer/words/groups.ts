// Words that mean several kinds of things at once. Plurals included; the first English word is the one answers use.
import type { Language } from "../question/language.ts";

export interface Group {
  /** How an answer names the group. */
  readonly said: string;
  readonly labels: readonly string[];
  readonly words: Readonly<Record<Language, string>>;
}

const list = (labels: string): readonly string[] => labels.split(",").map((label) => label.trim());

export const GROUPS: readonly Group[] = [
  {
    said: "animals",
    labels: list("bird, cat, dog, horse, sheep, cow, elephant, bear, zebra, giraffe"),
    words: {
      en: "animal, animals, creature, creatures, mammal, mammals, wildlife",
      de: "tier, tiere, tieren, lebewesen, säugetier, säugetiere",
      fr: "animal, animaux, bête, bêtes, mammifère, mammifères",
      es: "animal, animales, bicho, mamífero, mamíferos",
    },
  },
  {
    said: "pets",
    labels: list("cat, dog"),
    words: {
      en: "pet, pets",
      de: "haustier, haustiere",
      fr: "animal de compagnie, animaux de compagnie",
      es: "mascota, mascotas",
    },
  },
  {
    said: "vehicles",
    labels: list("bicycle, car, motorcycle, airplane, bus, train, truck, boat"),
    words: {
      en: "vehicle, vehicles, traffic",
      de: "fahrzeug, fahrzeuge, fahrzeugen, verkehrsmittel",
      fr: "véhicule, véhicules",
      es: "vehículo, vehículos",
    },
  },
  {
    said: "pieces of furniture",
    labels: list("bench, chair, couch, bed, dining table"),
    words: {
      en: "furniture, seat, seats",
      de: "möbel, möbelstück, möbelstücke, sitz, sitze",
      fr: "meuble, meubles, siège, sièges",
      es: "mueble, muebles, asiento, asientos",
    },
  },
  {
    said: "kinds of food",
    labels: list("banana, apple, sandwich, orange, broccoli, carrot, hot dog, pizza, donut, cake"),
    words: {
      en: "food, foods, meal, dish, snack",
      de: "essen, lebensmittel, speise, speisen, mahlzeit",
      fr: "nourriture, aliment, aliments, repas",
      es: "comida, comidas, alimento, alimentos",
    },
  },
  {
    said: "kinds of fruit",
    labels: list("banana, apple, orange"),
    words: { en: "fruit, fruits", de: "obst, frucht, früchte", fr: "fruit, fruits", es: "fruta, frutas" },
  },
  {
    said: "vegetables",
    labels: list("broccoli, carrot"),
    words: {
      en: "vegetable, vegetables",
      de: "gemüse",
      fr: "légume, légumes",
      es: "verdura, verduras, hortaliza, hortalizas",
    },
  },
  {
    said: "pieces of cutlery",
    labels: list("fork, knife, spoon"),
    words: {
      en: "cutlery, silverware",
      de: "besteck",
      fr: "couverts, couvert",
      es: "cubiertos, cubierto",
    },
  },
  {
    said: "bags",
    labels: list("backpack, handbag, suitcase"),
    words: {
      en: "bag, bags",
      de: "tasche, taschen",
      fr: "sac, sacs",
      es: "bolsa, bolsas",
    },
  },
  {
    said: "electronic devices",
    labels: list("tv, laptop, mouse, remote, keyboard, cell phone"),
    words: {
      en: "electronics, electronic device, electronic devices, computer, computers",
      de: "elektronik, elektronische geräte, computer, rechner",
      fr: "électronique, appareils électroniques, ordinateur, ordinateurs",
      es: "electrónica, aparatos electrónicos, ordenador, ordenadores, computadora, computadoras",
    },
  },
];
