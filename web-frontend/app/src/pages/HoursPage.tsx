import { Alert, Button, Card, Group, NativeSelect, Stack, Text, TextInput, Title } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Therapist, Weekday } from "../api/booking";
import { newKey, Problem, type Answer } from "../api/http";
import { practice, type DayHours, type TimeOff } from "../api/practice";
import { DateOverrides } from "../components/DateOverrides";
import { Form } from "../components/Form";
import { HoursNav } from "../components/HoursNav";
import { OfTherapist } from "../components/OfTherapist";
import { Loading, PageProblem, ProblemNotice } from "../components/States";
import { useForm } from "../components/useForm";
import { readAgain, unread } from "../reads";
import { atIndex } from "../refusals";
import { dateTime, instantOf, wallTime, zoneName } from "../time";
import { useAct } from "../useAct";
import { WEEKDAYS } from "../weekdays";

export function HoursPage() {
  return <OfTherapist page={Hours} />;
}

function Hours({ therapist }: { therapist: Therapist }) {
  const { t } = useTranslation();
  const { id } = therapist;
  // Not cached: hours that are being changed must never be replaced by an older copy.
  const hours = useQuery({ queryKey: ["hours", id], queryFn: () => practice.hours(id), staleTime: Infinity, gcTime: 0 });
  const timeOff = useQuery({ queryKey: ["time-off", id], queryFn: () => practice.timeOff(id) });
  const error = unread(hours, timeOff);
  if (error) return <PageProblem error={error} retry={() => readAgain(hours, timeOff)} />;
  if (!hours.data || !timeOff.data) return <Loading />;
  return (
    <Stack gap="xl">
      <HoursNav />
      <Title>{t("hours.title")}</Title>
      <Text>{t("hours.zone", { zone: zoneName(therapist.zone) })}</Text>
      <Weekly key={hours.data.etag} therapist={therapist} hours={hours.data} reload={() => void hours.refetch()} />
      <DateOverrides therapist={therapist} />
      <Off therapist={therapist} items={timeOff.data.items} />
    </Stack>
  );
}

interface Row {
  key: string;
  day: Weekday;
  from: string;
  to: string;
  locationId?: string;
}

function Weekly({ therapist, hours, reload }: { therapist: Therapist; hours: Answer<{ weekly: DayHours[] }>; reload: () => void }) {
  const { t } = useTranslation();
  const [rows, setRows] = useState<Row[]>(() =>
    hours.body.weekly.map((one) => ({ ...one, key: newKey(), from: wallTime(one.from), to: wallTime(one.to) })),
  );
  const [saved, setSaved] = useState(false);
  const { act, busy, error } = useAct();
  const [etag, setEtag] = useState(hours.etag);
  const change = (key: string, part: Partial<Row>) => {
    setSaved(false);
    setRows(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));
  };
  const save = () =>
    act(async () => {
      const weekly = rows.map(({ day, from, to, locationId }) => ({ day, from, to, ...(locationId ? { locationId } : {}) }));
      setEtag((await practice.saveHours(therapist.id, weekly, etag)).etag);
      setSaved(true);
    });
  return (
    <Card component="section" aria-labelledby="weekly">
      <Form send={save}>
        <Stack>
          <Title order={2} id="weekly">
            {t("hours.weekly")}
          </Title>
          {rows.length === 0 && <Text>{t("hours.none")}</Text>}
          <Stack component="ul" className="plain" gap="sm">
            {rows.map((row, i) => {
              const wrong = atIndex(error, "weekly", i);
              return (
                <li key={row.key}>
                  <fieldset>
                    <legend className="unseen">{t("hours.row", { n: i + 1 })}</legend>
                    <Group align="flex-end" gap="sm">
                      <NativeSelect
                        label={t("hours.day")}
                        value={row.day}
                        data={WEEKDAYS.map((value) => ({ value, label: t(`weekday.${value}`) }))}
                        onChange={(event) => change(row.key, { day: event.currentTarget.value as Weekday })}
                      />
                      <TextInput type="time" label={t("hours.from")} value={row.from} error={Boolean(wrong)} onChange={(event) => change(row.key, { from: event.currentTarget.value })} />
                      <TextInput type="time" label={t("hours.to")} value={row.to} error={Boolean(wrong)} onChange={(event) => change(row.key, { to: event.currentTarget.value })} />
                      <Button
                        variant="subtle"
                        color="clay"
                        aria-label={`${t("hours.remove")}: ${t(`weekday.${row.day}`)}, ${row.from}`}
                        onClick={() => {
                          setSaved(false);
                          setRows(rows.filter((one) => one.key !== row.key));
                        }}
                      >
                        {t("hours.remove")}
                      </Button>
                    </Group>
                    {wrong && (
                      <p className="fieldError" role="alert">
                        {wrong}
                      </p>
                    )}
                  </fieldset>
                </li>
              );
            })}
          </Stack>
          {error !== null && (
            <ProblemNotice
              error={error}
              besideFields={["weekly"]}
              retry={error instanceof Problem && error.code === "stale" ? reload : undefined}
            />
          )}
          {saved && (
            <Alert color="pine" role="status">
              {t("hours.saved")}
            </Alert>
          )}
          <Group>
            <Button
              variant="default"
              onClick={() => {
                setSaved(false);
                setRows([...rows, { key: newKey(), day: rows.at(-1)?.day ?? "monday", from: "09:00", to: "17:00" }]);
              }}
            >
              {t("hours.add")}
            </Button>
            <Button type="submit" loading={busy}>
              {t("hours.save")}
            </Button>
          </Group>
          <Text c="dimmed">{t("hours.booked")}</Text>
        </Stack>
      </Form>
    </Card>
  );
}

