import { Button, Card, Group, Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Appointment } from "../api/booking";
import { practice } from "../api/practice";
import { dateTime, fromNow } from "../time";
import { useAct } from "../useAct";
import { ProblemNotice } from "./States";

/** Somebody asks for a time; it is theirs only once it is accepted. */
export function BookingRequest({ appointment: a }: { appointment: Appointment }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { act, busy, error } = useAct();
  const answer = (work: (id: string) => Promise<unknown>) =>
    act(async () => {
      await work(a.id);
      await queries.invalidateQueries({ queryKey: ["appointments"] });
    });
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
          <Button loading={busy} aria-label={`${t("desk.accept")}: ${who}`} onClick={() => void answer(practice.accept)}>
            {t("desk.accept")}
          </Button>
          <Button variant="default" disabled={busy} aria-label={`${t("desk.decline")}: ${who}`} onClick={() => void answer(practice.decline)}>
            {t("desk.decline")}
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}
