import { Alert, Button, Card, Checkbox, Code, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { booking, type Feed, type Reader } from "../api/booking";
import { Only } from "../components/Shell";
import { Loading, PageProblem, ProblemNotice } from "../components/States";
import { useSession } from "../session";
import { dateTime } from "../time";
import { useAct } from "../useAct";

export function CalendarPage() {
  const session = useSession();
  const as: Reader = session.data?.roles?.includes("therapist") ? "therapist" : "client";
  return (
    <Only account={as}>
      <Calendar as={as} />
    </Only>
  );
}

function Calendar({ as }: { as: Reader }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const feeds = useQuery({ queryKey: ["feeds"], queryFn: booking.feeds });
  const [names, setNames] = useState(false);
  const [made, setMade] = useState<Feed | null>(null);
  const [copied, setCopied] = useState(false);
  const { act, busy, error } = useAct();
  const copying = useAct();
  if (feeds.isLoadingError) return <PageProblem error={feeds.error} retry={() => void feeds.refetch()} />;
  if (!feeds.data) return <Loading />;
  const feed = feeds.data.items.find((one) => one.as === as);
  const change = (work: (key: string) => Promise<Feed | null>, about: string) =>
    act(async (key) => {
      copying.forget();
      setMade(await work(key));
      setCopied(false);
      await queries.invalidateQueries({ queryKey: ["feeds"] });
    }, about);
  const problem = error ?? copying.error;
  return (
    <Stack gap="lg" maw={680}>
      <Title>{t("calendar.title")}</Title>
      <Text>{t("calendar.lead")}</Text>
      {made?.address && (
        <Alert color="pine" role="status" title={t("calendar.once")}>
          <Stack gap="sm">
            <Code block data-testid="feed-address">
              {made.address}
            </Code>
            <Group>
              <Button
                variant="default"
                onClick={() => void copying.act(() => navigator.clipboard.writeText(made.address ?? "").then(() => setCopied(true)))}
              >
                {copied ? t("calendar.copied") : t("calendar.copy")}
              </Button>
            </Group>
            <Text>{t("calendar.how")}</Text>
          </Stack>
        </Alert>
      )}
      <Card>
        <Stack gap="sm">
          <Text fw={600}>
            {feed ? t("calendar.made", { when: dateTime(feed.createdAt) }) : t("calendar.none")}
          </Text>
          {feed && (
            <Text c="dimmed">{feed.lastReadAt ? t("calendar.read", { when: dateTime(feed.lastReadAt) }) : t("calendar.neverRead")}</Text>
          )}
          {as === "therapist" && (
            <Checkbox label={t("calendar.names")} checked={names} onChange={(event) => setNames(event.currentTarget.checked)} />
          )}
          {problem !== null && <ProblemNotice error={problem} />}
          <Group>
            <Button loading={busy} onClick={() => void change((key) => booking.renewFeed(as, names, key), `renew ${names}`)}>
              {feed ? t("calendar.renew") : t("calendar.make")}
            </Button>
            {feed && (
              <Button
                variant="subtle"
                color="clay"
                disabled={busy}
                onClick={() => void change(async () => (await booking.deleteFeed(as), null), "delete")}
              >
                {t("calendar.delete")}
              </Button>
            )}
          </Group>
          {feed && <Text c="dimmed">{t("calendar.renewText")}</Text>}
        </Stack>
      </Card>
    </Stack>
  );
}
