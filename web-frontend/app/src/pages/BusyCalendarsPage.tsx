import { Alert, Button, Card, Group, Stack, Text, TextInput, Title } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Therapist } from "../api/booking";
import { desk, type BusyCalendar } from "../api/desk";
import { Form } from "../components/Form";
import { HoursNav } from "../components/HoursNav";
import { OfTherapist } from "../components/OfTherapist";
import { Loading, PageProblem, ProblemNotice } from "../components/States";
import { useForm } from "../components/useForm";
import { word } from "../i18n";
import { unread } from "../reads";
import { dateTime } from "../time";
import { useAct } from "../useAct";

export function BusyCalendarsPage() {
  return <OfTherapist page={BusyCalendars} />;
}

function BusyCalendars({ therapist: { id } }: { therapist: Therapist }) {
  const { t } = useTranslation();
  const calendars = useQuery({ queryKey: ["busy-calendars", id], queryFn: () => desk.calendars(id) });
  if (unread(calendars)) return <PageProblem error={calendars.error} retry={() => void calendars.refetch()} />;
  if (!calendars.data) return <Loading />;
  return (
    <Stack gap="lg">
      <HoursNav />
      <Title>{t("busy.title")}</Title>
      <Text>{t("busy.lead")}</Text>
      {calendars.data.items.length === 0 && <Text c="dimmed">{t("busy.none")}</Text>}
      <Stack component="ul" className="plain" gap="sm">
        {calendars.data.items.map((calendar) => (
          <Calendar key={calendar.id} therapistId={id} calendar={calendar} />
        ))}
      </Stack>
      <Add therapistId={id} />
    </Stack>
  );
}

function Calendar({ therapistId, calendar }: { therapistId: string; calendar: BusyCalendar }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { act, busy, error } = useAct();
  const change = (work: () => Promise<unknown>) =>
    act(async () => {
      await work();
      await queries.invalidateQueries({ queryKey: ["busy-calendars", therapistId] });
    });
  return (
    <Card component="li" padding="md" data-testid="busy-calendar">
      <Stack gap="xs">
        <Text fw={600}>{calendar.address}</Text>
        <Text c="dimmed">
          {calendar.lastSuccessAt ? t("busy.read", { when: dateTime(calendar.lastSuccessAt) }) : t("busy.unread")}
        </Text>
        {calendar.lastFailure && (
          <Alert color="clay" title={t("busy.failed")}>
            {word("busy.failure", calendar.lastFailure.code)}
          </Alert>
        )}
        {calendar.warning && <Text fw={600}>{t("busy.warning")}</Text>}
        {calendar.notes.map((note) => (
          <Text key={note}>{note}</Text>
        ))}
        {error !== null && <ProblemNotice error={error} />}
        <Group>
          <Button
            variant="default"
            loading={busy}
            aria-label={`${t("busy.refresh")}: ${calendar.address}`}
            onClick={() => void change(() => desk.refreshCalendar(therapistId, calendar.id))}
          >
            {t("busy.refresh")}
          </Button>
          <Button
            variant="subtle"
            color="clay"
            disabled={busy}
            aria-label={`${t("busy.remove")}: ${calendar.address}`}
            onClick={() => void change(() => desk.deleteCalendar(therapistId, calendar.id))}
          >
            {t("busy.remove")}
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}

function Add({ therapistId }: { therapistId: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const form = useForm(["address"]);
  const [address, setAddress] = useState("");
  const [missing, setMissing] = useState(false);
  const add = async () => {
    setMissing(address.trim() === "");
    if (address.trim() === "") return;
    await form.act(async (key) => {
      await desk.addCalendar(therapistId, address.trim(), key);
      setAddress("");
      await queries.invalidateQueries({ queryKey: ["busy-calendars", therapistId] });
    }, address.trim());
  };
  return (
    <Card component="section" aria-labelledby="add-calendar">
      <Form form={form} send={add}>
        <Stack>
          <Title order={2} id="add-calendar">
            {t("busy.addTitle")}
          </Title>
          <TextInput
            type="url"
            label={t("busy.address")}
            description={t("busy.addressHelp")}
            value={address}
            autoComplete="off"
            error={form.wrong.address ?? (missing ? t("violation.required") : undefined)}
            onChange={(event) => {
              setMissing(false);
              setAddress(event.currentTarget.value);
            }}
          />
          {form.notice}
          <Group>
            <Button type="submit" loading={form.busy}>
              {t("busy.add")}
            </Button>
          </Group>
        </Stack>
      </Form>
    </Card>
  );
}
