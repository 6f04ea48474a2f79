// Race, nationality, religion and orientation of people: words that ask for them, and whether a question with such a word asks about people at
// all. `Is it a Japanese car?` does not.
import type { Language } from "../question/language.ts";
import type { Question } from "../question/question.ts";

const NATIONS = `african*, american*, amerikan*, arab, arabic, araber*, arabisch*, argentin*, asian, asiat*, australian*, austrian, brazilian*, brasil*, british, canadian*, chinese,
  chines*, chinois*, chino, colombian*, cuban*, danish, dutch, egyptian*, english, engländer*, englisch*, anglais*, inglés, inglesa, español*, espagnol*, european*, europä*,
  filipin*, french, français*, französ*, franzose*, francés, francesa, german, deutsche*, deutscher, alemán, alemana, allemand*, greek, indian*, inder, inderin, indien, indienne,
  iranian*, iraqi, irish, israeli*, italian*, italien*, jamaican*, japan*, japon*, korean*, coreano, coreana, latino, latina, hispanic*, hispano, hispana, mexican*, mexik*, moroccan*,
  nigerian*, norwegian*, pakistani*, palestinian*, persian, polish, polnisch*, polin, polaca, polaco, portuguese, russian*, russisch*, russe, russin, rusa, ruso, scottish, spanish,
  spanier*, spanisch*, swedish, swiss, schweizer*, syrian*, syrer*, thai, turkish, türk*, turc, turque, turco, turca, ukrain*, ucrani*, vietnam*`;
const BELIEFS = `muslim*, moslem*, islamic, musulm*, jew, jewish, jude, jüdin, jüdisch*, juif, juive, judío, judía, christian, christ, christin, chrétien*, cristian*, catholic*, katholi*,
  catholique*, católic*, protestant*, evangelical*, hindu*, hindou*, buddhist*, bouddhiste*, budista*, sikh, atheist*, athée*, ateo, atea, mormon*, religious, religiös, religieu*, religios*`;
const ORIENTATIONS = `gay, gays, lesbian*, lesbe, lesbisch*, lesbien*, lesbiana, homosex*, heterosex*, hétérosex*, bisex*, queer, trans, transgender*, transsex*, schwul*, straight,
  sexual orientation, sexuelle orientierung, orientation sexuelle, orientación sexual`;
/** Black and white are colours too, of a shirt: these only straight after the person. */
const RACES = `race, races, raza, rasse, caucasian*, biracial, mixed race, immigrant*, foreigner*, refugee*, ausländer*, étranger*, étrangère*, extranjer*, skin colour, skin color, skin tone,
  hautfarbe, couleur de peau, color de piel, is she black, is he black, is she white, is he white, is she brown, is he brown, are they black, are they white, black or white,
  person black$, person white$, man black$, man white$, woman black$, woman white$, people black$, people white$`;

const ALL = [RACES, NATIONS, BELIEFS, ORIENTATIONS].join(", ");
export const ORIGINS: Readonly<Record<Language, string>> = { en: ALL, de: ALL, fr: ALL, es: ALL };

const PRONOUN = /(?:^| )(?:she|he|they|her|his|him|their|er|sie|est il|est elle|elle|elles|ella|ellos|ellas)(?: |$)/u;
/** `¿Es musulmana?` has no pronoun. */
const BARE = /^(?:es|son|esta) \S+$/u;

export function isAboutPeople({ words, subject }: Question): boolean {
  return PRONOUN.test(words) || BARE.test(words) || subject.things.some(({ labels }) => labels.includes("person"));
}
