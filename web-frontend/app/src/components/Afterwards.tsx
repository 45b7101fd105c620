import { Badge, Card, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { feedback } from "../api/feedback";
import { word } from "../i18n";
import { dateTime } from "../time";
import { Loading, ProblemNotice } from "./States";

/** What the client answered after a session, for the therapist who gave it; private text never comes this far. */
export function Afterwards({ appointmentId, order = 2 }: { appointmentId: string; order?: 2 | 4 }) {
  const { t } = useTranslation();
  const followUp = useQuery({ queryKey: ["follow-up-of", appointmentId], queryFn: () => feedback.ofAppointment(appointmentId) });
  return (
    <Card component="section" aria-labelledby={`afterwards-${appointmentId}`} data-testid="afterwards">
      <Stack gap="sm">
        <Title order={order} id={`afterwards-${appointmentId}`}>
          {t("afterwards.title")}
        </Title>
        {followUp.isPending && <Loading lines={2} />}
        {followUp.error && <ProblemNotice error={followUp.error} retry={() => void followUp.refetch()} />}
        {followUp.data === null && <Text c="dimmed">{t("afterwards.none")}</Text>}
        {followUp.data && followUp.data.answers.length === 0 && <Text c="dimmed">{t(`afterwards.state.${followUp.data.state}`)}</Text>}
        {followUp.data?.answers.map((answer) => (
          <Stack key={answer.answerId} gap={4}>
            <Group justify="space-between">
              <Text fw={600}>{t("afterwards.at", { when: dateTime(answer.answeredAt), hours: Math.round(answer.hoursAfter) })}</Text>
              {answer.outcome && <Badge variant="light">{word("followUp.class", answer.outcome)}</Badge>}
            </Group>
            {answer.soreness !== undefined && <Text>{t("progress.soreness", { n: answer.soreness })}</Text>}
            {answer.regions.map((one) => (
              <Text key={one.region}>
                {t("afterwards.region", { region: word("region", one.region), target: one.target ?? "–", soreness: one.soreness ?? "–" })}
              </Text>
            ))}
            {answer.bruising && answer.bruising !== "none" && (
              <Text>{t("afterwards.bruises", { how: word("bruising", answer.bruising) })}</Text>
            )}
            {answer.words.length > 0 && <Text>{answer.words.map((said) => word("word", said)).join(", ")}</Text>}
            {answer.complaint && answer.complaint !== "none" && <Text fw={600}>{word("complaint", answer.complaint)}</Text>}
            {answer.improved.length > 0 && (
              <Text>{t("afterwards.better", { what: answer.improved.map((what) => word("improved", what)).join(", ") })}</Text>
            )}
            {answer.note && <Text>{answer.note}</Text>}
          </Stack>
        ))}
      </Stack>
    </Card>
  );
}
