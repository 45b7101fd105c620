import { Alert, Button, Card, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, Navigate, useNavigate, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { booking, type Appointment } from "../api/booking";
import { AppointmentFacts } from "../components/AppointmentFacts";
import { Only } from "../components/Shell";
import { Loading, PageProblem, ProblemNotice } from "../components/States";
import { useNow } from "../session";
import { useAct } from "../useAct";

export function HoldPage() {
  return (
    <Only account="client">
      <HoldLoader />
    </Only>
  );
}

function HoldLoader() {
  const { id } = useParams({ from: "/hold/$id" });
  const hold = useQuery({ queryKey: ["appointment", id], queryFn: () => booking.appointment(id) });
  if (hold.isLoadingError) return <PageProblem error={hold.error} retry={() => void hold.refetch()} />;
  if (!hold.data) return <Loading />;
  // Going back to a hold that became an appointment must not offer to book it again.
  if (!["held", "expired"].includes(hold.data.body.state)) return <Navigate to="/appointments/$id" params={{ id }} replace />;
  return <Hold hold={hold.data.body} />;
}

const preload = () => void import("./AppointmentPage").catch(() => undefined);

function Hold({ hold }: { hold: Appointment }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const instant = useNow(1000);
  const { act, busy, error } = useAct();
  const left = hold.expiresAt ? Date.parse(hold.expiresAt) - instant : 0;
  const gone = left <= 0 || hold.state === "expired";
  const minutes = Math.ceil(left / 60_000);
  const words = left < 60_000 ? t("duration.lessThanMinute") : t("duration.minutes", { count: minutes });

  const book = () =>
    act(async (key) => {
      // The page that follows comes meanwhile, and has what it shows.
      preload();
      const booked = await booking.book(hold.id, key);
      void queries.invalidateQueries();
      queries.setQueryData(["appointment", booked.body.id], booked);
      await navigate({ to: "/appointments/$id", params: { id: booked.body.id }, replace: true });
    });
  const release = () =>
    act(async () => {
      await booking.release(hold.id);
      await queries.invalidateQueries();
      await navigate({ to: "/therapists/$id", params: { id: hold.therapist.id }, replace: true });
    });

  return (
    <Stack maw={640} gap="lg">
      <Title>{t("hold.title")}</Title>
      <Card>
        <AppointmentFacts appointment={hold} />
      </Card>
      {error !== null && <ProblemNotice error={error} />}
      {gone ? (
        <Alert color="clay" role="alert" title={t("hold.gone")}>
          <Button
            renderRoot={(props) => <Link to="/therapists/$id" params={{ id: hold.therapist.id }} {...props} />}
          >
            {t("hold.again")}
          </Button>
        </Alert>
      ) : (
        <>
          <Text role="timer" aria-live="off" data-testid="hold-left">
            {t("hold.left", { left: words })}
          </Text>
          <Group>
            <Button size="lg" loading={busy} onClick={() => void book()}>
              {t("hold.confirm")}
            </Button>
            <Button size="lg" variant="default" disabled={busy} onClick={() => void release()}>
              {t("hold.release")}
            </Button>
          </Group>
        </>
      )}
    </Stack>
  );
}