function Off({ therapist, items }: { therapist: Therapist; items: TimeOff[] }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const form = useForm(["start", "end"]);
  const [start, setStart] = useState("");
  const [end, setEnd] = useState("");
  const [missing, setMissing] = useState(false);
  const act = (work: (key: string) => Promise<unknown>, about: unknown) =>
    form.act(async (key) => {
      await work(key);
      await queries.invalidateQueries({ queryKey: ["time-off", therapist.id] });
    }, about);
  const add = () => {
    setMissing(!start || !end);
    if (!start || !end) return;
    void act(
      async (key) => {
        await practice.addTimeOff(therapist.id, instantOf(start, therapist.zone), instantOf(end, therapist.zone), key);
        setStart("");
        setEnd("");
      },
      [start, end],
    );
  };
  const needed = (value: string) => (missing && !value ? t("violation.required") : undefined);
  return (
    <Card component="section" aria-labelledby="off">
      <Form form={form} send={add}>
        <Stack>
          <Title order={2} id="off">
            {t("hours.off")}
          </Title>
          {items.length === 0 && <Text>{t("hours.noOff")}</Text>}
          <Stack component="ul" className="plain" gap="xs">
            {items.map((one) => (
              <Group component="li" key={one.id} justify="space-between">
                <Text>
                  {dateTime(one.start, therapist.zone)} – {dateTime(one.end, therapist.zone)}
                </Text>
                <Button
                  variant="subtle"
                  color="clay"
                  size="sm"
                  aria-label={`${t("hours.remove")}: ${dateTime(one.start, therapist.zone)}`}
                  disabled={form.busy}
                  onClick={() => void act(() => practice.deleteTimeOff(therapist.id, one.id), one.id)}
                >
                  {t("hours.remove")}
                </Button>
              </Group>
            ))}
          </Stack>
          <Group align="flex-start">
            <TextInput type="datetime-local" label={t("hours.offFrom")} value={start} error={form.wrong.start ?? needed(start)} onChange={(event) => setStart(event.currentTarget.value)} />
            <TextInput type="datetime-local" label={t("hours.offTo")} value={end} error={form.wrong.end ?? needed(end)} onChange={(event) => setEnd(event.currentTarget.value)} />
          </Group>
          {form.notice}
          <Group>
            <Button type="submit" loading={form.busy}>
              {t("hours.addOff")}
            </Button>
          </Group>
        </Stack>
      </Form>
    </Card>
  );
}
