// Which pictures a question means when it says so: `image 2`, `the second picture`, `both`. Works on folded words.

/** `all` are all of the pictures that came last; `previous` the one before them. */
export type Meant = readonly number[] | "all" | "previous" | "last";

export interface PictureReference {
  /** Null when the question names none. */
  readonly meant: Meant | null;
  /** The question without the words that named pictures. */
  readonly words: string;
}

const PICTURE =
  "(?:images?|pictures?|photos?|pics?|photographs?|screenshots?|bild(?:er|ern|es)?|fotos?|aufnahmen?|imagen(?:es)?)";
/** Folded ordinals of the four languages, by number. */
const ORDINALS: readonly string[] = [
  "first|1st|erste[nsrm]?|premiere?|1er|1re|primera?|primero",
  "second|2nd|zweite[nsrm]?|deuxieme|seconde?|2e|2eme|segund[ao]",
  "third|3rd|dritte[nsrm]?|troisieme|3e|3eme|tercer[ao]?",
  "fourth|4th|vierte[nsrm]?|quatrieme|4e|cuart[ao]",
  "fifth|5th|funfte[nsrm]?|cinquieme|5e|quint[ao]",
  "sixth|6th|sechste[nsrm]?|sixieme|sext[ao]",
];
const CARDINALS = [
  "one|eins",
  "two|zwei|deux|dos",
  "three|drei|trois|tres",
  "four|vier|quatre|cuatro",
  "five|funf|cinq|cinco",
  "six|sechs|seis",
];
const ONE = "(?:one|bild|image|photo|imagen|foto)";

const NUMBERED = new RegExp(
  ` ${PICTURE} (?:number |no |nr |nummer |numero |n )?(\\d{1,4}|${CARDINALS.join("|")})((?: (?:and|und|et|y|to|or|oder|ou|vs|versus) \\d{1,4}(?= |$))*)(?= |$)`,
  "gu",
);
const ORDINAL = new RegExp(` (?:the )?(${ORDINALS.join("|")}) (?:${PICTURE}|${ONE})(?= |$)`, "gu");
const ORDINAL_PAIR = new RegExp(
  ` (?:the )?(${ORDINALS.join("|")})(?= (?:and|und|et|y) (?:the |das |dem |la |le )?(?:${ORDINALS.join("|")}) ${PICTURE}(?: |$))`,
  "gu",
);
const LAST = new RegExp(` (?:last|latest|newest|letzte[nsrm]?|derniere?|ultim[ao]) ${PICTURE}(?= |$)`, "u");
const PREVIOUS = new RegExp(
  ` (?:previous|earlier|preceding|vorherige[nsrm]?|vorige[nsrm]?|precedente?|anterior) ${PICTURE}(?= |$)| ${PICTURE} (?:before|davor|precedente?|anterior)(?= |$)`,
  "u",
);
const ALL = new RegExp(
  ` (?:(?:both|each|every|all|all of|all the|the two|the three|these|beide[nr]?|alle[nr]?|jede[msn]?|les deux|toutes les|chaque|ambas|ambos|las dos|todas las|cada)(?: of)?(?: the| these| die| den| these two| two| three)? ${PICTURE}|both|beide[nr]?|les deux|ambas|ambos|each one)(?= |$)`,
  "u",
);

/** @param words folded @param pictures how many the conversation has: `both` of one is not about pictures */
export function picturesMeant(words: string, pictures: number): PictureReference {
  let rest = ` ${words}`;
  const numbers: number[] = [];
  rest = rest.replace(NUMBERED, (_, first: string, more: string) => {
    numbers.push(/^\d/.test(first) ? Number(first) : placeIn(CARDINALS, first));
    for (const other of more.match(/\d+/g) ?? []) numbers.push(Number(other));
    return "";
  });
  if (pictures > 1)
    for (const ordinal of [ORDINAL_PAIR, ORDINAL])
      rest = rest.replace(ordinal, (_, word: string) => {
        numbers.push(placeIn(ORDINALS, word));
        return "";
      });
  if (numbers.length > 0) return { meant: [...new Set(numbers)], words: rest.trim() };
  for (const [meant, pattern] of [
    ["last", LAST],
    ["previous", PREVIOUS],
    ["all", ALL],
  ] as const)
    if (pictures > 1 && pattern.test(rest)) return { meant, words: rest.replace(pattern, "").trim() };
  return { meant: null, words };
}

const BARE = new RegExp(
  `^(?:(?:in|on|of|auf|in|dans|sur|en) )?(?:the |das |dem |der |die |la |le |el |im )?(?:(${ORDINALS.join("|")})|(other|andere[nr]?|autre|otra|l autre))(?: one)?$`,
  "u",
);

/** Of a follow-up that is only `the second`, or `the other one`: the number, or `other`; null when it is more than that. */
export function barePicture(words: string): number | "other" | null {
  const found = BARE.exec(words);
  if (!found) return null;
  return found[1] === undefined ? "other" : placeIn(ORDINALS, found[1]);
}

function placeIn(table: readonly string[], word: string): number {
  return table.findIndex((alternatives) => new RegExp(`^(?:${alternatives})$`, "u").test(word)) + 1;
}
