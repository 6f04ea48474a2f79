// Who are you? Are you Claude?
import type { BlindIntent } from "../intent.ts";

export const ABILITIES =
  "I can describe a picture, name and place 80 everyday kinds of things, count them, read printed text, codes and simple bar charts, name colours and drawn shapes, and compare two pictures";

/** Of all languages in each: `Es-tu Claude?` must never be missed for its look of Spanish. */
const WORDS = `
  who are you, what are you $, are you claude, are you gpt*, are you chatgpt, are you an ai, are you a .. model, are you human, are
  you a human, are you a robot, which model are you, what model are you, what model is this $, which model is this $, your name, who
  made you, who built you, what can you do, what can i ask, how do you work, what .. do you support, is this claude, am i talking to,
  wer bist du, was bist du, bist du claude, bist du ein*, bist du eine ki, welches modell bist du, wie heißt du, dein name, was kannst
  du $, was kannst du tun, wer hat dich, qui es tu, qui êtes vous, es tu claude, es tu un*, êtes vous claude, quel modèle es tu, ton
  nom, comment t'appelles tu, que peux tu faire, que sais tu faire, qui t'a, quién eres, qué eres, eres claude, eres un*, qué modelo
  eres, tu nombre, cómo te llamas, qué puedes hacer, qué sabes hacer, quién te`;

/** Nothing is asked. */
const GREETINGS =
  "^hello$, ^hi$, ^hey$, ^hello there$, ^thanks$, ^thank you$, ^thank you very much$, ^thanks a lot$, ^hallo$, ^danke$, ^bonjour$, ^merci$, ^hola$, ^gracias$";

export const greeting: BlindIntent = {
  name: "greeting",
  about: "nothing",
  words: { en: GREETINGS, de: GREETINGS, fr: GREETINGS, es: GREETINGS },
  answer: () => `I look at pictures and answer questions about them. ${ABILITIES}.`,
};

export const aboutMe: BlindIntent = {
  name: "about me",
  about: "nothing",
  words: { en: WORDS, de: WORDS, fr: WORDS, es: WORDS },
  answer: () => `I am Fovea's built-in eyes, a small vision engine on this machine. I am not Claude. ${ABILITIES}.`,
};
