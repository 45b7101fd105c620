import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { en } from "./locales/en";

export const LANGUAGES = { en: "English", de: "Deutsch" } as const;

export type Language = keyof typeof LANGUAGES;

void i18next.use(initReactI18next).init({
  lng: "en",
  fallbackLng: "en",
  resources: { en: { translation: en } },
  interpolation: { escapeValue: false },
  returnNull: false,
  // So that the tests hear of a text that does not exist.
  saveMissing: import.meta.env.DEV,
});

const REMEMBERED = "kneadwell.language";

/** Where the choice is kept; a browser that keeps nothing is one where it lasts for a visit. */
function store(): Storage | null {
  try {
    // eslint-disable-next-line no-restricted-properties -- the language says nothing about anyone's health
    return window.localStorage;
  } catch {
    return null;
  }
}

export function rememberedLanguage(): Language {
  const kept = store()?.getItem(REMEMBERED);
  return kept && kept in LANGUAGES ? (kept as Language) : "en";
}

/** Speaks another language from now on; its texts are fetched when they are first needed. */
export async function speak(language: Language): Promise<void> {
  if (language === "de" && !i18next.hasResourceBundle("de", "translation"))
    i18next.addResourceBundle("de", "translation", (await import("./locales/de")).de);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  store()?.setItem(REMEMBERED, language);
}

/** How dates, times and money are written. */
export function locale(): string {
  return i18next.language === "de" ? "de-DE" : "en-GB";
}

/** What a language is called, by its ISO 639-1 code. */
export function languageName(code: string): string {
  return new Intl.DisplayNames([locale()], { type: "language" }).of(code) ?? code;
}

/** A word of the shared vocabulary; an unknown one is shown as it is, legibly, rather than not at all. */
export function word(group: string, key: string): string {
  const path = `${group}.${key}`;
  if (i18next.exists(path)) return i18next.t(path);
  const text = key.replace(/_/g, " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export default i18next;
