import { Button, Card, Collapse, Group, NativeSelect, NumberInput, Stack, TextInput } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { MatchFilter, Style } from "../api/booking";
import { word } from "../i18n";
import { STYLES } from "../styles";

/** By the reader's clock. */
const TIMES = [
  { key: "morning", fromTime: undefined, toTime: "12:00" },
  { key: "afternoon", fromTime: "12:00", toTime: "17:00" },
  { key: "evening", fromTime: "17:00", toTime: undefined },
] as const;
const LENGTHS = [30, 45, 60, 75, 90, 120];

/** Narrows the matches; what is chosen is in the address, so that going back goes back. */
export function MatchFilters({ places, wrong }: { places: { id: string; name: string }[]; wrong: Record<string, string> }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const filter = useSearch({ from: "/matches" });
  const set = Object.keys(filter).filter((key) => key !== "toTime" || filter.fromTime === undefined).length;
  const [open, setOpen] = useState(set > 0);
  const change = (next: MatchFilter) => void navigate({ to: "/matches", search: next, replace: true });
  const narrow = (part: MatchFilter) => {
    const next = { ...filter, ...part };
    change(Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined && value !== "")));
  };
  return (
    <div>
      <Button variant="default" aria-expanded={open} onClick={() => setOpen(!open)}>
        {set > 0 ? t("matches.filtered", { count: set }) : t("matches.filter")}
      </Button>
      <Collapse expanded={open}>
        <Card mt="sm">
          <Stack gap="sm">
            <Group align="flex-start">
              <TextInput type="date" label={t("waitlist.from")} error={wrong.from} value={filter.from ?? ""} onChange={(e) => narrow({ from: e.currentTarget.value || undefined })} />
              <TextInput type="date" label={t("waitlist.to")} error={wrong.to} value={filter.to ?? ""} onChange={(e) => narrow({ to: e.currentTarget.value || undefined })} />
              <NativeSelect
                label={t("matches.timeOfDay")}
                error={wrong.fromTime ?? wrong.toTime}
                value={TIMES.find((one) => one.fromTime === filter.fromTime && one.toTime === filter.toTime)?.key ?? ""}
                data={[
                  { value: "", label: t("matches.any") },
                  ...TIMES.map(({ key }) => ({ value: key, label: t(`matches.times.${key}`) })),
                ]}
                onChange={(e) => {
                  const chosen = TIMES.find((one) => one.key === e.currentTarget.value);
                  narrow({ fromTime: chosen?.fromTime, toTime: chosen?.toTime });
                }}
              />
              {places.length > 1 && (
                <NativeSelect
                  label={t("matches.location")}
                  value={filter.locationId ?? ""}
                  data={[{ value: "", label: t("matches.any") }, ...places.map(({ id, name }) => ({ value: id, label: name }))]}
                  onChange={(e) => narrow({ locationId: e.currentTarget.value || undefined })}
                />
              )}
              <PriceField
                label={t("matches.maxPrice")}
                error={wrong.maxPrice}
                value={filter.maxPrice}
                onChange={(maxPrice) => narrow({ maxPrice })}
              />
              <NativeSelect
                label={t("matches.length")}
                value={filter.minutes ?? ""}
                data={[{ value: "", label: t("matches.any") }, ...LENGTHS.map((n) => ({ value: String(n), label: t("therapist.minutes", { minutes: n }) }))]}
                onChange={(e) => narrow({ minutes: e.currentTarget.value ? Number(e.currentTarget.value) : undefined })}
              />
              <NativeSelect
                label={t("part.style")}
                value={filter.style ?? ""}
                data={[{ value: "", label: t("matches.any") }, ...STYLES.map((style) => ({ value: style, label: word("style", style) }))]}
                onChange={(e) => narrow({ style: (e.currentTarget.value || undefined) as Style | undefined })}
              />
            </Group>
            {set > 0 && (
              <Group>
                <Button variant="subtle" size="sm" onClick={() => change({})}>
                  {t("matches.unfilter")}
                </Button>
              </Group>
            )}
          </Stack>
        </Card>
      </Collapse>
    </div>
  );
}

/** Searches when the number is complete, not at each digit. */
function PriceField({ label, error, value, onChange }: { label: string; error?: string; value?: number; onChange: (value?: number) => void }) {
  const [typed, setTyped] = useState<number | string>(value ?? "");
  const [before, setBefore] = useState(value);
  if (before !== value) {
    setBefore(value);
    setTyped(value ?? "");
  }
  const take = () => {
    const next = typeof typed === "number" && typed > 0 ? typed : undefined;
    if (next !== value) onChange(next);
  };
  return (
    <NumberInput
      w={170}
      label={label}
      error={error}
      min={0}
      max={9999}
      value={typed}
      onChange={setTyped}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === "Enter") take();
      }}
    />
  );
}
