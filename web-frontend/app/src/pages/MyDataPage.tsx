import { Alert, Button, Card, Checkbox, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Access, accessesEverywhere } from "../api/accesses";
import { intake } from "../api/intake";
import { Only } from "../components/Shell";
import { Loading, PageProblem, ProblemNotice } from "../components/States";
import { dateTime } from "../time";

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
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const withdraw = async () => {
    if (busy) return;
    setBusy(true);
    setError(null);
    try {
      await intake.withdrawConsent();
      setSure(false);
      await queries.invalidateQueries();
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
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
  const accesses = useQuery({ queryKey: ["accesses"], queryFn: accessesEverywhere });
  const [all, setAll] = useState(false);
  const shown = (accesses.data ?? []).filter((access) => all || access.role === "therapist" || access.role === "coordinator");
  return (
    <Card>
      <Stack gap="sm">
        <Title order={2}>{t("myData.looked")}</Title>
        <Text>{t("myData.lookedText")}</Text>
        <Checkbox label={t("myData.lookedAll")} checked={all} onChange={(event) => setAll(event.currentTarget.checked)} />
        {accesses.error && <ProblemNotice error={accesses.error} />}
        {accesses.data && shown.length === 0 && <Text c="dimmed">{t("myData.nobodyLooked")}</Text>}
        {shown.length > 0 && (
          <ul className="plain" aria-label={t("myData.looked")}>
            {shown.map((access) => (
              <li key={access.id}>
                <AccessLine access={access} />
              </li>
            ))}
          </ul>
        )}
      </Stack>
    </Card>
  );
}

function AccessLine({ access }: { access: Access }) {
  const { t } = useTranslation();
  const who = ["client", "therapist", "coordinator"].includes(access.role) ? access.role : "service";
  const what = ["read", "write", "erase"].includes(access.access) ? access.access : "read";
  return (
    <>
      {dateTime(access.at)}: {t(`myData.who.${who}`)}, {t(`myData.did.${what}`)}
      {access.appointmentId && (
        <>
          {", "}
          <Link to="/appointments/$id" params={{ id: access.appointmentId }}>
            {t("myData.because")}
          </Link>
        </>
      )}
    </>
  );
}

function EraseCard() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [sure, setSure] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const erase = async () => {
    if (busy) return;
    setBusy(true);
    setError(null);
    try {
      await intake.erase();
      await queries.invalidateQueries();
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
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
