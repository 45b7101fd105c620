import { Button, Card, Checkbox, Group, Stack, Text, TextInput, Title } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Therapist } from "../api/booking";
import { desk, type DatedHours, type TimeSpan } from "../api/desk";
import { newKey, now, Problem, type Answer } from "../api/http";
import { atIndex, byField } from "../refusals";
import { day, isoDay, wallTime } from "../time";
import { useAct } from "../useAct";
import { Form } from "./Form";
import { Loading, ProblemNotice } from "./States";

/** Single dates on which other hours hold than every week, or none. */
export function DateOverrides({ therapist }: { therapist: Therapist }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const dates = useQuery({ queryKey: ["dates", therapist.id], queryFn: () => desk.dates(therapist.id) });
  const [date, setDate] = useState("");
  const { act, busy, error } = useAct();
  const forget = (one: string) =>
    act(async () => {
      await desk.forgetDate(therapist.id, one);
      if (one === date) setDate("");
      await queries.invalidateQueries({ queryKey: ["dates", therapist.id] });
    });
  return (
    <Card component="section" aria-labelledby="dates">
      <Stack>
        <Title order={2} id="dates">
          {t("dates.title")}
        </Title>
        <Text>{t("dates.lead")}</Text>
        {dates.isPending && <Loading lines={2} />}
        {dates.error && <ProblemNotice error={dates.error} retry={() => void dates.refetch()} />}
        {dates.data?.items.length === 0 && <Text c="dimmed">{t("dates.none")}</Text>}
        <Stack component="ul" className="plain" gap="xs">
          {dates.data?.items.map((one) => (
            <Group component="li" key={one.date} justify="space-between" data-testid="dated">
              <Text>
                {named(one.date)}: {spans(one) || t("dates.closed")}
              </Text>
              <Group gap="xs">
                <Button variant="default" size="sm" aria-label={`${t("dates.change")}: ${named(one.date)}`} onClick={() => setDate(one.date)}>
                  {t("dates.change")}
                </Button>
                <Button
                  variant="subtle"
                  color="clay"
                  size="sm"
                  disabled={busy}
                  aria-label={`${t("dates.forget")}: ${named(one.date)}`}
                  onClick={() => void forget(one.date)}
                >
                  {t("dates.forget")}
                </Button>
              </Group>
            </Group>
          ))}
        </Stack>
        {error !== null && <ProblemNotice error={error} />}
        <TextInput
          type="date"
          label={t("dates.date")}
          value={date}
          min={isoDay(now(), therapist.zone)}
          maw={280}
          onChange={(event) => setDate(event.currentTarget.value)}
        />
        {/^\d{4}-\d{2}-\d{2}$/.test(date) && <OneDate key={date} therapist={therapist} date={date} done={() => setDate("")} />}
      </Stack>
    </Card>
  );
}

/** A day on a calendar, not an instant: noon is the same day everywhere. */
function named(date: string): string {
  return day(`${date}T12:00:00Z`, "UTC");
}

function spans(one: DatedHours): string {
  return one.hours.map((span) => `${wallTime(span.from)} – ${wallTime(span.to)}`).join(", ");
}

function OneDate({ therapist, date, done }: { therapist: Therapist; date: string; done: () => void }) {
  const stored = useQuery({
    queryKey: ["date", therapist.id, date],
    queryFn: () => desk.date(therapist.id, date),
    // What is being changed must never be replaced by an older copy.
    staleTime: Infinity,
    gcTime: 0,
  });
  if (stored.error) return <ProblemNotice error={stored.error} retry={() => void stored.refetch()} />;
  if (stored.isPending) return <Loading lines={2} />;
  return (
    <DateForm
      key={stored.data?.etag ?? "new"}
      therapist={therapist}
      date={date}
      stored={stored.data}
      reload={() => void stored.refetch()}
      done={done}
    />
  );
}

interface FormProps {
  therapist: Therapist;
  date: string;
  /** Null: only the weekly hours hold so far. */
  stored: Answer<{ hours: TimeSpan[] }> | null;
  reload: () => void;
  done: () => void;
}

function DateForm({ therapist, date, stored, reload, done }: FormProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [closed, setClosed] = useState(stored === null || stored.body.hours.length === 0);
  const [rows, setRows] = useState(() => {
    const hours = stored?.body.hours ?? [];
    const first = hours.length > 0 ? hours : [{ from: "09:00", to: "17:00" }];
    return first.map((span) => ({ ...span, key: newKey(), from: wallTime(span.from), to: wallTime(span.to) }));
  });
  const { act, busy, error } = useAct();
  const wrong = byField(error);
  const change = (key: string, part: { from?: string; to?: string }) =>
    setRows(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));
  const save = () =>
    act(async () => {
      const hours = closed ? [] : rows.map(({ from, to, locationId }) => ({ from, to, ...(locationId ? { locationId } : {}) }));
      await desk.saveDate(therapist.id, date, hours, stored?.etag ?? null);
      await queries.invalidateQueries({ queryKey: ["dates", therapist.id] });
      done();
    });
  return (
    <Form send={save}>
      <fieldset>
        <legend>{named(date)}</legend>
        <Stack gap="sm">
          <Checkbox
            label={t("dates.closeIt")}
            checked={closed}
            error={wrong.date}
            onChange={(event) => setClosed(event.currentTarget.checked)}
          />
          {!closed &&
            rows.map((row, i) => (
              <fieldset key={row.key}>
                <legend className="unseen">{t("hours.row", { n: i + 1 })}</legend>
                <Group align="flex-end" gap="sm">
                  <TextInput
                    type="time"
                    label={t("hours.from")}
                    value={row.from}
                    error={Boolean(atIndex(error, "hours", i))}
                    onChange={(event) => change(row.key, { from: event.currentTarget.value })}
                  />
                  <TextInput
                    type="time"
                    label={t("hours.to")}
                    value={row.to}
                    error={atIndex(error, "hours", i)}
                    onChange={(event) => change(row.key, { to: event.currentTarget.value })}
                  />
                  {rows.length > 1 && (
                    <Button
                      variant="subtle"
                      color="clay"
                      size="sm"
                      aria-label={`${t("hours.remove")}: ${t("hours.row", { n: i + 1 })}`}
                      onClick={() => setRows(rows.filter((other) => other.key !== row.key))}
                    >
                      {t("hours.remove")}
                    </Button>
                  )}
                </Group>
              </fieldset>
            ))}
          {error !== null && (
            <ProblemNotice
              error={error}
              besideFields={["hours", "date"]}
              retry={error instanceof Problem && ["stale", "if-match-missing"].includes(error.code) ? reload : undefined}
            />
          )}
          <Text c="dimmed">{t("hours.booked")}</Text>
          <Group>
            {!closed && (
              <Button variant="default" onClick={() => setRows([...rows, { key: newKey(), from: "09:00", to: "17:00" }])}>
                {t("hours.add")}
              </Button>
            )}
            <Button type="submit" loading={busy}>
              {t("dates.save")}
            </Button>
            <Button variant="subtle" onClick={done}>
              {t("dates.cancel")}
            </Button>
          </Group>
        </Stack>
      </fieldset>
    </Form>
  );
}
