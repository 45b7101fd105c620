import { Button, Card, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { booking, type Appointment, type Balance, type Purchase } from "../api/booking";
import { orNull } from "../api/http";
import { payAt, usableFor } from "../packages";
import { dayAndYear, price } from "../time";
import { useAct } from "../useAct";
import { Confirm } from "./Confirm";
import { PayLink } from "./PayLink";
import { Loading, ProblemNotice } from "./States";

/** In these a session of a package can still be put to it. */
const PAYABLE = ["pending", "booked", "completed"];

/** What it costs, what is paid, and how the rest can be paid. */
export function AppointmentMoney({ appointment }: { appointment: Appointment }) {
  const { t } = useTranslation();
  const { id, state } = appointment;
  const balance = useQuery({ queryKey: ["balance", id], queryFn: () => orNull(booking.balance(id)) });
  const purchases = useQuery({ queryKey: ["purchases"], queryFn: booking.purchases });
  if (balance.isLoadingError) return <ProblemNotice error={balance.error} retry={() => void balance.refetch()} />;
  if (balance.isPending) return <Loading lines={1} />;
  const money = balance.data;
  if (!money) return null;
  const open = PAYABLE.includes(state) && !money.coveredByPackage && money.paid <= money.refunded;
  const usable = open ? usableFor(purchases.data ?? [], appointment.service.id, appointment.start, appointment.zone)[0] : undefined;
  // Nothing is due for what was not agreed yet; then only a package has anything to say.
  if (state === "pending" && !money.coveredByPackage && !usable) return null;
  const amount = (number: number) => price({ amount: number, currency: money.currency });
  const rows = [
    [t("balance.due"), amount(money.due)],
    ...(money.paid > 0 ? [[t("balance.paid"), amount(money.paid)]] : []),
    ...(money.refunded > 0 ? [[t("balance.refunded"), amount(money.refunded)]] : []),
    ...(money.outstanding > 0 ? [[t("balance.outstanding"), amount(money.outstanding)]] : []),
    ...(money.toGiveBack > 0 ? [[t("balance.toGiveBack"), amount(money.toGiveBack)]] : []),
  ];
  return (
    <Card data-testid="balance">
      <Stack gap="sm">
        <Title order={2}>{t("balance.title")}</Title>
        {money.coveredByPackage && (
          <Text>
            {t("balance.covered")} <Link to="/packages">{t("packages.title")}</Link>
          </Text>
        )}
        {state !== "pending" && (
          <dl className="facts">
            {rows.map(([label, value]) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        )}
        {usable && <UsePackage appointment={appointment} purchase={usable} />}
        {money.outstanding > 0 && <AskToPay balance={money} />}
      </Stack>
    </Card>
  );
}

/** Asks first: what a package paid for cannot be undone without giving up the appointment. */
function UsePackage({ appointment, purchase }: { appointment: Appointment; purchase: Purchase }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { act, busy, error, forget } = useAct();
  const [asking, setAsking] = useState(false);
  const spend = () =>
    act(async (key) => {
      await booking.payFromPackage(appointment.id, purchase.id, key);
      setAsking(false);
      await queries.invalidateQueries();
    }, purchase.id);
  return (
    <Group>
      <Button variant="default" onClick={() => (forget(), setAsking(true))}>
        {t("balance.usePackage")}
      </Button>
      <Confirm
        opened={asking}
        close={() => setAsking(false)}
        title={t("balance.useSure")}
        yes={t("balance.useYes")}
        no={t("balance.useNo")}
        color="pine"
        busy={busy}
        error={error}
        act={() => void spend()}
      >
        <Text>
          {t("balance.useWhich", {
            left: purchase.sessions.left,
            bought: purchase.sessions.bought,
            day: purchase.validUntil ? dayAndYear(purchase.validUntil, "UTC") : "",
          })}
        </Text>
        <Text>{t("balance.useText")}</Text>
      </Confirm>
    </Group>
  );
}

/** Where no other way was put on, one pays at the practice, and says so before. */
function AskToPay({ balance }: { balance: Balance }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { act, busy, error } = useAct();
  const at = payAt(balance.payment);
  if (at)
    return (
      <Group>
        <PayLink at={at} />
      </Group>
    );
  // What was asked for before a part was paid is not what is open now.
  if (balance.payment?.state === "pending" && balance.payment.amount === balance.outstanding)
    return <Text role="status">{t("balance.atTheDesk")}</Text>;
  const ask = () =>
    act(async (key) => {
      await booking.askToPay(balance.appointmentId, "desk", key);
      await queries.invalidateQueries({ queryKey: ["balance", balance.appointmentId] });
    });
  return (
    <Stack gap="xs" align="flex-start">
      {balance.payment?.state === "failed" && <Text>{t("balance.notPaid")}</Text>}
      {error !== null && <ProblemNotice error={error} />}
      <Button variant="default" loading={busy} onClick={() => void ask()}>
        {t("balance.ask")}
      </Button>
    </Stack>
  );
}
