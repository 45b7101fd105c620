import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { en } from "./locales/en";

/** One language so far. A second is a file beside en.ts with the same keys, which the type checks. */
void i18next.use(initReactI18next).init({
  lng: "en",
  fallbackLng: "en",
  resources: { en: { translation: en } },
  interpolation: { escapeValue: false },
  returnNull: false,
});

/** A word of the shared vocabulary; an unknown one is shown as it is, legibly, rather than not at all. */
export function word(group: string, key: string): string {
  const path = `${group}.${key}`;
  if (i18next.exists(path)) return i18next.t(path);
  const text = key.replace(/_/g, " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export default i18next;
