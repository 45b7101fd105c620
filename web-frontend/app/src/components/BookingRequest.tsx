import { Button, Card, Group, Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Appointment } from "../api/booking";
import { practice } from "../api/practice";
import { dateTime, fromNow } from "../time";
import { ProblemNotice } from "./States";

/** Somebody asks for a time; it is theirs only once it is accepted. */
export function BookingRequest({ appointment: a }: { appointment: Appointment }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const act = async (work: (id: string) => Promise<unknown>) => {
    if (busy) return;
    setBusy(true);
    setError(null);
    try {
      await work(a.id);
      await queries.invalidateQueries({ queryKey: ["appointments"] });
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  const who = `${a.client?.name ?? ""}, ${dateTime(a.start, a.zone)}`;
  return (
    <Card component="li" padding="md" data-testid="request">
      <Stack gap="xs">
        <Text fw={650}>{who}</Text>
        <Text>{t("therapist.minutes", { minutes: a.service.minutes })} · {a.service.name}</Text>
        {a.answerBy && (
          <Text>
            {t("desk.answerBy", { when: dateTime(a.answerBy, a.zone) })} {t("desk.answerIn", { left: fromNow(a.answerBy) })}
          </Text>
        )}
        {error !== null && <ProblemNotice error={error} />}
        <Group>
          <Button loading={busy} aria-label={`${t("desk.accept")}: ${who}`} onClick={() => void act(practice.accept)}>
            {t("desk.accept")}
          </Button>
          <Button variant="default" disabled={busy} aria-label={`${t("desk.decline")}: ${who}`} onClick={() => void act(practice.decline)}>
            {t("desk.decline")}
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}
