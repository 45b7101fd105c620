import { NativeSelect, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { LANGUAGES, languageName, locale, type Language } from "../i18n";
import { Chips } from "./Chips";

/** Those at hand; every other one that is spoken widely in Europe's practices is behind the list. */
const FIRST = ["de", "en", "fr", "it", "es", "tr"];
const OTHERS = [
  "ar", "bg", "bs", "ca", "cs", "da", "el", "et", "fa", "fi", "ga", "he", "hi", "hr", "hu", "id", "is", "ja", "ko", "ku", "lt", "lv",
  "mk", "mt", "nl", "no", "pl", "ps", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "sw", "ta", "th", "ti", "uk", "ur", "vi", "zh",
];

const byName = (one: string, other: string) => languageName(one).localeCompare(languageName(other), locale());

/** In which languages somebody works: the common ones as chips, the others added from a list. */
export function Languages({ value, error, onChange }: { value: readonly string[]; error?: string; onChange: (value: string[]) => void }) {
  const { t } = useTranslation();
  const chips = [...new Set([...FIRST, ...value])];
  const more = OTHERS.filter((code) => !chips.includes(code)).sort(byName);
  return (
    <Stack gap="xs">
      <Chips
        legend={t("languages.legend")}
        choices={chips.map((code) => ({ value: code, label: languageName(code) }))}
        value={value}
        error={error}
        onChange={onChange}
      />
      <NativeSelect
        label={t("languages.other")}
        maw={280}
        value=""
        data={[{ value: "", label: t("languages.choose") }, ...more.map((code) => ({ value: code, label: languageName(code) }))]}
        onChange={(event) => event.currentTarget.value && onChange([...value, event.currentTarget.value])}
      />
    </Stack>
  );
}

/** In which of our languages somebody gets mails. */
export function MailLanguage({ label, value, error, onChange }: { label: string; value: Language; error?: string; onChange: (value: Language) => void }) {
  return (
    <NativeSelect
      label={label}
      maw={280}
      value={value}
      error={error}
      data={Object.entries(LANGUAGES).map(([code, name]) => ({ value: code, label: name }))}
      onChange={(event) => onChange(event.currentTarget.value as Language)}
    />
  );
}
