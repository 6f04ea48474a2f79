// Is it the same person? Comparing the pictures would answer another question.
import type { BlindIntent } from "../intent.ts";

export const samePerson: BlindIntent = {
  name: "same person",
  about: "nothing",
  words: {
    en: `same person, same people, same persons, same human, same individual*, same man, same men, same woman, same women, same guy, same boy, same girl,
      same lady, same child, same kid, same baby, same face, same faces, same one as him, same one as her, identical person, person .. the same, people .. the same,
      man .. the same, woman .. the same, faces .. the same, faces match, face match*, he the same, she the same, is it him, is it her, is that him,
      is that her, is this him, is this her, different person, different people, different persons, different man, different men, different woman, different women, twins`,
    de: `dieselbe person, dieselben personen, dieselben leute, dieselbe frau, derselbe mann, derselbe mensch, derselbe junge, dasselbe mädchen, dasselbe kind,
      dasselbe gesicht, die gleiche person, die gleichen personen, die gleiche frau, der gleiche mann, der gleiche mensch, das gleiche kind, das gleiche gesicht,
      gleiche person, selbe person, verschiedene personen, eine andere person`,
    fr: "même personne, mêmes personnes, même homme, même femme, même garçon, même fille, même enfant, même visage, mêmes gens, personne différente, personnes différentes",
    es: `misma persona, mismas personas, mismo hombre, misma mujer, mismo niño, misma niña, mismo chico, misma chica, misma cara, mismo rostro, misma gente,
      persona diferente, personas diferentes, persona distinta, personas distintas`,
  },
  when: ({ words }, pictures) => pictures > 1 && !/(?:^| )(?:how many|wie viele|combien|cuant[ao]s) /u.test(words),
  answer: () => "I do not recognise people, so I cannot tell.",
};
