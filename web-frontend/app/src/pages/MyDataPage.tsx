import { Alert, Button, Card, Checkbox, Group, Stack, Text, Title } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { accessesEverywhere, FROM_THE_START } from "../api/accesses";
import { intake } from "../api/intake";
import { Only } from "../components/Shell";
import { Loading, PageProblem, ProblemNotice } from "../components/States";
import { dateTime } from "../time";
import { useAct } from "../useAct";
import { type AccessGroup, accessGroups } from "./accessGroups";

export function MyDataPage() {
  return (
    <Only account="client">
      <MyData />
    </Only>
  );
}

function MyData() {
  const { t } = useTranslation();
  const erasure = useQuery({
    queryKey: ["erasure"],
    queryFn: intake.erasure,
    refetchInterval: (query) => (query.state.data && !query.state.data.complete ? 2000 : false),
  });
  if (erasure.isLoadingError) return <PageProblem error={erasure.error} retry={() => void erasure.refetch()} />;
  if (erasure.data === undefined) return <Loading />;
  return (
    <Stack gap="lg" maw={680}>
      <Title>{t("myData.title")}</Title>
      {erasure.data ? (
        <Alert color="pine" role="status" title={erasure.data.complete ? t("myData.erased") : t("myData.erasing")}>
          {erasure.data.complete ? t("myData.erasedText") : t("myData.erasingText")}
        </Alert>
      ) : (
        <>
          <Card>
            <Stack gap="sm">
              <Title order={2}>{t("myData.take")}</Title>
              <Text>{t("myData.takeText")}</Text>
              {/* Without `download`: what stands in the way is then shown as a page. */}
              <Group>
                <Button component="a" href="/my-data.zip" variant="default">
                  {t("myData.takeButton")}
                </Button>
              </Group>
            </Stack>
          </Card>
          <ConsentCard />
          <AccessesCard />
          <EraseCard />
        </>
      )}
    </Stack>
  );
}

function ConsentCard() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const consent = useQuery({ queryKey: ["consent"], queryFn: intake.consent });
  const [sure, setSure] = useState(false);
  const { act, busy, error } = useAct();
  const withdraw = () =>
    act(async () => {
      await intake.withdrawConsent();
      setSure(false);
      await queries.invalidateQueries();
    });
  return (
    <Card>
      <Stack gap="sm">
        <Title order={2}>{t("myData.consent")}</Title>
        {consent.error && <ProblemNotice error={consent.error} />}
        {consent.data && !consent.data.given && (
          <>
            <Text>{t("myData.noConsent")}</Text>
            <Link to="/intake">{t("myData.giveConsent")}</Link>
          </>
        )}
        {consent.data?.given && (
          <>
            <Text>
              {consent.data.givenAt ? t("myData.givenOn", { when: dateTime(consent.data.givenAt) }) : t("myData.given")}{" "}
              {t("myData.withdrawText")}
            </Text>
            <Checkbox
              label={t("myData.withdrawSure")}
              checked={sure}
              onChange={(event) => setSure(event.currentTarget.checked)}
            />
            {error !== null && <ProblemNotice error={error} />}
            <Group>
              <Button variant="default" disabled={!sure} loading={busy} onClick={() => void withdraw()}>
                {t("myData.withdraw")}
              </Button>
            </Group>
          </>
        )}
      </Stack>
    </Card>
  );
}

function AccessesCard() {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const by = all ? "all" : "others";
  const accesses = useInfiniteQuery({
    queryKey: ["accesses", by],
    queryFn: ({ pageParam }) => accessesEverywhere(by, pageParam),
    initialPageParam: FROM_THE_START,
    getNextPageParam: ({ next }) => (Object.keys(next).length > 0 ? next : undefined),
    placeholderData: keepPreviousData,
  });
  const pages = accesses.data?.pages ?? [];
  const toldSince = pages.at(-1)?.toldSince ?? "";
  const groups = accessGroups(
    pages
      .flatMap((page) => page.accesses)
      .filter((access) => access.at >= toldSince)
      .sort((a, b) => b.at.localeCompare(a.at)),
  );
  return (
    <Card>
      <Stack gap="sm">
        <Title order={2}>{t("myData.looked")}</Title>
        <Text>{t("myData.lookedText")}</Text>
        <Checkbox label={t("myData.lookedAll")} checked={all} onChange={(event) => setAll(event.currentTarget.checked)} />
        {accesses.error && <ProblemNotice error={accesses.error} />}
        {accesses.data && groups.length === 0 && <Text c="dimmed">{t("myData.nobodyLooked")}</Text>}
        {groups.length > 0 && (
          <ul className="plain accesses" aria-label={t("myData.looked")}>
            {groups.map((group) => (
              <li key={group.id}>
                <AccessItem group={group} />
              </li>
            ))}
          </ul>
        )}
        {accesses.hasNextPage && (
          <Group>
            <Button variant="default" loading={accesses.isFetchingNextPage} onClick={() => void accesses.fetchNextPage()}>
              {t("myData.lookedEarlier")}
            </Button>
          </Group>
        )}
      </Stack>
    </Card>
  );
}

function AccessItem({ group }: { group: AccessGroup }) {
  const { t } = useTranslation();
  const who = ["client", "therapist", "coordinator"].includes(group.role) ? group.role : "service";
  return (
    <>
      <Text fw={600}>
        {group.day}: {t(`myData.who.${who}`)}
      </Text>
      {group.lines.map(({ access, looked, times }) => (
        <Text key={access + looked}>
          {t(`myData.did.${["read", "write", "erase"].includes(access) ? access : "read"}`, { what: t(`myData.what.${looked}`) })}{" "}
          <Text span c="dimmed">
            {times.join(", ")}
          </Text>
        </Text>
      ))}
      {group.appointmentId && (
        <Link to="/appointments/$id" params={{ id: group.appointmentId }}>
          {t("myData.because")}
        </Link>
      )}
    </>
  );
}

function EraseCard() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [sure, setSure] = useState(false);
  const { act, busy, error } = useAct();
  const erase = () =>
    act(async () => {
      await intake.erase();
      await queries.invalidateQueries();
    });
  return (
    <Card>
      <Stack gap="sm">
        <Title order={2}>{t("myData.erase")}</Title>
        <Text>{t("myData.eraseText")}</Text>
        <Checkbox label={t("myData.eraseSure")} checked={sure} onChange={(event) => setSure(event.currentTarget.checked)} />
        {error !== null && <ProblemNotice error={error} />}
        <Group>
          <Button color="clay" disabled={!sure} loading={busy} onClick={() => void erase()}>
            {t("myData.eraseButton")}
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}
