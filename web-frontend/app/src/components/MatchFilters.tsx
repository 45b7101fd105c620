import { Button, Card, Collapse, Group, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { MatchFilter, Style } from "../api/booking";
import { word } from "../i18n";
import { STYLES } from "../styles";

const LENGTHS = [30, 45, 60, 75, 90, 120];

/** Narrows the matches; what is chosen is in the address, so that going back goes back. */
export function MatchFilters() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const filter = useSearch({ from: "/matches" });
  const set = Object.keys(filter).length;
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
            <Group align="flex-end">
              <TextInput type="date" label={t("waitlist.from")} value={filter.from ?? ""} onChange={(e) => narrow({ from: e.currentTarget.value || undefined })} />
              <TextInput type="date" label={t("waitlist.to")} value={filter.to ?? ""} onChange={(e) => narrow({ to: e.currentTarget.value || undefined })} />
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
