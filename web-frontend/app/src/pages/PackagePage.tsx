import { Button, Card, Checkbox, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { booking, type LedgerEntry, type Purchase } from "../api/booking";
import type { Answer } from "../api/http";
import { Confirm } from "../components/Confirm";
import { PayLink } from "../components/PayLink";
import { PurchaseState, SessionsLeft } from "../components/PurchaseCard";
import { Only } from "../components/Shell";
import { Loading, PageProblem, ProblemNotice } from "../components/States";
import { word } from "../i18n";
import { outstanding, payAt } from "../packages";
import { dayAndYear, price } from "../time";
import { useAct } from "../useAct";

export function PackagePage() {
  return (
    <Only account="client">
      <Loader />
    </Only>
  );
}

function Loader() {
  const { id } = useParams({ from: "/packages/$id" });
  const purchase = useQuery({ queryKey: ["purchase", id], queryFn: () => booking.purchase(id) });
  if (purchase.isLoadingError) return <PageProblem error={purchase.error} retry={() => void purchase.refetch()} />;
  if (!purchase.data) return <Loading />;
  return <OnePackage purchase={purchase.data} readAgain={() => purchase.refetch()} />;
}

function OnePackage({ purchase: { body: purchase, etag }, readAgain }: { purchase: Answer<Purchase>; readAgain: () => Promise<unknown> }) {
  const { t } = useTranslation();
  const { sessions, state } = purchase;
  const money = (amount: number) => price({ amount, currency: purchase.price.currency });
  const open = outstanding(purchase);
  const at = payAt(purchase.payment);
  const rows: [string, string][] = [
    ...(sessions.used > 0 ? [[t("packages.used"), String(sessions.used)] as [string, string]] : []),
    ...(sessions.reserved > 0 ? [[t("packages.reserved"), String(sessions.reserved)] as [string, string]] : []),
    ...(purchase.validUntil ? [[t("packages.validUntil"), dayAndYear(purchase.validUntil, "UTC")] as [string, string]] : []),
    [t("balance.due"), price(purchase.price)],
    ...(purchase.paid > 0 ? [[t("balance.paid"), money(purchase.paid)] as [string, string]] : []),
    ...(state === "awaiting_payment" ? [[t("balance.outstanding"), money(open)] as [string, string]] : []),
  ];
  return (
    <Stack gap="lg" maw={760}>
      <Group justify="space-between">
        <Title>{t("packages.what", { count: sessions.bought, service: purchase.service.name })}</Title>
        <PurchaseState purchase={purchase} size="xl" />
      </Group>
      <Card>
        <Stack gap="sm" align="flex-start">
          <Text>{t("packages.with", { name: purchase.therapist.name })}</Text>
          <Text fw={600} data-testid="left">
            <SessionsLeft purchase={purchase} />
          </Text>
          <dl className="facts">
            {rows.map(([label, value]) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          <Text>{t(`packages.means.${state}`)}</Text>
          {state === "awaiting_payment" && at && (
            <PayLink at={at} />
          )}
          {state === "active" && sessions.left > 0 && (
            <Button renderRoot={(props) => <Link to="/therapists/$id" params={{ id: purchase.therapist.id }} {...props} />}>
              {t("matches.choose", { name: purchase.therapist.name })}
            </Button>
          )}
        </Stack>
      </Card>
      {["awaiting_payment", "active"].includes(state) && <Automatic purchase={purchase} etag={etag} readAgain={readAgain} />}
      <Payments id={purchase.id} />
      {state === "awaiting_payment" && purchase.paid === 0 && <CallOff purchase={purchase} />}
      {(state === "active" || (state === "awaiting_payment" && purchase.paid > 0)) && <Text c="dimmed">{t("packages.giveBack")}</Text>}
      <Link to="/packages">{t("packages.title")}</Link>
    </Stack>
  );
}

function Automatic({ purchase, etag, readAgain }: { purchase: Purchase; etag: string | null; readAgain: () => Promise<unknown> }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { act, busy, error } = useAct();
  const change = async (automatic: boolean) => {
    const done = await act(async () => {
      queries.setQueryData(["purchase", purchase.id], await booking.setAutomatic(purchase.id, automatic, etag));
      await queries.invalidateQueries({ queryKey: ["purchases"] });
    });
    // Somebody else may have changed it: the next try is about what it is now.
    if (!done) await readAgain();
  };
  return (
    <Card>
      <Stack gap="sm">
        <Checkbox
          label={t("packages.automatic")}
          description={t("packages.automaticText", { service: purchase.service.name, name: purchase.therapist.name })}
          checked={purchase.useAutomatically}
          disabled={busy}
          onChange={(event) => void change(event.currentTarget.checked)}
        />
        {error !== null && <ProblemNotice error={error} />}
      </Stack>
    </Card>
  );
}

function Payments({ id }: { id: string }) {
  const { t } = useTranslation();
  const payments = useQuery({ queryKey: ["purchase", id, "payments"], queryFn: () => booking.purchasePayments(id) });
  return (
    <Stack component="section" aria-labelledby="payments" gap="xs">
      <Title order={2} id="payments">
        {t("packages.payments")}
      </Title>
      {payments.isPending && <Loading lines={1} />}
      {payments.isLoadingError && <ProblemNotice error={payments.error} retry={() => void payments.refetch()} />}
      {payments.data?.length === 0 && <Text c="dimmed">{t("packages.noPayments")}</Text>}
      <Stack component="ul" className="plain" gap="xs">
        {payments.data?.map((line) => (
          <li key={line.id}>
            <Line line={line} />
          </li>
        ))}
      </Stack>
    </Stack>
  );
}

function Line({ line }: { line: LedgerEntry }) {
  const { t } = useTranslation();
  return (
    <Group justify="space-between" gap="xs">
      <Text>
        {[
          dayAndYear(line.recordedAt),
          word("ledger.kind", line.kind),
          line.method && word("ledger.method", line.method),
          line.reversed && t("ledger.reversed"),
        ]
          .filter(Boolean)
          .join(" · ")}
      </Text>
      <Text fw={600}>{price(line)}</Text>
    </Group>
  );
}

function CallOff({ purchase }: { purchase: Purchase }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { act, busy, error, forget } = useAct();
  const [asking, setAsking] = useState(false);
  const cancel = () =>
    act(async () => {
      await booking.cancelPurchase(purchase.id);
      setAsking(false);
      await queries.invalidateQueries();
    });
  return (
    <Group>
      <Button variant="subtle" color="clay" onClick={() => (forget(), setAsking(true))}>
        {t("packages.cancel")}
      </Button>
      <Confirm
        opened={asking}
        close={() => setAsking(false)}
        title={t("packages.cancelSure")}
        yes={t("packages.cancelYes")}
        no={t("packages.cancelNo")}
        busy={busy}
        error={error}
        act={() => void cancel()}
      >
        <Text>{t("packages.cancelText")}</Text>
      </Confirm>
    </Group>
  );
}
