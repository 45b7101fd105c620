import { expect, test } from "vitest";
import { LANGUAGES } from "../src/i18n";
import { de } from "../src/locales/de";
import { en } from "../src/locales/en";

type Tree = { [key: string]: string | Tree };

/** Every text by its whole key. */
function texts(tree: Tree, above = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [[above + key, value] as [string, string]] : texts(value, `${above}${key}.`),
  );
}

const ALL = { en: new Map(texts(en)), de: new Map(texts(de)) } satisfies Record<keyof typeof LANGUAGES, Map<string, string>>;

/** What massage cannot keep, in both languages: the same list the services' texts are held to, and a diagnosis. */
const NEVER = [
  /\bcures?\b|\bcured\b|permanent(ly)? fix|detox|toxins?\b|(melt|break)(s|ing)? (up )?(the )?knots|drains? lymph|realign/iu,
  /releas\w+ (the )?fascia|fascial? releas\w+|no pain,? no gain|must hurt|complete release|guarantee/iu,
  /\bheil(en|t|te|ung|ungen|sam\p{L}*|kraft|kräfte)\b|\bgeheilt|entgift|entschlack|giftstoff|schmerzfreiheit|verklebung/iu,
  /für immer (weg|schmerzfrei|beschwerdefrei)|(faszien|knoten) (lösen|löst|gelöst)|lymphe? (fließt|abfließt|entstaut)|einrenk/iu,
  /muss (weh ?tun|schmerzen)|garantier|garantie\b|wunder(mittel|wirkung)/iu,
  /you (have|suffer from) (a|an) (disorder|injury|condition)|we diagnos|your diagnosis|wir diagnostizieren|ihre diagnose/iu,
];

function dishonest(text: string): boolean {
  return NEVER.some((pattern) => pattern.test(text));
}

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map((found) => found[1] as string).sort();
}

test("every text is there in every language", () => {
  expect([...ALL.de.keys()].sort()).toEqual([...ALL.en.keys()].sort());
});

test("a text says the same things in every language", () => {
  for (const [key, text] of ALL.en) expect([key, placeholders(ALL.de.get(key) ?? "")]).toEqual([key, placeholders(text)]);
});

test("no text is empty, shouts, or was left in English", () => {
  const words = (text: string | undefined) => text?.replace(/\{\{\w+\}\}|[^\p{L} ]/gu, "").trim() ?? "";
  for (const [language, all] of Object.entries(ALL))
    for (const [key, text] of all) {
      expect([language, key, text.trim()]).not.toEqual([language, key, ""]);
      expect([language, key, text.includes("!")]).toEqual([language, key, false]);
    }
  for (const [key, text] of ALL.de) if (words(text).length > 8) expect([key, text]).not.toEqual([key, ALL.en.get(key)]);
});

test("no text promises what nobody can promise, or says what someone has", () => {
  for (const [language, all] of Object.entries(ALL))
    for (const [key, text] of all) expect([language, key, text, dishonest(text)]).toEqual([language, key, text, false]);
});

test("the list of promises finds them", () => {
  for (const text of ["It cures pain", "Detox your legs", "Deep work must hurt", "Das muss weh tun", "Wir heilen Sie", "Ihre Diagnose"])
    expect([text, dishonest(text)]).toEqual([text, true]);
});
